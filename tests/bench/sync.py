"""A phone's queue drained over HTTP in batches, against a bare route that inserts the same documents."""

import http.client
import itertools
import json
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

import bson

from api.who import new_token
from tests.bench.page import environment
from tests.bench.places import DATABASE, Place, now
from tests.bench.record import numbered
from tests.bench.rounds import interleave
from tests.bench.rows import Measure, Row, Size
from tests.bench.servers import Server, serving
from tests.cast import MORNING, Cast
from traceability.access import Role
from traceability.identifiers.uris import BatchKey

BATCH: Final = 50
_TARGET: Final = 0.2
_ROUTE: Final = "a bare Flask route that inserts each document with the same concern"
_PATIENCE: Final = 60


def run(size: Size, place: Place) -> list[Row]:
    """Receipts a second of a queue that is new, and of one that was sent before."""
    with place.stage(DATABASE) as cast, ExitStack() as stack:
        log, queue = place.folder / "server.log", Queue(cast)
        house = stack.enter_context(serving("wsgi:app", environment(place), log))
        _drained(house, queue.take(BATCH), queue.headers, "accepted")
        numbered(cast.ledger.store)
        told = {"BENCH_DOCUMENT": str(_sample(cast, place.folder)), "MONGODB_URI": place.uri}
        bare = stack.enter_context(
            serving("tests.bench.bare_inserts:flask_inserts", told, log, "--factory")
        )
        return list(_rows(size, cast, queue, (house, bare)))


@dataclass
class Queue:
    """A household's phone that plucks all day; its records' texts, and what it bears."""

    cast: Cast
    headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Give the household a token."""
        secret, token = new_token(Role.RECORDER, self.cast.household.uri, now(), 1)
        self.cast.ledger.store.people.add_token(token)
        self.headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        self._numbers = itertools.count(1)

    def take(self, count: int) -> list[str]:
        """So many new records."""
        return [self._text(next(self._numbers)) for _ in range(count)]

    def _text(self, number: int) -> str:
        cast = self.cast
        body = {
            "time": (MORNING + timedelta(seconds=number)).isoformat(),
            "place": cast.plot.uri,
            "batch": cast.new(BatchKey).uri,
            "amount": {"value": "25.5", "unit": "KGM"},
            "product": cast.leaf.uri,
            "plucking": "1 tôm 2 lá",
        }
        envelope = {
            "v": "phone/1",
            "form": "harvest/1",
            "id": uuid.uuid4().urn,
            "device": "bench",
            "seq": number,
            "entered": now().isoformat(),
            "clock": 0,
            "party": cast.household.uri,
            "body": body,
        }
        return json.dumps(envelope, ensure_ascii=False)


def _rows(size: Size, cast: Cast, queue: Queue, servers: tuple[Server, Server]) -> Iterator[Row]:
    house, bare = servers

    def fresh() -> float:
        rate = _drained(house, queue.take(size.queued), queue.headers, "accepted")
        numbered(cast.ledger.store)
        return rate

    def inserted() -> float:
        rate = _drained(bare, queue.take(size.queued), queue.headers, "accepted")
        cast.ledger.store.client.drop_database("bare")
        return rate

    measure = Measure("sync, receipts of a queue", "receipts/s", _ROUTE, target=_TARGET)
    yield measure.row(interleave(size.rounds, fresh, inserted))
    sent = queue.take(size.queued)
    _drained(house, sent, queue.headers, "accepted")
    again = Measure("sync, a queue sent again", "receipts/s", _ROUTE)

    def repeated() -> float:
        return _drained(house, sent, queue.headers, "duplicate")

    yield again.row(interleave(size.rounds, repeated, inserted))


def _drained(server: Server, texts: Sequence[str], headers: dict[str, str], status: str) -> float:
    """How many receipts a second come for these records, sent one batch after another.

    Raises:
        RuntimeError: a record had another answer.
    """
    wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)
    became: Counter[str] = Counter()
    started = time.perf_counter()
    for first in range(0, len(texts), BATCH):
        body = json.dumps({"sent": now().isoformat(), "records": texts[first : first + BATCH]})
        wire.request("POST", "/api/v1/sync", body.encode(), headers)
        told = json.loads(wire.getresponse().read())
        became.update(each["status"] for each in told["answers"])
    lasted = time.perf_counter() - started
    wire.close()
    if became != {status: len(texts)}:
        raise RuntimeError(f"Expected {len(texts)} {status}, got {dict(became)}.")
    return len(texts) / lasted


def _sample(cast: Cast, folder: Path) -> Path:
    """A record as it is stored, for the bare route to insert again and again."""
    records = cast.ledger.store.database["records"]
    document = records.find_one({"kind": "event"}, sort=[("at", -1)]) or {}
    file = folder / "document.bson"
    file.write_bytes(bson.encode({name: it for name, it in document.items() if name != "index"}))
    return file
