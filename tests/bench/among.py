"""The references held against each other: if these ratios are off, so is everything else."""

import itertools
from typing import Any, Final

from pymongo.collection import Collection

from tests.bench import lineages
from tests.bench.load import load
from tests.bench.page import environment, published, written
from tests.bench.places import DATABASE, Place
from tests.bench.qr import addresses
from tests.bench.references import (
    graph_lookup,
    insert_one,
    level_by_level,
    qrcode_default,
    zxing,
)
from tests.bench.rounds import interleave, milliseconds, per_second
from tests.bench.rows import Measure, Row, Size
from tests.bench.servers import serving

Document = dict[str, Any]

_WRITERS: Final = 8
_EVENTS: Final = 10_000
_SAMPLE: Final = "x" * 600
_MEASURED: Final = "measured on a quiet machine"


def run(size: Size, place: Place) -> list[Row]:
    """One row a pair of references; the target is the ratio they had elsewhere."""
    return [
        _servers(size, place),
        _writers(size, place),
        _walks(size, place),
        _codes(size),
    ]


def _row(name: str, expected: float, pairs: list[tuple[float, float]]) -> Row:
    """Both a second; `expected` is how many times the first should be the second."""
    return Measure(name, "a second", _MEASURED, target=expected).row(pairs)


def _servers(size: Size, place: Place) -> Row:
    with place.stage(DATABASE) as cast:
        path, log = published(cast), place.folder / "server.log"
        with serving("wsgi:app", environment(place), log) as house:
            told = {"BENCH_ANSWER": str(written(house, path, place.folder))}
    with (
        serving("tests.bench.bare:wsgi", told, log, "--factory") as wsgi,
        serving("tests.bench.bare:flask_route", told, log, "--factory") as flask,
    ):
        pairs = interleave(
            size.rounds,
            lambda: load(wsgi.port, path, size.seconds).rate,
            lambda: load(flask.port, path, size.seconds).rate,
        )
    return _row("bare WSGI to bare Flask route", 3.8, pairs)


def _writers(size: Size, place: Place) -> Row:
    ids = itertools.count()
    with place.store("among") as store:
        raw = insert_one(store.database["raw"])

        def rate(writers: int) -> float:
            some = [{"_id": next(ids), "said": _SAMPLE} for _ in range(size.calls)]
            return per_second(raw.insert_one, some, writers)

        pairs = interleave(size.rounds, lambda: rate(_WRITERS), lambda: rate(1))
        raw.drop()
    return _row("insert_one, 8 writers to one", 3.3, pairs)


def _walks(size: Size, place: Place) -> Row:
    with place.store("among") as store:
        raw: Collection[Document] = store.database["records"]
        count = lineages.load(raw, _EVENTS)
        place.prepare(store)
        packs = [lineages.pack(each % count) for each in range(size.calls)]
        pairs = interleave(
            size.rounds,
            lambda: 1000 / milliseconds(lambda uri: graph_lookup(raw, uri), packs),
            lambda: 1000 / milliseconds(lambda uri: level_by_level(raw, uri), packs),
        )
        store.client.drop_database(store.database)
    return _row("$graphLookup to one $in a level", 2.0, pairs)


def _codes(size: Size) -> Row:
    pairs = interleave(
        size.rounds,
        lambda: per_second(zxing, addresses(size.codes)),
        lambda: per_second(qrcode_default, addresses(size.codes)),
    )
    return _row("zxing-cpp to the qrcode package", 18.2, pairs)
