"""The feed over all listings, streamed as it is served, against iterating the raw cursor."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from flask import Flask
from pymongo.collection import Collection

from api.application import create_app
from api.settings import Settings
from tests.bench import memory
from tests.bench.places import Place, keyring
from tests.bench.references import read_all
from tests.bench.rounds import interleave
from tests.bench.rows import Measure, Row, Size
from tests.bench.stalls import load
from traceability.store.store import Store

Document = dict[str, Any]

_PATH: Final = "/feeds/google.xml"
_RATE: Final = 0.4
_GROWTH: Final = 1.5
_FEWER: Final = 10


def run(size: Size, place: Place) -> list[Row]:
    """Listings a second through the application's route, and the memory of few and of many."""
    with place.store("feed") as store, place.store("feed_few") as few:
        for each, listings in ((store, size.listings), (few, size.listings // _FEWER)):
            place.prepare(each)
            load(each, listings)
        rows = [_rate(size, store), _growth(place, size)]
        told = f"{place.uri} feed"
        rows.append(memory.compared("feed, memory", stream, iterate, told))
        for each in (store, few):
            each.client.drop_database(each.database)
        return rows


def _rate(size: Size, store: Store) -> Row:
    app = create_app(Settings(), store, keyring())
    raw: Collection[Document] = store.database["listings"]
    timed = partial(_per_second, size.listings)
    pairs = interleave(
        size.rounds, lambda: timed(lambda: _stream(app)), lambda: timed(lambda: _iterate(raw))
    )
    name = f"feed of {size.listings:,} listings"
    return Measure(name, "listings/s", "the raw cursor", target=_RATE).row(pairs)


def _growth(place: Place, size: Size) -> Row:
    many, few = (memory.growth(stream, f"{place.uri} {name}") for name in ("feed", "feed_few"))
    name = f"feed, memory over {size.listings:,} listings"
    against = f"the same over {size.listings // _FEWER:,}"
    return Measure(name, "MB", against, False, _GROWTH).row([(many, few)])


def stream(told: str) -> None:
    """Serve the feed once, in this process."""
    uri, name = told.split()
    with Store.open(uri, name) as store:
        _stream(create_app(Settings(), store, keyring()))


def iterate(told: str) -> None:
    """Take every listing off a raw cursor once."""
    uri, name = told.split()
    with Store.open(uri, name) as store:
        _iterate(store.database["listings"])


def _stream(app: Flask) -> int:
    answer = app.test_client().get(_PATH, buffered=False, base_url="http://127.0.0.1:8000")
    length = sum(len(piece) for piece in answer.response)
    answer.close()
    return length


def _iterate(raw: Collection[Document]) -> int:
    asked = {"feeds": "google"}
    return read_all(raw.find(asked, {"fragments.google": 1, "_id": 0}).sort("_id", 1))


def _per_second(count: int, do: Callable[[], int]) -> float:
    started = time.perf_counter()
    if not do():
        raise RuntimeError("Expected listings, got none.")
    return count / (time.perf_counter() - started)
