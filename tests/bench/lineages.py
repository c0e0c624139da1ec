"""Synthetic lineages: 63 events each, a packing and five levels before it, two inputs an event."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pymongo.collection import Collection

from traceability.store.documents import to_document
from traceability.store.records import Origin, Record, What

Document = dict[str, Any]

EVENTS: Final = 63
"""A heap: event n is made from what 2n+1 and 2n+2 made; the last 32 are harvests."""

_HARVESTS: Final = 31
_START: Final = datetime(2026, 3, 1, tzinfo=UTC)
_AT_ONCE: Final = 5_000
_PUBLIC: Final = b'{"type":"TransformationEvent","eventTime":"2026-03-01T07:00:00+07:00"}' * 4


def pack(lineage: int) -> str:
    """The batch at the end of a lineage, by URI."""
    return _batch(lineage * EVENTS)


def load(collection: Collection[Document], events: int) -> int:
    """Insert so many events, rounded down to whole lineages; returns how many lineages."""
    lineages = events // EVENTS
    stream = (event for lineage in range(lineages) for event in documents(lineage))
    while some := list(itertools.islice(stream, _AT_ONCE)):
        collection.insert_many(some, ordered=False)
    return lineages


def documents(lineage: int) -> Iterator[Document]:
    """One lineage as record documents, in the shape in which `Records.add` writes them."""
    for place in range(EVENTS):
        yield _document(lineage * EVENTS, place)


def record() -> Record:
    """The record that every document is shaped after: a processing step, numbered in the log."""
    return Record(
        id="",
        kind="event",
        at=_START,
        subject="https://trace.example/t/0000000000HST",
        origin=Origin("officer", "https://trace.example/t/0000000000CPT", "token-bench"),
        form="process/1",
        said=_PUBLIC[:80],
        said_sha256="0" * 64,
        public=_PUBLIC,
        private=b"{}",
        salts=(bytes(16), bytes(16)),
        keys=("",),
        what=What("", _START, "making", "https://trace.example/t/0000000000FCT", ("",), ("",)),
        index=0,
    )


_SHAPE: Final[Document] = to_document(record())


def _document(first: int, place: int) -> Document:
    number = first + place
    inputs = [_batch(first + 2 * place + 1), _batch(first + 2 * place + 2)]
    made = _batch(number)
    fed = place < _HARVESTS
    name = f"ni:///sha-256;{number:064x}?ver=CBV2.0"
    what = _SHAPE["what"] | {"hash": name, "outputs": [made]}
    what["time"] = _START + timedelta(seconds=number % EVENTS)
    if fed:
        what["inputs"] = inputs
    else:
        del what["inputs"]
    keys = [*inputs, made] if fed else [made]
    return _SHAPE | {"_id": name, "id": name, "keys": keys, "what": what, "index": number}


def _batch(number: int) -> str:
    return f"https://trace.example/t/{number:013d}"
