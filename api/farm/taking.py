"""Records of phones as they are taken: each gets its own answer, and one that is wrong hinders no other."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

from werkzeug.exceptions import BadRequest

from api import receipts, telling
from api.errors import told_of
from api.farm.came import Came, Wrong
from api.farm.moments import MILLISECOND, Moment
from api.farm.witness import ask_another_phone
from api.house import house
from api.signin.visits import visited
from api.telling import Meant, Named
from api.who import actor
from schemas.forms import CORRECT_NAME
from schemas.phone import RECORD_ANSWER, REVISED, STATED, Envelope, form_of
from traceability.access import Actor, sees
from traceability.errors import Conflict, Crowded, NotValid, Refusal
from traceability.ledger.entry import Entry, revises, what
from traceability.ledger.ledger import RECORDED, Taken
from traceability.store.devices import Heard
from traceability.store.held import HeldRecord
from traceability.store.records import CARRIED, Record

Answer = dict[str, Any]
Before = Mapping[str, Record | HeldRecord]
"""What came before, by id."""

_CAME: Final = frozenset({"accepted", "duplicate", "held"})


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
    heard = [
        each.envelope
        for number, each in enumerate(came)
        if each.envelope and _has_come(answers[number]["status"], each.envelope, at)
    ]
    gaps = _hear([each for each in heard if _is_heard(each, at)], at)
    return [answers[number] for number in range(len(came))], gaps


def _hear(envelopes: Sequence[Envelope], at: Moment) -> list[Answer]:
    """Remember the numbers of these records; tell which phones lack some."""
    gaps = []
    for device in dict.fromkeys(each.device for each in envelopes):
        those = [each for each in envelopes if each.device == device]
        own, named = at.device == device, those[0].party.uri
        ahead = (at.now - at.sent) // MILLISECOND if at.sent and at.is_own(those[0]) else None
        numbers = tuple(each.seq for each in those)
        with suppress(Conflict):  # so many speak for one phone at once: the next time it is heard
            heard = Heard(numbers, actor().party if own else named, at.now, own, ahead)
            missing = house().store.devices.hear(device, heard).missing
            gaps += [{"device": device, "missing": missing}] if missing else []
    return gaps


def _has_come(status: str, envelope: Envelope, at: Moment) -> bool:
    """Whether a record need not come again; what is wrong is seen on the phone that sent it itself."""
    return status in _CAME or (status == "invalid" and at.is_own(envelope))


def _is_heard(envelope: Envelope, at: Moment) -> bool:
    """Whether whoever sends a record may say what came of its phone: that phone, or who sees its party."""
    store, here = house().store, actor()
    if at.device == envelope.device:
        return True
    phone, before = store.phones.get(envelope.device), store.devices.get(envelope.device)
    party = phone.party if phone else before.party if before else envelope.party.uri
    subject = store.masterdata.subject(party)
    given = store.people.delegations(subject.party, *subject.same)
    return sees(here, subject, given, at.now)


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
    except Crowded as full:
        return _shown(head | {"status": "later", "problem": told_of(full)})
    except (Refusal, BadRequest) as no:
        return _shown(head | _invalid(no))


def _taken(came: Came, before: Before, at: Moment) -> Answer:
    """Record it, or find it recorded.

    Raises:
        Refusal, BadRequest: it cannot be read, or what the ledger says no to.
    """
    if came.envelope is None:
        raise came.wrong or NotValid("an envelope", "none")
    first = before.get(came.envelope.id)
    if first and not _may_yet_be(first, came):
        return _again(first, came)
    entered = at.entered(came.envelope)
    meant = _meant(came.envelope, at)
    if meant.id != came.envelope.id:
        first = _before([meant.id]).get(meant.id)
        if first and not _may_yet_be(first, came):
            return _again(first, came)
    ask_another_phone(meant.content, at.device)
    entry, teller = _entry(came, meant, entered, at.doubt), _teller(came.envelope, at)
    if isinstance(first, HeldRecord):
        return _once_more(first, came, entry, teller)
    return _told(house().ledger.take(teller, entry), meant)


def _told(taken: Taken, meant: Meant | Entry) -> Answer:
    """What became of it."""
    status = taken.receipt.reception.status if taken.fresh else "duplicate"
    if taken.why:
        problem = {"title": "Held", "detail": taken.why}
        return {"status": status, "receipt": receipts.shown(taken.receipt), "problem": problem}
    content = meant.content
    receipt = receipts.shown(taken.receipt, what(content), revises(content))
    return {"status": status, "receipt": receipt}


def _may_yet_be(first: Record | HeldRecord, came: Came) -> bool:
    """Whether the same bytes are held, and may be recorded if their sender has the right herself.

    What the desk did not adopt is nobody's but the party's own to say again.
    """
    if not isinstance(first, HeldRecord) or first.said_sha256 != came.sha256:
        return False
    subject = house().store.masterdata.subject(first.subject)
    own = actor().party in {subject.party, *subject.same}
    return first.settled is None or (first.settled == "reject" and own)


def _once_more(held: HeldRecord, came: Came, entry: Entry, teller: Actor) -> Answer:
    """Record what is held, where this sender has the right; else it stays what it is."""
    try:
        taken = house().ledger.take_again(teller, entry)
    except Refusal:
        return _again(held, came)
    return _again(held, came) if taken.why else _told(taken, entry)


def _teller(envelope: Envelope, at: Moment) -> Actor:
    """Who says it; what another's phone made is carried; with the household's card at hand it is a visit."""
    here, visit, party = actor(), envelope.visit, envelope.party.uri
    if party == here.party:
        return here
    if at.carries(envelope, here):
        return replace(here, how=CARRIED)
    if visit is None:
        return here
    proven = visited(asdict(visit), envelope.id, party, envelope.entered)
    return replace(here, how="visit") if proven else here


def _again(first: Record | HeldRecord, came: Came) -> Answer:
    """The first receipt of what came before.

    Raises:
        Conflict: it came with other bytes.
    """
    if isinstance(first, HeldRecord) and first.settled == RECORDED:
        first = house().store.records.get(first.id) or first
    if first.said_sha256 != came.sha256:
        raise Conflict(f"the text first sent as {came.id}", came.sha256)
    receipt = house().ledger.receipt_of(first)
    if isinstance(first, HeldRecord):
        problem = {"title": "Held", "detail": first.reason}
        return {"status": "duplicate", "receipt": receipts.shown(receipt), "problem": problem}
    return {"status": "duplicate", "receipt": receipts.shown(receipt, first.what, first.revises)}


def _meant(envelope: Envelope, at: Moment) -> Meant:
    """What an envelope asks to be recorded; a statement without a time was said when it was entered."""
    name, said, this = envelope.name, envelope.body, Named(envelope.id)
    if name == CORRECT_NAME:
        return telling.correction(said)
    if name in STATED:
        meant = telling.statement(name, said, this, envelope.party.uri, at.entered(envelope))
        return at.set_right(meant, envelope) if "time" in said else meant
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
