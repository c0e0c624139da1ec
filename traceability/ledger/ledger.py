"""The one door in: may this actor say this, add it, refresh the views it touches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from traceability.access import Actor
from traceability.errors import Conflict, Crowded, NotYours, Refusal
from traceability.events.event import Event
from traceability.keyring import Key, Keyring
from traceability.ledger import views
from traceability.ledger.adoption import adopt
from traceability.ledger.entry import Entry, keys, kind_of, parts, pictured, revises, what
from traceability.ledger.rights import ask_entry
from traceability.ledger.rights_goods import spoken_of
from traceability.ledger.rights_statements import ask_waiting
from traceability.log.receipts import Receipt, Reception, sign
from traceability.statements import Statement
from traceability.store.batches import View
from traceability.store.held import HeldRecord
from traceability.store.records import Origin, Record
from traceability.store.store import Store

SALT_BYTES: Final = 16
SETTLING: Final = frozenset({"adopt", "reject"})
"""Statements of the desk about what is held."""

RECORDED: Final = "recorded"
"""How a held record ended that somebody else sent who had the right."""

MOST_HELD: Final = 500
"""Records of one party that wait for one desk; more are not held until it has settled some."""

_TRIES: Final = 16


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an entry: its receipt, whether it is `fresh` or had come before, `why` it is held."""

    receipt: Receipt
    fresh: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The log and its door. Time and randomness are handed in.

    Attributes:
        store: Where records and views are kept.
        keyring: The server's keys; receipts are signed with the `receipt` key of their time.
        clock: Gives the present instant, aware.
        random: Gives so many random bytes.
    """

    store: Store
    keyring: Keyring
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]

    def record(self, actor: Actor, entry: Entry) -> Receipt:
        """Record an entry, once; the receipt of `take`, with its refusals."""
        return self.take(actor, entry).receipt

    def take(self, actor: Actor, entry: Entry) -> Taken:
        """Record an entry, once; a repeat gets the first receipt, and is not fresh.

        Raises:
            NotYours, NotValid, NotFound: as `rights.ask_entry` says; NotValid of what no view can hold.
            Conflict: the id is taken by other bytes, or what `rights.ask_entry` says.
        """
        now = self.now()
        try:
            batches = self._ask(actor, entry, now)
        except Refusal as no:
            first = self.store.records.get(entry.id)
            if first is not None and (first.origin.party == actor.party or _same(first, entry)):
                return self._repeat(entry)
            if entry.hold and isinstance(no, NotYours | Conflict) and no.held:
                return self._hold(actor, entry, str(no), now)
            raise
        if entry.hold and entry.doubt:
            return self._hold(actor, entry, entry.doubt, now)
        if isinstance(entry.content, Statement) and entry.content.kind in SETTLING:
            return self._settle(actor, entry, entry.content, now)
        record = self._record(actor, entry, now)
        grown = views.prepare(record.id, entry.content, batches, now)
        if not self.store.records.add(record):
            return self._repeat(entry)
        views.refresh(self.store, record.id, entry.content, grown, now)
        return Taken(self._sign(record, "accepted"), fresh=True)

    def take_again(self, actor: Actor, entry: Entry) -> Taken:
        """Take what is held already: recorded as this sender's where she has the right herself.

        Raises:
            Refusal: as `take`.
        """
        taken = self.take(actor, entry)
        if not taken.why and self.store.records.get(entry.id):
            self.store.held.settle(entry.id, RECORDED)
        return taken

    def receipt(self, record_id: str) -> Receipt | None:
        """The receipt of a record; the same as when it came."""
        record = self.store.records.get(record_id)
        return self.receipt_of(record) if record else None

    def receipt_of(self, kept: Record | HeldRecord) -> Receipt:
        """The receipt of what is kept, recorded or held; the same as when it came."""
        if isinstance(kept, HeldRecord):
            return self._sign(kept.record, "held")
        return self._sign(kept, "accepted")

    def acknowledge(self, reception: Reception) -> Receipt:
        """Sign that something was received which is no record, such as a photo."""
        key = self._key_at(reception.received)
        return sign(_private(key), key.id, reception)

    def now(self) -> datetime:
        """The present, as records and receipts hold it: to the millisecond."""
        now = self.clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def _ask(self, actor: Actor, entry: Entry, now: datetime) -> dict[str, View]:
        """The views of the batches it speaks of, where the actor may say this.

        Nobody is refused by what was kept for a moment: then the views are read and asked again.
        """
        known = [uri for uri in spoken_of(entry.content) if uri not in entry.minted]
        late = self.store.batches.lately(known)
        try:
            ask_entry(self.store, actor, entry, late, now)
        except Refusal:
            batches = self.store.batches.views(known)
            if batches == late:
                raise
            ask_entry(self.store, actor, entry, batches, now)
            return batches
        return late

    def _record(self, actor: Actor, entry: Entry, now: datetime) -> Record:
        public, private = parts(entry)
        return Record(
            id=entry.id,
            kind=kind_of(entry.content),
            at=now,
            subject=entry.subject,
            origin=Origin(actor.role, actor.party, actor.by, actor.how),
            form=entry.form,
            said=entry.said,
            said_sha256=entry.said_sha256,
            public=public,
            private=private,
            salts=(self.random(SALT_BYTES), self.random(SALT_BYTES)),
            keys=(*keys(entry.content), *pictured(entry.private)),
            what=what(entry.content),
            revises=revises(entry.content),
            sent_as=entry.sent_as,
        )

    def _repeat(self, entry: Entry) -> Taken:
        first = self.store.records.get(entry.id)
        by_content = isinstance(entry.content, Event) and entry.id == entry.content.hash
        if first is None or not (by_content or _same(first, entry)):
            raise Conflict(f"the bytes first sent as {entry.id}", entry.said_sha256)
        return Taken(self._sign(first, "accepted"), fresh=False)

    def _hold(self, actor: Actor, entry: Entry, reason: str, now: datetime) -> Taken:
        desk = self.store.masterdata.subject(entry.subject).member_of or entry.subject
        record = self._record(actor, entry, now)
        held = HeldRecord(record, entry.act, entry.entered, desk, reason)
        known = self.store.held.get(entry.id)
        if known is None and self.store.held.is_full(actor.party, desk, MOST_HELD):
            raise Crowded(f"fewer than {MOST_HELD} records of one party that wait", MOST_HELD)
        fresh = self.store.held.add(held)
        if not fresh:
            held = self.store.held.get(entry.id) or held
            if not _same(held.record, entry):
                raise Conflict(f"the bytes first sent as {entry.id}", entry.said_sha256)
        return Taken(self.receipt_of(held), fresh, held.reason)

    def _settle(self, actor: Actor, entry: Entry, said: Statement, now: datetime) -> Taken:
        """Record the desk's word about what is held and, where it adopts it, that too; or neither.

        Raises:
            Refusal: the desk could not have said itself what it adopts.
            Conflict: it was settled before, or other writers were faster each time.
        """
        record = self._record(actor, entry, now)
        for _ in range(_TRIES):
            adopted = adopt(self.store, actor, said, now)
            both = (record, adopted.record) if adopted else (record,)
            if self.store.held.settle_with(said.about, said.kind, both):
                views.refresh(self.store, record.id, said, (), now)
                if adopted:
                    views.refresh(
                        self.store, adopted.record.id, adopted.content, adopted.grown, now
                    )
                return Taken(self.receipt_of(record), fresh=True)
            if self.store.records.get(entry.id):
                return self._repeat(entry)
            ask_waiting(self.store, said.about)
        raise Conflict(f"a quiet moment to settle {said.about}", "other writers each time")

    def _sign(self, kept: Record, status: str) -> Receipt:
        name = kept.sent_as or kept.id
        return self.acknowledge(Reception(name, kept.said_sha256, kept.form, kept.at, status))

    def _key_at(self, at: datetime) -> Key:
        """The key that was current when something was received: a repeat gets the first receipt."""
        keys = self.keyring.all("receipt")
        return next((key for key in keys if key.created <= at), keys[-1])


def _same(kept: Record, entry: Entry) -> bool:
    return kept.said_sha256 == entry.said_sha256


@lru_cache(maxsize=8)
def _private(key: Key) -> Ed25519PrivateKey:
    """Reading a key costs what a signature costs."""
    return key.private_key()
