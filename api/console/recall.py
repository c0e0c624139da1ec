"""Recall at the desk: what was made of a batch and who has it, shown first; then one clear yes."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Response

from api.console import batches, forms
from api.console.forms import NOTHING_WRONG, Wrong, answered, own_id, sent
from api.console.page import at_the_desk, page
from api.console.scope import names
from api.described import View
from api.house import house
from api.rest.scope import is_seen, seen_batch, segment
from api.signin.session import lift
from api.who import actor
from schemas.fields import MOST_IN_A_LIST
from traceability.access import PinWanted
from traceability.batches.batch import VIETNAM, Batch
from traceability.errors import Conflict, NotValid
from traceability.journey import walk

_HOME: Final = "/console/"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a recall goes: `own` are the batch and what was made of it here, `others` strangers' batches.

    `holders` are the parties that were sent some of it, by the names the desk knows.
    """

    own: tuple[Batch, ...]
    others: tuple[Batch, ...]
    holders: tuple[str, ...]


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/batches/<path:code>/recall", preview_recall
    yield "POST", "/batches/<path:code>/recall", recall_batch
    yield "POST", "/raise", raise_at_desk


@at_the_desk
def preview_recall(code: str) -> Response:
    """Show what a recall of a batch would call back, and who has to be told."""
    return _preview(code)


@at_the_desk
def recall_batch(code: str) -> Response:
    """Recall a batch and everything that was made of it here, by one reason, after a clear yes."""
    batch = seen_batch(code)
    typed = sent()

    def act() -> str:
        if not actor().raised:
            raise PinWanted("a session that was raised by a PIN", str(actor()))
        reach = reach_of(batch)
        if typed.get("count") != str(len(reach.own)):
            raise Conflict(f"{len(reach.own)} batches", typed.get("count", ""))
        if typed.get("sure") != "on":
            raise NotValid("a yes that you are sure", "none", "sure")
        for part, some in enumerate(_chunks(reach.own)):
            forms.event("recall", _said(typed, part, some, batch))
        return batches.here(code)

    return answered("recall", act, lambda wrong: _preview(code, wrong), "recalled")


@at_the_desk
def raise_at_desk() -> Response:
    """Give the PIN once more: for five minutes the session may recall, and give and take cards."""
    typed = sent()
    where = typed.get("next", _HOME)
    if urlsplit(where).netloc or not where.startswith(_HOME):
        where = _HOME

    def act() -> str:
        lift(typed.get("pin", ""))
        return where

    def again(wrong: Wrong) -> Response:
        return page("pin.html", "today", wrong.status, wrong=wrong, next=where)

    return answered("pin", act, again, "raised")


def reach_of(batch: Batch) -> Reach:
    """What was made of a batch, however far on, and who was sent some of it."""
    store = house().store
    _, reached = walk.forward(store.records.made_from, batch.uri)
    known = [batch, *store.batches.some(sorted(reached)).values()]
    own = tuple(each for each in known if is_seen(each) and not each.is_recalled)
    others = tuple(each for each in known if not is_seen(each))
    words = (word for each in known for word in (each.sent, each.holder) if word)
    return Reach(own, others, tuple(names([word.value for word in words]).values()))


def _chunks(own: tuple[Batch, ...]) -> Iterator[tuple[Batch, ...]]:
    left = iter(own)
    while some := tuple(islice(left, MOST_IN_A_LIST)):
        yield some


def _preview(code: str, wrong: Wrong = NOTHING_WRONG) -> Response:
    batch = seen_batch(code)
    reach = reach_of(batch)
    facts: dict[str, Any] = {
        "code": segment(batch.uri),
        "row": batches.rows([batch])[0],
        "own": batches.rows(list(reach.own)),
        "beyond": batches.rows(list(reach.others)),
        "holders": reach.holders,
        "raised": actor().raised,
        "wrong": wrong,
    }
    return page("recall.html", "batches", wrong.status, **facts)


def _said(typed: forms.Sent, part: int, some: tuple[Batch, ...], batch: Batch) -> forms.Said:
    """What one event of a recall says; its id is the same when the form is sent again."""
    now = house().ledger.clock().astimezone(VIETNAM).isoformat(timespec="milliseconds")
    place = batch.origin.place if batch.origin else None
    said: forms.Said = {"id": uuid.uuid5(uuid.UUID(own_id(typed)), str(part)).urn, "time": now}
    said |= {"place": place, "reason": typed.get("reason", "")}
    return said | {"goods": [{"batch": each.uri} for each in some]}
