"""What is held back at the desk: why, what was said, and the choice to adopt or to reject it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Response, url_for

from api.console import forms
from api.console.compared import Line, compared, flat
from api.console.forms import NOTHING_WRONG, Wrong, answered, own_id, sent
from api.console.page import at_the_desk, page
from api.console.scope import desk, names
from api.described import View
from api.exchange import page as asked_page
from api.house import house
from api.rest.scope import segment
from schemas.forms import name_of
from schemas.masterdata import FORMS
from schemas.phone import told_in
from traceability.masterdata.revision import Revision
from traceability.store.held import HeldRecord
from traceability.store.told import content

ON_A_PAGE: Final = 20

WHY: Final = {
    "a delegation": "delegation",
    "a card": "card",
    "a visit": "visit",
    "revision": "stale",
    "a batch of your own": "goods",
}
"""Words of a reason, and the sentence of the catalogues that they are."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One record that waits: who sent it in whose name, why it waits, and what was said, line by line."""

    id: str
    form: str
    at: datetime
    entered: datetime
    subject: str
    subject_code: str
    by: str
    role: str
    why: str
    reason: str
    said: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/held", show_held
    yield "POST", "/held/adopt", adopt_held
    yield "POST", "/held/reject", reject_held


@at_the_desk
def show_held() -> Response:
    """List what is held back: why, what was said, and both versions where two were changed at once."""
    return waiting()


def waiting(wrong: Wrong = NOTHING_WRONG) -> Response:
    """The page of what is held; with what is wrong of a form on it."""
    store = house().store
    found = list(store.held.waiting(desk(), asked_page().after, ON_A_PAGE + 1))
    uris = [uri for each in found for uri in (each.subject, each.origin.party)]
    called = names(uris)
    rows = [_shown(each, called) for each in found[:ON_A_PAGE]]
    more = forms.cursor(found[ON_A_PAGE - 1].cursor) if len(found) > ON_A_PAGE else ""
    return page("held.html", "held", wrong.status, rows=rows, more=more, wrong=wrong)


@at_the_desk
def adopt_held() -> Response:
    """Adopt a held record: it is recorded as the words of whoever sent it, because the desk says so."""
    return _settle("adopt", "adopted")


@at_the_desk
def reject_held() -> Response:
    """Reject a held record, with the reason: it is not recorded and can still be read."""
    return _settle("reject", "rejected")


def _settle(kind: str, done: str) -> Response:
    typed = sent()

    def act() -> str:
        said = {"id": own_id(typed), "about": typed.get("about", "")}
        reason = {"reason": forms.filled(typed, "reason")} if kind == "reject" else {}
        forms.statement(kind, said | reason)
        return url_for("console.show_held")

    return answered(typed.get("form", kind), act, waiting, done)


def _shown(held: HeldRecord, called: Mapping[str, str]) -> Shown:
    said = told_in(held.form, held.said)
    why = next((word for words, word in WHY.items() if words in held.reason), "other")
    return Shown(
        id=held.id,
        form=name_of(held.form),
        at=held.at,
        entered=held.entered,
        subject=called[held.subject],
        subject_code=segment(held.subject),
        by=called[held.origin.party],
        role=held.origin.role,
        why=why,
        reason=held.reason,
        said=tuple(_named(flat(said))),
        lines=_lines(held, said),
    )


def _named(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What was said, with the names of the keys in it."""
    keys = [text for text in said.values() if text.startswith(("https://", "http://"))]
    called = names(keys)
    return ((name, called.get(text, text)) for name, text in said.items() if name != "id")


def _lines(held: HeldRecord, said: Mapping[str, Any]) -> tuple[Line, ...]:
    """What stands and what was said of it, side by side, where it is a change of master data."""
    if held.record.kind != "revision":
        return ()
    told = content(held.record)
    last = house().store.masterdata.last(told.key.uri) if isinstance(told, Revision) else None
    return compared(FORMS[last.kind].dump(last.value), said) if last else ()
