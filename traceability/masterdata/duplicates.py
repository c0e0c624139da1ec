"""Households and plots that may stand there twice: the same label, name, telephone, or the same ground."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from traceability.communes.spelling import plain
from traceability.masterdata.geometry import Shape, overlap
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place

V = TypeVar("V", Party, Place)

SHARED: Final = Decimal("0.3")
"""How much of the smaller plot two may share before they are thought to be the same."""


class Pair(NamedTuple):
    """Two keys, by URI in their order, and why they may be one: label, name, phone, ground."""

    one: str
    other: str
    why: tuple[str, ...]


def households(parties: Iterable[Party]) -> tuple[Pair, ...]:
    """Pairs of households alike: by number, by name within a commune, by telephone."""
    every = [party for party in parties if party.personal]
    found: dict[tuple[str, str], list[str]] = {}
    _alike(found, every, "label", lambda it: plain(it.label))
    _alike(found, every, "name", _named)
    _alike(found, every, "phone", lambda it: it.phone)
    return _pairs(found)


def plots(places: Iterable[Place], kept: Callable[[str], str]) -> tuple[Pair, ...]:
    """Pairs of plots alike: the same label of one household, or the same ground.

    Args:
        places: The plots.
        kept: Of a party's key the one that it was merged into.
    """
    every = [place for place in places if place.kind == "plot"]
    found: dict[tuple[str, str], list[str]] = {}
    _alike(found, every, "label", lambda it: f"{kept(it.party.uri)}\n{plain(it.label)}")
    for one, other in _upon_each_other(every):
        found.setdefault(_key(one, other), []).append("ground")
    return _pairs(found)


def _named(party: Party) -> str:
    """The name with its commune; a household that is called by its label only has none."""
    name = plain(party.name)
    commune = party.address.commune if party.address else ""
    return f"{name}\n{commune}" if name != plain(party.label) else ""


def _alike(
    found: dict[tuple[str, str], list[str]], every: Iterable[V], why: str, of: Callable[[V], str]
) -> None:
    groups: dict[str, list[V]] = {}
    for each in every:
        if word := of(each):
            groups.setdefault(word, []).append(each)
    for group in groups.values():
        for one, following in itertools.pairwise(group):
            found.setdefault(_key(one, following), []).append(why)


def _key(one: V, other: V) -> tuple[str, str]:
    first, second = sorted((one.key.uri, other.key.uri))
    return first, second


def _pairs(found: dict[tuple[str, str], list[str]]) -> tuple[Pair, ...]:
    return tuple(Pair(*key, tuple(why)) for key, why in sorted(found.items()))


def _upon_each_other(places: Iterable[Place]) -> Iterator[tuple[Place, Place]]:
    """Pairs of plots that share ground; only those whose boxes meet are compared (a sweep from the west)."""
    drawn = [(*_box(each.shape), each) for each in places if each.shape and each.shape.polygons]
    drawn.sort(key=lambda each: each[0])
    for number, (_, east, south, north, one) in enumerate(drawn):
        for west, _, low, high, other in drawn[number + 1 :]:
            if west > east:
                break
            meet = low <= north and south <= high
            if meet and one.shape and other.shape and overlap(one.shape, other.shape) >= SHARED:
                yield one, other


def _box(shape: Shape) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    longitudes, latitudes = zip(*shape.positions(), strict=True)
    return min(longitudes), max(longitudes), min(latitudes), max(latitudes)
