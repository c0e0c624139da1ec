"""The one door in: may this actor say this, add it, refresh the views it touches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from traceability.access import Actor
from traceability.errors import Conflict, NotYours, Refusal
from traceability.events.event import Event
from traceability.keyring import Key, Keyring
from traceability.ledger import views
from traceability.ledger.entry import Entry, keys, kind_of, parts, pictured, revises, what
from traceability.ledger.rights import ask_entry
from traceability.ledger.rights_goods import spoken_of
from traceability.log.receipts import Receipt, Reception, sign
from traceability.store.held import HeldRecord
from traceability.store.records import Origin, Record
from traceability.store.store import Store

SALT_BYTES: Final = 16


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
        now = self._now()
        known = (uri for uri in spoken_of(entry.content) if uri not in entry.minted)
        batches = self.store.batches.views(known)
        try:
            ask_entry(self.store, actor, entry, batches, now)
        except Refusal as no:
            first = self.store.records.get(entry.id)
            if first is not None and (first.origin.party == actor.party or _same(first, entry)):
                return self._repeat(entry)
            if isinstance(no, NotYours) and no.held and entry.hold:
                return self._hold(actor, entry, str(no), now)
            raise
        record = self._record(actor, entry, now)
        grown = views.prepare(record.id, entry.content, batches, now)
        if not self.store.records.add(record):
            return self._repeat(entry)
        views.refresh(self.store, record.id, entry.content, grown, now)
        return Taken(self._sign(record, "accepted"), fresh=True)

    def receipt(self, record_id: str) -> Receipt | None:
        """The receipt of a record; the same as when it came."""
        record = self.store.records.get(record_id)
        return self.receipt_of(record) if record else None

    def receipt_of(self, kept: Record | HeldRecord) -> Receipt:
        """The receipt of what is kept, recorded or held; the same as when it came."""
        return self._sign(kept, "accepted" if isinstance(kept, Record) else "held")

    def _now(self) -> datetime:
        now = self.clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

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
        held = HeldRecord(
            id=entry.id,
            at=now,
            entered=entry.entered,
            subject=entry.subject,
            desk=desk,
            origin=Origin(actor.role, actor.party, actor.by, actor.how),
            form=entry.form,
            said=entry.said,
            said_sha256=entry.said_sha256,
            reason=reason,
            sent_as=entry.sent_as,
        )
        fresh = self.store.held.add(held)
        if not fresh:
            held = self.store.held.get(entry.id) or held
            if not _same(held, entry):
                raise Conflict(f"the bytes first sent as {entry.id}", entry.said_sha256)
        return Taken(self._sign(held, "held"), fresh, held.reason)

    def _sign(self, kept: Record | HeldRecord, status: str) -> Receipt:
        key = self._key_at(kept.at)
        reception = Reception(kept.sent_as or kept.id, kept.said_sha256, kept.form, kept.at, status)
        return sign(_private(key), key.id, reception)

    def _key_at(self, at: datetime) -> Key:
        """The key that was current when something was received: a repeat gets the first receipt."""
        keys = self.keyring.all("receipt")
        return next((key for key in keys if key.created <= at), keys[-1])


def _same(kept: Record | HeldRecord, entry: Entry) -> bool:
    return kept.said_sha256 == entry.said_sha256


@lru_cache(maxsize=8)
def _private(key: Key) -> Ed25519PrivateKey:
    """Reading a key costs what a signature costs."""
    return key.private_key()
