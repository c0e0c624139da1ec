"""What a household agreed to on paper, recorded at the desk: delegation, consent and confirmation."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Response, request

from api.console import forms, households
from api.console.delegations import SCOPES
from api.console.forms import Wrong, answered, own_id, paper, sent
from api.console.page import at_the_desk
from api.console.scope import seen
from api.described import View
from api.house import house
from api.rest.scope import key_of
from schemas.statements import CONSENTS
from traceability.batches.batch import VIETNAM
from traceability.errors import NotFound, NotValid, NotYours
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.party import Party


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "POST", "/households/<path:code>/delegate", give_delegation
    yield "POST", "/households/<path:code>/revoke", revoke_delegation
    yield "POST", "/households/<path:code>/consent", say_consent
    yield "POST", "/households/<path:code>/confirm", confirm_for_household


@at_the_desk
def give_delegation(code: str) -> Response:
    """Record that a household lets a helper record for it, with the number of the signed paper."""
    party, _ = seen(Party, code)
    typed = sent()

    def act() -> str:
        said = {"id": own_id(typed), "about": party.key.uri, "to": _helper(typed.get("to", "")).uri}
        said |= _span(typed.get("until", "")) | {"evidence": paper(typed, "evidence")}
        forms.statement("delegate", said | {"scope": _scope(request.form.getlist("scope"))})
        return households.here(code)

    return answered("delegate", act, lambda wrong: households.household(code, wrong), "delegated")


@at_the_desk
def revoke_delegation(code: str) -> Response:
    """Record that a household takes a delegation back, from now on."""
    party, _ = seen(Party, code)
    typed = sent()

    def act() -> str:
        given = house().store.people.delegations(party.key.uri)
        last = next((each for each in given if each.delegate == typed.get("to")), None)
        if last is None:
            raise NotFound("delegation", typed.get("to", ""))
        now = house().ledger.clock().astimezone(VIETNAM).isoformat(timespec="milliseconds")
        said: dict[str, Any] = {"id": own_id(typed), "about": party.key.uri, "to": last.delegate}
        said |= {"from": now, "until": now, "evidence": last.evidence}
        forms.statement("delegate", said | {"scope": sorted(last.scope)})
        return households.here(code)

    return answered("revoke", act, lambda wrong: households.household(code, wrong), "revoked")


@at_the_desk
def say_consent(code: str) -> Response:
    """Record what a household lets strangers read; what is not ticked is taken back."""
    party, _ = seen(Party, code)
    typed = sent()

    def act() -> str:
        shows = [name for name in CONSENTS if name in request.form.getlist("shows")]
        said = {"id": own_id(typed), "about": party.key.uri, "note": paper(typed, "note")}
        forms.statement("consent", said | {"shows": shows})
        return households.here(code)

    return answered("consent", act, lambda wrong: households.household(code, wrong), "consented")


@at_the_desk
def confirm_for_household(code: str) -> Response:
    """Record that a household confirms an event, in its name, with the number of the signed paper."""
    party, _ = seen(Party, code)
    typed = sent()
    form = typed.get("form", "confirm")

    def act() -> str:
        _ask_in_name_of(party, typed.get("about", ""))
        said = {"id": own_id(typed), "about": typed["about"], "evidence": paper(typed, "evidence")}
        forms.statement("confirm", said, party.key.uri)
        return households.here(code)

    def again(wrong: Wrong) -> Response:
        return households.household(code, wrong)

    return answered(form, act, again, "confirmed")


def _ask_in_name_of(party: Party, event_id: str) -> None:
    record = house().store.records.get(event_id)
    if record is None or record.kind != "event":
        raise NotFound("event", event_id)
    if record.subject != party.key.uri:
        raise NotYours(f"an event that was said for {party.key.uri}", record.subject)


def _helper(text: str) -> PartyKey:
    """The party of a helper, by its code or key.

    Raises:
        NotValid: nobody of that code is known here.
    """
    try:
        uri = key_of(PartyKey, text).uri
    except NotValid as no:
        raise NotValid(no.expected, text, "to") from None
    last = house().store.masterdata.last(uri)
    if last is None or not isinstance(last.value, Party):
        raise NotValid("the code of a party that is known here", text, "to")
    return last.value.key


def _span(until: str) -> dict[str, str]:
    """From now until the end of a day, in Vietnam."""
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise NotValid("a day", until, "until") from None
    now = house().ledger.clock().astimezone(VIETNAM)
    ends = datetime.combine(day + timedelta(days=1), time(), VIETNAM)
    if ends <= now:
        raise NotValid("a day that is not over", until, "until")
    return {"from": now.isoformat(timespec="milliseconds"), "until": ends.isoformat()}


def _scope(names: list[str]) -> list[str]:
    acts = frozenset[str]().union(*(SCOPES.get(name, frozenset()) for name in names))
    if not acts:
        raise NotValid("at least one kind of work", "none", "scope")
    return sorted(acts)
