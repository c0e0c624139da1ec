"""A buyer's page under the production server, against a bare Flask route of the same answer."""

import json
from base64 import b64encode
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from tests.bench import memory
from tests.bench.load import Load, load
from tests.bench.places import DATABASE, Place
from tests.bench.record import numbered
from tests.bench.rows import Measure, Row, Size
from tests.bench.servers import Server, serving
from tests.cast import Cast

_RATE: Final = 0.5
_P99: Final = 3.0
_MOST_BYTES: Final = 14 * 1024
_ROUTE: Final = "a bare Flask route"
_SECRET: Final = "of-this-run-alone-" * 2
_OWN_HEADERS: Final = {"connection", "transfer-encoding", "date"}


def run(size: Size, place: Place) -> list[Row]:
    """Pages a second, the slowest of a hundred, the bytes of a page and what two workers hold."""
    with place.stage(DATABASE) as cast, ExitStack() as stack:
        path = published(cast)
        log = place.folder / "server.log"
        house = stack.enter_context(serving("wsgi:app", environment(place), log))
        told = {"BENCH_ANSWER": str(written(house, path, place.folder))}
        bare = stack.enter_context(serving("tests.bench.bare:flask_route", told, log, "--factory"))
        _check(house, bare, path)
        rounds = [_round(house, bare, path, size.seconds, turn) for turn in range(size.rounds + 1)]
        held = memory.held(house.group), memory.held(bare.group)
        plain, packed = (len(house.get(path, coding)[1]) for coding in ("identity", "gzip"))
        sizes = [_bytes("page, unpacked", plain), _bytes("page, as sent to a phone", packed)]
        return [*_rows(rounds[1:]), *sizes, _memory(held)]


def published(cast: Cast) -> str:
    """The path of a pack that was published, with its story told."""
    pack = cast.packed_tea()
    cast.state("publish", pack.uri)
    numbered(cast.ledger.store)
    return pack.path(cast.domain)


def environment(place: Place) -> dict[str, str]:
    """What the server of this run is told."""
    return {
        "MONGODB_URI": place.uri,
        "TRACEABILITY_DATA_DIR": str(place.folder),
        "TRACEABILITY_SECRET_KEY": _SECRET,
    }


def written(server: Server, path: str, folder: Path) -> Path:
    """One answer of a server, written down for the bare ones to give again."""
    headers, body = server.get(path)
    own = [(name, said) for name, said in headers if name.lower() not in _OWN_HEADERS]
    file = folder / "answer.json"
    told = {"headers": own, "body": b64encode(body).decode()}
    file.write_text(json.dumps(told), "utf-8")
    return file


def _check(house: Server, bare: Server, path: str) -> None:
    """Both send the same bytes under the same headers, but for what names one answer."""
    (ours, body), (theirs, same) = house.get(path), bare.get(path)
    if body != same or {name for name, _ in ours} != {name for name, _ in theirs}:
        raise RuntimeError("Expected the same bytes and headers of both servers, got others.")


def _round(house: Server, bare: Server, path: str, seconds: float, turn: int) -> tuple[Load, Load]:
    """Both under load, the one that goes first in turn."""
    if turn % 2:
        reference = load(bare.port, path, seconds)
        return load(house.port, path, seconds), reference
    return load(house.port, path, seconds), load(bare.port, path, seconds)


def _rows(rounds: list[tuple[Load, Load]]) -> list[Row]:
    rate = Measure("page, warm", "pages/s", _ROUTE, target=_RATE)
    p99 = Measure("page, warm, p99", "ms", _ROUTE, higher_is_better=False, target=_P99)
    return [
        rate.row([(ours.rate, theirs.rate) for ours, theirs in rounds]),
        p99.row([(ours.p99, theirs.p99) for ours, theirs in rounds]),
    ]


def _bytes(name: str, count: int) -> Row:
    against = "14 KiB, what comes before the phone must answer"
    measure = Measure(name, "bytes", against, higher_is_better=False, target=1.0)
    return measure.row([(float(count), float(_MOST_BYTES))])


def _memory(held: tuple[float, float]) -> Row:
    measure = Measure("page, memory of the server", "MB", _ROUTE, higher_is_better=False)
    return measure.row([held])
