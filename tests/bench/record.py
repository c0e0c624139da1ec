"""Recording one event, acknowledged and journalled, against a raw insert with the same concern."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from pymongo.collection import Collection

from tests.bench import memory
from tests.bench.places import Place
from tests.bench.references import insert_one
from tests.bench.rounds import interleave, per_second
from tests.bench.rows import Measure, Row, Size
from tests.cast import MORNING, Cast, kg
from traceability.events import event, makers
from traceability.events.occasion import Goods, Occasion, namespaces
from traceability.identifiers.uris import BatchKey
from traceability.ledger.entry import Entry, record_id
from traceability.store.store import Store
from traceability.work import sequencer

Document = dict[str, Any]

_WRITERS: Final = 8
_ONE: Final = 0.5
_MANY: Final = 0.3
_SOME: Final = 200
_RAW: Final = "a raw insert_one of the same document"


def run(size: Size, place: Place) -> list[Row]:
    """One writer on new batches and on a long one, and eight writers on new ones."""
    rows = []
    with place.stage("record") as cast:
        rows.append(_measure(cast, size, "record, new batches", Entries(cast).on_new_batches()))
        rows.append(_long(cast, size))
        fresh = Entries(cast).on_new_batches()
        rows.append(_measure(cast, size, "record, 8 writers", fresh, writers=_WRITERS))
    return [*rows, memory.compared("record, memory", recorded, inserted, place.uri)]


class Entries:
    """Entries to be recorded, made beforehand: no two alike."""

    def __init__(self, cast: Cast) -> None:
        """Take the cast; the officer speaks."""
        self.cast = cast
        self._seconds = itertools.count()

    def on_new_batches(self) -> Iterator[Entry]:
        """Harvests, each of a batch of its own whose code is minted here, as for a form without one."""
        while True:
            leaf = Goods(self.cast.new(BatchKey), kg("25.5"))
            entry = self._entry("harvest", makers.harvest(self._at(), leaf, None, {}))
            yield replace(entry, minted=frozenset({leaf.key.uri}))

    def on_one_batch(self, batch: BatchKey) -> Iterator[Entry]:
        """Observations of one batch, one after another."""
        while True:
            yield self._entry("store", makers.observe("store", self._at(), [Goods(batch)], {}))

    def _at(self) -> Occasion:
        time = MORNING + timedelta(seconds=next(self._seconds))
        return Occasion(self.cast.domain, time, self.cast.plot, self.cast.household)

    def _entry(self, happening: str, body: event.Body) -> Entry:
        told = event.make(body, namespaces(self.cast.domain))
        said = event.to_bytes(body)
        party, now = self.cast.household.uri, self.cast.ledger.clock()
        act = f"event:{happening}"
        return Entry(record_id(told), act, told, party, said, f"{happening}/1", now)


def _long(cast: Cast, size: Size) -> Row:
    batch = cast.new(BatchKey)
    entries = Entries(cast).on_one_batch(batch)
    for entry in itertools.islice(entries, size.batch_events):
        cast.ledger.record(cast.officer, entry)
    return _measure(cast, size, f"record, a batch of {size.batch_events:,} events", entries)


def _measure(cast: Cast, size: Size, name: str, entries: Iterator[Entry], writers: int = 1) -> Row:
    store = cast.ledger.store
    numbered(store)
    sample = store.database["records"].find_one({"kind": "event"}, sort=[("at", -1)])

    def ours() -> float:
        some = list(itertools.islice(entries, size.calls))
        rate = per_second(lambda entry: cast.ledger.record(cast.officer, entry), some, writers)
        numbered(store)
        return rate

    theirs = _inserts(insert_one(store.database["raw"]), sample or {}, size, writers)
    target = _ONE if writers == 1 else _MANY
    pairs = interleave(size.rounds, ours, theirs)
    return Measure(name, "events/s", _RAW, target=target).row(pairs)


def _inserts(
    raw: Collection[Document], sample: Document, size: Size, writers: int
) -> Callable[[], float]:
    ids = itertools.count()

    def theirs() -> float:
        some = [sample | {"_id": next(ids)} for _ in range(size.calls)]
        rate = per_second(raw.insert_one, some, writers)
        raw.drop()
        return rate

    return theirs


def numbered(store: Store) -> None:
    """Let the sequencer do what it does beside the writers: number what waits, and heal."""
    while sequencer.turn(store, datetime.now(UTC)):
        pass


def recorded(uri: str) -> None:
    """Record some events in this process."""
    with Place(uri, Path()).stage("record_memory") as cast:
        for entry in itertools.islice(Entries(cast).on_new_batches(), _SOME):
            cast.ledger.record(cast.officer, entry)


def inserted(uri: str) -> None:
    """Insert as many documents in this process."""
    with Place(uri, Path()).store("record_memory") as store:
        raw = insert_one(store.database["raw"])
        for number in range(_SOME):
            raw.insert_one({"_id": number, "said": "x" * 1_500})
        store.client.drop_database(store.database)
