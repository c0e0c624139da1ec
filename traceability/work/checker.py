"""The checker: follows the log and keeps the findings of every batch that new records touch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

from traceability.errors import NotFound
from traceability.journey import walk
from traceability.ledger import views
from traceability.ledger.publication import findings_of
from traceability.statements import Statement
from traceability.store.records import Record
from traceability.store.store import Store
from traceability.store.told import told
from traceability.work import sequencer
from traceability.work.portion import WHOLE, Portion

CURSOR: Final = "checker"
"""The fact in `meta` that says how far the checker has come."""

_RECORDS: Final = 100
_BATCHES: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """How far it has come: all records up to `index`, and of those up to `until` all batches up to `after`.

    A recall may touch thousands of batches: they are done in portions, in the order of their URIs.
    """

    index: int = -1
    until: int = -1
    after: str = ""

    @classmethod
    def read(cls, kept: dict[str, Any] | None) -> Self:
        """The place that was kept; the beginning while there is none."""
        return cls(**kept) if kept else cls()

    def kept(self) -> dict[str, Any]:
        """What `read` reads."""
        return {"index": self.index, "until": self.until, "after": self.after}


def turn(store: Store, now: datetime, portion: Portion = WHOLE) -> bool:
    """Check one portion of batches; True when something was done.

    It stays behind the sequencer, so that the views it reads hold what the log does.
    """
    before = store.meta.get(CURSOR)
    place = Place.read(before)
    records = _records(store, place, portion)
    if not records:
        return False
    ahead = sorted(uri for uri in _touched(store, records, portion) if uri > place.after)
    now_due = ahead[: min(_BATCHES, portion.most)]
    for uri in now_due:
        portion.hand(uri)
        if uri not in portion.aside:
            check(store, uri, now)
    until = records[-1].index or 0
    more = len(ahead) > len(now_due)
    after = Place(place.index, until, now_due[-1]) if more else Place(until, until)
    store.meta.swap(CURSOR, before, after.kept())
    return True


def check(store: Store, uri: str, now: datetime) -> None:
    """Show the findings of one batch as they are now; what is no batch of ours is passed over."""
    batch = store.batches.get(uri)
    if batch is None:
        return
    try:
        found = findings_of(store, uri, now)
    except NotFound:  # its view is being made again: the sequencer's next turn brings it back
        return
    store.findings.replace(uri, batch.owner, found)


def behind(store: Store) -> int:
    """How many records of the log the checker has not come to."""
    return store.log.size() - 1 - Place.read(store.meta.get(CURSOR)).index


def _records(store: Store, place: Place, portion: Portion) -> list[Record]:
    """The records in hand; when they are done, the next ones that the views hold."""
    begun = place.until > place.index
    last = place.until if begun else sequencer.healed(store)
    limit = place.until - place.index if begun else min(_RECORDS, portion.most)
    found = store.records.since(place.index, limit)
    return [record for record in found if (record.index or 0) <= last]


def _touched(store: Store, records: Iterable[Record], portion: Portion) -> set[str]:
    """The batches that records speak of, and all that was made of them."""
    uris: set[str] = set()
    for record in records:
        if record.id not in portion.aside and record.kind != "revision":
            portion.hand(record.id)
            uris.update(_spoken_of(store, record))
    for uri in tuple(uris):
        uris |= walk.forward(store.records.made_from, uri)[1]
    return uris


def _spoken_of(store: Store, record: Record) -> tuple[str, ...]:
    said = told(record)
    if not isinstance(said, Statement):
        return views.folded(said)
    event = store.records.get(said.about)
    return views.folded(told(event)) if event and event.kind == "event" else (said.about,)
