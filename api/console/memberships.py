"""Memberships of a household: since when it belongs to which cooperative, and until when."""

from collections.abc import Iterator
from typing import Any

from flask import Response, url_for

from api import telling
from api.console import forms, households
from api.console.forms import Wrong, answered, own_id, sent
from api.console.page import at_the_desk
from api.console.scope import seen
from api.described import View
from api.house import house
from api.rest.scope import key_of
from api.telling import Named
from api.who import actor
from schemas.masterdata import FORMS
from traceability.access import sees
from traceability.errors import Conflict, NotValid
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.party import Party


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "POST", "/households/<path:code>/membership", change_membership


@at_the_desk
def change_membership(code: str) -> Response:
    """Record since when, and until when, a household is a member of a cooperative."""
    party, last = seen(Party, code)
    typed = sent()

    def act() -> str:
        if typed.get("base") != str(last.number):
            raise Conflict(f"revision {last.number} of {party.key.uri}", typed.get("base", ""))
        said = FORMS["party"].dump(party)
        said["memberships"] = _changed(said.get("memberships", []), typed)
        meant = telling.revision("party", said, Named(own_id(typed)), lambda _: last.number + 1)
        forms.record(meant, said)
        still = sees(actor(), house().store.masterdata.subject(party.key.uri))
        return households.here(code) if still else url_for("console.list_households")

    def again(wrong: Wrong) -> Response:
        return households.household(code, wrong)

    return answered("membership", act, again, "membership")


def _changed(listed: list[dict[str, Any]], typed: forms.Sent) -> list[dict[str, Any]]:
    """The memberships with the one that was typed in place of the one it changes, or added."""
    cooperative = _cooperative(typed.get("cooperative", ""))
    new: dict[str, Any] = {"cooperative": cooperative, "since": typed.get("since", "")}
    new |= {"until": typed["until"]} if typed.get("until") else {}
    was = cooperative, typed.get("was", "")
    rest = [each for each in listed if (each["cooperative"], each["since"]) != was]
    return [*rest, new]


def _cooperative(text: str) -> str:
    try:
        return key_of(PartyKey, text).uri
    except NotValid as no:
        raise NotValid(no.expected, text, "cooperative") from None
