"""Records of phones as they are taken: each gets its own answer, and one that is wrong hinders no other."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from werkzeug.exceptions import BadRequest

from api import receipts, telling
from api.errors import told_of
from api.farm.came import Came, Wrong
from api.house import house
from api.signin.visits import visited
from api.telling import Meant, Named
from api.who import actor, has_lapsed, session
from schemas.forms import CORRECT_NAME
from schemas.phone import RECORD_ANSWER, REVISED, STATED, Envelope, form_of
from traceability.access import Actor
from traceability.errors import Conflict, NotValid, Refusal
from traceability.ledger.entry import Entry, revises, what
from traceability.store.devices import Heard
from traceability.store.held import HeldRecord
from traceability.store.records import Record

Answer = dict[str, Any]
Before = Mapping[str, Record | HeldRecord]
"""What came before, by id."""

_LAPSED: Final = "Expected a card in force, got one that ran out."
_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """When records came by the server's clock, and from which phone, where that is known.

    `sent` is what its clock showed then; None where a file was handed in. `doubt` says why the
    sender's right cannot be shown, where her card ran out meanwhile.
    """

    now: datetime
    sent: datetime | None
    device: str | None
    doubt: str = ""

    def is_own(self, envelope: Envelope) -> bool:
        """Whether the phone that made a record sends it, as far as anybody knows."""
        return self.sent is not None and self.device in {None, envelope.device}

    def ahead(self, envelope: Envelope) -> timedelta:
        """How far our clock is ahead of the time that a record says it was entered.

        The phone has added to that what it knew of its clock's error when it saved the record. How
        wrong its clock is in truth is seen when it sends; of what another phone carries nothing is.
        """
        if self.sent is None or not self.is_own(envelope):
            return timedelta()
        return self.now - self.sent - (envelope.clock or 0) * _MILLISECOND

    def entered(self, envelope: Envelope) -> datetime:
        """When a record was entered, by the server's clock; never after now."""
        try:
            return min(envelope.entered.astimezone(UTC) + self.ahead(envelope), self.now)
        except OverflowError:
            return self.now


def moment(sent: datetime | None) -> Moment:
    """The present, for whoever asks."""
    running = session()
    device, doubt = running.device if running else None, _LAPSED if has_lapsed() else ""
    return Moment(house().ledger.clock(), sent, device, doubt)


def take(texts: Sequence[str], at: Moment) -> tuple[list[Answer], list[Answer]]:
    """Take records, and tell what became of each, in their order, and what their phones still lack.

    They are taken in the order in which their phones entered them, so that a correction follows what
    it corrects.
    """
    came = [Came.of(text) for text in texts]
    before = _before(each.id for each in came if each.id)
    answers: dict[int, Answer] = {}
    for number, each in sorted(enumerate(came), key=_as_entered):
        answers[number] = _answered(each, before, at)
    gaps = _hear([each.envelope for each in came if each.envelope], at)
    return [answers[number] for number in range(len(came))], gaps


def _hear(envelopes: Sequence[Envelope], at: Moment) -> list[Answer]:
    """Remember the numbers of these records; tell which phones lack some."""
    gaps = []
    for device in dict.fromkeys(each.device for each in envelopes):
        those = [each for each in envelopes if each.device == device]
        own, named = at.device == device, those[0].party.uri
        ahead = (at.now - at.sent) // _MILLISECOND if at.sent and at.is_own(those[0]) else None
        numbers = tuple(each.seq for each in those)
        with suppress(Conflict):  # so many speak for one phone at once: the next time it is heard
            heard = Heard(numbers, actor().party if own else named, at.now, own, ahead)
            missing = house().store.devices.hear(device, heard).missing
            gaps += [{"device": device, "missing": missing}] if missing else []
    return gaps


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


def _answered(came: Came, before: Before, at: Moment) -> Answer:
    """What becomes of one record."""
    head = {"id": came.id, "sha256": came.sha256}
    try:
        return _shown(head | _taken(came, before, at))
    except (Refusal, BadRequest) as no:
        return _shown(head | _invalid(no))


def _taken(came: Came, before: Before, at: Moment) -> Answer:
    """Record it, or find it recorded.

    Raises:
        Refusal, BadRequest: it cannot be read, or what the ledger says no to.
    """
    if came.envelope is None:
        raise came.wrong or NotValid("an envelope", "none")
    if first := before.get(came.envelope.id):
        return _again(first, came)
    entered = at.entered(came.envelope)
    meant = _meant(came.envelope, entered)
    if meant.id != came.envelope.id and (first := _before([meant.id]).get(meant.id)):
        return _again(first, came)
    teller = _teller(came.envelope)
    taken = house().ledger.take(teller, _entry(came, meant, entered, at.doubt))
    status = taken.receipt.reception.status if taken.fresh else "duplicate"
    if taken.why:
        problem = {"title": "Held", "detail": taken.why}
        return {"status": status, "receipt": receipts.shown(taken.receipt), "problem": problem}
    receipt = receipts.shown(taken.receipt, what(meant.content), revises(meant.content))
    return {"status": status, "receipt": receipt}


def _teller(envelope: Envelope) -> Actor:
    """Who says it; with the household's card at hand that stands beside it."""
    here, visit, party = actor(), envelope.visit, envelope.party.uri
    if visit is None or party == here.party:
        return here
    proven = visited(asdict(visit), envelope.id, party, envelope.entered)
    return replace(here, how="visit") if proven else here


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
