"""Trace-back: the way from a pack to its 62 events on five levels, against a raw `$graphLookup`."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from pymongo.collection import Collection

from tests.bench import lineages, memory
from tests.bench.places import Place
from tests.bench.references import graph_lookup
from tests.bench.rounds import milliseconds
from tests.bench.rows import Measure, Row, Size
from traceability.journey import walk
from traceability.store.store import Store

Document = dict[str, Any]

_SEED: Final = 20_260_320
_WITHIN: Final = 2.0
_FLAT: Final = 1.5
_TRACES: Final = 200
_FEW: Final = 15


def run(size: Size, place: Place) -> list[Row]:
    """One row for each number of events, how flat the way is from few to many, and its memory."""
    with ExitStack() as stack:
        grown = [stack.enter_context(_grown(place, events, size)) for events in size.events]
        pairs: list[list[tuple[float, float]]] = [[] for _ in grown]
        for _ in range(size.rounds + 1):
            for each, measured in zip(grown, pairs, strict=True):
                measured.append(each.round())
        rows = [each.row(measured[1:]) for each, measured in zip(grown, pairs, strict=True)]
        flat = [(many[0], few[0]) for few, many in zip(pairs[0][1:], pairs[-1][1:], strict=True)]
        told = f"{place.uri} {grown[-1].store.name}"
        return [
            *rows,
            _flat(size, flat),
            memory.compared("trace back, memory", _ours, _theirs, told),
        ]


@dataclass(frozen=True, slots=True)
class Grown:
    """A database of so many events, and the packs that are traced back in it."""

    store: Store
    events: int
    packs: list[str]

    @property
    def raw(self) -> Collection[Document]:
        """Its records, as the driver gives them."""
        return self.store.database["records"]

    def round(self) -> tuple[float, float]:
        """Milliseconds of our way and of the raw query."""
        ours = milliseconds(lambda uri: walk.back(self.store.records.back, uri), self.packs)
        return ours, milliseconds(lambda uri: graph_lookup(self.raw, uri), self.packs)

    def row(self, pairs: list[tuple[float, float]]) -> Row:
        """The row of these rounds."""
        name = f"trace back 62 events among {self.events:,}"
        measure = Measure(name, "ms", "a raw $graphLookup", False, _WITHIN)
        return measure.row(pairs)


@contextmanager
def _grown(place: Place, events: int, size: Size) -> Iterator[Grown]:
    with place.store(f"trace_{events}") as store:
        count = lineages.load(store.database["records"], events)
        place.prepare(store)
        grown = Grown(store, events, _drawn(count, size.calls))
        _check(grown)
        yield grown
        store.client.drop_database(store.database)


def _flat(size: Size, pairs: list[tuple[float, float]]) -> Row:
    name = f"trace back, among {size.events[-1]:,} events"
    against = f"the same among {size.events[0]:,}"
    return Measure(name, "ms", against, False, _FLAT).row(pairs)


def _drawn(count: int, calls: int) -> list[str]:
    drawn = random.Random(_SEED)  # noqa: S311  # the same packs in every run, no secret
    return [lineages.pack(drawn.randrange(count)) for _ in range(calls)]


def _check(grown: Grown) -> None:
    """Both find the same events, and as many as they should."""
    ours = {step.id for step in walk.back(grown.store.records.back, grown.packs[0])}
    theirs = {found["_id"] for found in graph_lookup(grown.raw, grown.packs[0])}
    if ours != theirs or len(ours) != lineages.EVENTS:
        raise RuntimeError(f"Expected {lineages.EVENTS} events of both, got {len(ours)}.")


def _ours(told: str) -> None:
    uri, name = told.split()
    with Store.open(uri, name) as store:
        for lineage in range(_TRACES):
            walk.back(store.records.back, lineages.pack(lineage % _FEW))


def _theirs(told: str) -> None:
    uri, name = told.split()
    with Store.open(uri, name) as store:
        for lineage in range(_TRACES):
            graph_lookup(store.database["records"], lineages.pack(lineage % _FEW))
