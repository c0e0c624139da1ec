"""A phone's queue comes in: each record gets its own answer, and a signed receipt that it may forget by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from flask import Response
from werkzeug.exceptions import BadRequest

from api import receipts, telling
from api.described import Description, View, describe
from api.errors import told_of
from api.exchange import answer, body
from api.farm.came import Came, Wrong
from api.house import house
from api.telling import Meant, Named
from api.who import actor, also_lapsed, has_lapsed, may, proven
from schemas.fields import load
from schemas.forms import CORRECT_NAME
from schemas.phone import (
    MOST_RECORDS,
    QUEUE,
    QUEUE_TAKEN,
    RECORD_ANSWER,
    REVISED,
    STATED,
    Envelope,
    form_of,
)
from traceability.access import Role
from traceability.errors import Conflict, NotValid, Refusal
from traceability.ledger.entry import Entry, revises, what
from traceability.store.held import HeldRecord
from traceability.store.records import Record

PHONES: Final = (
    Role.OPERATOR,
    Role.OFFICER,
    Role.RECORDER,
    Role.HELPER,
    Role.INSPECTOR,
    Role.CARRIER,
)
"""Who keeps a queue."""

_LAPSED: Final = "Expected a card in force, got one that ran out."

Answer = dict[str, Any]
Before = Mapping[str, Record | HeldRecord]
"""What came before, by id."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a queue came by the server's clock, and how far that was ahead of the phone's.

    `doubt` says why the sender's right cannot be shown, where her card ran out meanwhile.
    """

    now: datetime
    ahead: timedelta
    doubt: str = ""

    def entered(self, by_phone: datetime) -> datetime:
        """When something was entered, by the server's clock; never after now."""
        try:
            return min(by_phone.astimezone(UTC) + self.ahead, self.now)
        except OverflowError:
            return self.now


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "POST", "/api/v1/sync", take_queue


@may(*PHONES)
@also_lapsed
@describe(Description(QUEUE, answer=QUEUE_TAKEN))
def take_queue() -> Response:
    """Take a phone's queue, at most 50 records or 64 KB; one that is wrong never hinders another.

    Each is the text that the phone saved first, and is kept as such. A record that was taken before
    is a duplicate and gets the first receipt, whoever sends it.
    """
    spoken = body()
    proven(spoken.raw)
    queue: dict[str, Any] = load(QUEUE, spoken.said, house().domain)
    texts = queue["records"]
    if len(texts) > MOST_RECORDS:
        raise NotValid(f"at most {MOST_RECORDS} records", len(texts), "records")
    now = house().ledger.clock()
    moment = Moment(now, now - queue["sent"], _LAPSED if has_lapsed() else "")
    came = [Came.of(text) for text in texts]
    before = _before(each.id for each in came if each.id)
    answers: dict[int, Answer] = {}
    for number, each in sorted(enumerate(came), key=_as_entered):
        answers[number] = _answered(each, before, moment)
    whole = QUEUE_TAKEN.dump({"now": now})
    return answer(whole | {"answers": [answers[number] for number in range(len(came))], "gaps": []})


def _as_entered(numbered: tuple[int, Came]) -> tuple[str, int, int]:
    """As a phone entered them, so that a correction follows what it corrects."""
    number, came = numbered
    envelope = came.envelope
    return (envelope.device, envelope.seq, number) if envelope else ("", 0, number)


def _before(ids: Iterable[str]) -> Before:
    """What came before under these ids; the first that was heard of one that was held is that it waits."""
    asked, store = list(ids), house().store
    recorded: Before = {each.id: each for each in store.records.some(asked)}
    return {**recorded, **{each.id: each for each in store.held.some(asked)}}


def _answered(came: Came, before: Before, moment: Moment) -> Answer:
    """What becomes of one record."""
    head = {"id": came.id, "sha256": came.sha256}
    try:
        return _shown(head | _taken(came, before, moment))
    except (Refusal, BadRequest) as no:
        return _shown(head | _invalid(no))


def _taken(came: Came, before: Before, moment: Moment) -> Answer:
    """Record it, or find it recorded.

    Raises:
        Refusal, BadRequest: it cannot be read, or what the ledger says no to.
    """
    if came.envelope is None:
        raise came.wrong or NotValid("an envelope", "none")
    if first := before.get(came.envelope.id):
        return _again(first, came)
    entered = moment.entered(came.envelope.entered)
    meant = _meant(came.envelope, entered)
    if meant.id != came.envelope.id and (first := _before([meant.id]).get(meant.id)):
        return _again(first, came)
    taken = house().ledger.take(actor(), _entry(came, meant, entered, moment.doubt))
    status = taken.receipt.reception.status if taken.fresh else "duplicate"
    if taken.why:
        problem = {"title": "Held", "detail": taken.why}
        return {"status": status, "receipt": receipts.shown(taken.receipt), "problem": problem}
    receipt = receipts.shown(taken.receipt, what(meant.content), revises(meant.content))
    return {"status": status, "receipt": receipt}


def _again(first: Record | HeldRecord, came: Came) -> Answer:
    """The first receipt of what came before.

    Raises:
        Conflict: it came with other bytes.
    """
    if first.said_sha256 != came.sha256:
        raise Conflict(f"the text first sent as {came.id}", came.sha256)
    receipt = house().ledger.receipt_of(first)
    if isinstance(first, HeldRecord):
        problem = {"title": "Held", "detail": first.reason}
        return {"status": "duplicate", "receipt": receipts.shown(receipt), "problem": problem}
    return {"status": "duplicate", "receipt": receipts.shown(receipt, first.what, first.revises)}


def _meant(envelope: Envelope, entered: datetime) -> Meant:
    """What an envelope asks to be recorded; a statement without a time was said when it was entered."""
    name, said, this = envelope.name, envelope.body, Named(envelope.id)
    if name == CORRECT_NAME:
        return telling.correction(said)
    if name in STATED:
        return telling.statement(name, said, this, envelope.party.uri, entered)
    if name in REVISED:
        return telling.revision(name, said, this, lambda _: envelope.base + 1)
    return telling.event(name, said, this, envelope.party)


def _entry(came: Came, meant: Meant, entered: datetime, doubt: str) -> Entry:
    words = meant.words
    return Entry(
        id=meant.id,
        act=words.act,
        content=meant.content,
        subject=words.subject,
        said=came.raw,
        form=form_of(words.form),
        entered=entered,
        private=words.private,
        hold=True,
        minted=words.minted,
        sent_as=came.id if came.id != meant.id else None,
        doubt=doubt,
    )


def _invalid(no: Wrong | Refusal) -> Answer:
    return {"status": "invalid", "problem": told_of(no)}


def _shown(facts: Answer) -> Answer:
    receipt = facts.get("receipt", {})
    if batches := receipt.get("batches"):
        facts |= {"batches": batches}
    whole: Answer = RECORD_ANSWER.dump(
        {name: it for name, it in facts.items() if name != "receipt"}
    )
    return whole | ({"receipt": receipt} if receipt else {})
