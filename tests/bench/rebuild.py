"""Views made again from the log, against reading every record and writing the finished views raw."""

import time
from typing import Any, Final

import simplejson
from pymongo.collection import Collection

from tests.bench import memory
from tests.bench.places import Place, now
from tests.bench.record import numbered
from tests.bench.rounds import interleave
from tests.bench.rows import Measure, Row, Size
from tests.cast import Cast
from traceability.ledger import rebuild as again
from traceability.store.store import Store

Document = dict[str, Any]

_STORY: Final = 3
_ROUNDS: Final = 3
_AT_ONCE: Final = 1_000


def run(size: Size, place: Place) -> list[Row]:
    """Records a second, and the memory of it."""
    with place.stage("rebuild") as cast:
        told(cast, size.rebuilt)
        store = cast.ledger.store
        count = store.records.count()
        views = list(store.batches.raw())

        def rate(started: float) -> float:
            return count / (time.perf_counter() - started)

        def ours() -> float:
            started = time.perf_counter()
            again.rebuild(store, now())
            return rate(started)

        def theirs() -> float:
            started = time.perf_counter()
            least(store, views)
            return rate(started)

        pairs = interleave(min(size.rounds, _ROUNDS), ours, theirs)
        against = "reading each record's JSON and writing the finished views"
        rows = [Measure(f"rebuild of {count:,} records", "records/s", against).row(pairs)]
        where = f"{place.uri} {store.name}"
        return [*rows, memory.compared("rebuild, memory", rebuilt, floor, where)]


def told(cast: Cast, events: int) -> None:
    """Stories of leaf, tea and packs, so many events in all, numbered."""
    for _ in range(events // _STORY):
        cast.packed_tea()
    numbered(cast.ledger.store)


def least(store: Store, views: list[Document]) -> None:
    """What no rebuild can do without: every record read and parsed, every view written."""
    made: Collection[Document] = store.database["rebuilt"]
    made.drop()
    for record in store.database["records"].find().sort("index", 1):
        simplejson.loads(record["public"].decode(), use_decimal=True)
    for first in range(0, len(views), _AT_ONCE):
        made.insert_many(views[first : first + _AT_ONCE])


def rebuilt(where: str) -> None:
    """Rebuild once, in this process."""
    uri, name = where.split()
    with Store.open(uri, name) as store:
        again.rebuild(store, now())


def floor(where: str) -> None:
    """The reference once, in this process."""
    uri, name = where.split()
    with Store.open(uri, name) as store:
        least(store, list(store.batches.raw()))
