"""What helpers entered and who confirmed it, and what somebody disputes, with the ways out of that."""

import uuid
from collections.abc import Iterator
from typing import Any, Final

from flask import Response, request, url_for

from api.console import forms
from api.console.entered import shown
from api.console.forms import NOTHING_WRONG, Wrong, answered, own_id, paper, sent
from api.console.page import at_the_desk, page
from api.console.scope import called, names, parties, seen
from api.described import View
from api.exchange import page as asked_page
from api.house import house
from api.rest.scope import key_of, segment
from traceability.batches.batch import VIETNAM
from traceability.errors import NotFound, NotValid
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.party import Party
from traceability.store.entries import Entered

WHICH: Final = ("unconfirmed", "helper", "all")
ON_A_PAGE: Final = 25


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/entries", list_entries
    yield "POST", "/entries/confirm", confirm_entries
    yield "GET", "/disputes", list_disputes
    yield "POST", "/disputes/correct", correct_entry
    yield "POST", "/disputes/reject", reject_dispute


@at_the_desk
def list_entries() -> Response:
    """List what helpers entered, unconfirmed first; of one helper or household where one is named."""
    return entries()


def entries(wrong: Wrong = NOTHING_WRONG) -> Response:
    """The page of entries; with what is wrong of its form."""
    which = request.args.get("which", WHICH[0])
    if which not in WHICH:
        raise NotValid("one of " + ", ".join(WHICH), which, "which")
    household, helper = request.args.get("household", ""), request.args.get("helper", "")
    subjects = [seen(Party, household)[0].key.uri] if household else parties()
    by = key_of(PartyKey, helper).uri if helper else ""
    after = asked_page().after
    found = house().store.entries.of(subjects, which, by=by, after=after, limit=ON_A_PAGE + 1)
    facts: dict[str, Any] = {
        "which": which,
        "every": WHICH,
        "entries": shown(found[:ON_A_PAGE]),
        "helpers": _helpers(),
        "helper": helper,
        "household": household,
        "title": _title(household),
        "more": cursor(found),
        "wrong": wrong,
    }
    return page("entries.html", "entries", wrong.status, **facts)


@at_the_desk
def confirm_entries() -> Response:
    """Record that households confirm the ticked events, each in its name, by one signed paper."""
    typed = sent()

    def act() -> str:
        about = request.form.getlist("about")
        if not about:
            raise NotValid("at least one ticked entry", "none", "about")
        number = paper(typed, "evidence")
        for event_id in about:
            record = house().store.records.get(event_id)
            if record is None or record.kind != "event":
                raise NotFound("event", event_id)
            said = {"id": _part(own_id(typed), event_id), "about": event_id, "evidence": number}
            forms.statement("confirm", said, record.subject)
        return url_for("console.list_entries")

    return answered("confirm", act, entries, "confirmed")


@at_the_desk
def list_disputes() -> Response:
    """List what somebody disputes, with both words and the ways out."""
    return disputes()


def disputes(wrong: Wrong = NOTHING_WRONG) -> Response:
    """The page of disputes; with what is wrong of a form on it."""
    after = asked_page().after
    found = house().store.entries.of(parties(), "disputed", after=after, limit=ON_A_PAGE + 1)
    phones = {}
    known = house().store.masterdata.some({each.record.subject for each in found})
    for uri, last in known.items():
        if isinstance(last.value, Party):
            phones[segment(uri)] = last.value.phone
    facts = {"entries": shown(found[:ON_A_PAGE]), "phones": phones, "more": cursor(found)}
    return page("disputes.html", "disputes", wrong.status, wrong=wrong, **facts)


@at_the_desk
def correct_entry() -> Response:
    """Declare a disputed event wrong; it no longer counts, and the right one is recorded anew."""
    typed = sent()

    def act() -> str:
        now = house().ledger.clock().astimezone(VIETNAM).isoformat(timespec="milliseconds")
        said = {"event": typed.get("about", ""), "time": now, "reason": typed.get("reason", "")}
        forms.correction(said | {"note": typed.get("note", "")})
        return url_for("console.list_disputes")

    return answered(typed.get("form", ""), act, disputes, "corrected")


@at_the_desk
def reject_dispute() -> Response:
    """Stand by an event that is disputed: the cooperative confirms it as told, and says why."""
    typed = sent()

    def act() -> str:
        said = {"id": own_id(typed), "about": typed.get("about", "")}
        forms.statement("confirm", said | {"evidence": paper(typed, "evidence")})
        return url_for("console.list_disputes")

    return answered(typed.get("form", ""), act, disputes, "stood_by")


def cursor(found: list[Entered]) -> str:
    """What the next page begins after; empty where there is none. `found` has one more than a page."""
    return forms.cursor(found[ON_A_PAGE - 1].cursor) if len(found) > ON_A_PAGE else ""


def _helpers() -> list[tuple[str, str]]:
    """Who was ever allowed to record for a household of this desk: code and name."""
    given = house().store.people.given_by(parties())
    known = names([each.delegate for some in given.values() for each in some])
    return sorted(((segment(uri), name) for uri, name in known.items()), key=lambda pair: pair[1])


def _title(household: str) -> str:
    return called(seen(Party, household)[1]) if household else ""


def _part(form: str, event_id: str) -> str:
    """The id of one of several statements of a form: the same when it is sent again."""
    return uuid.uuid5(uuid.UUID(form), event_id).urn
