"""Finds today's commune by its name or by a name from before the merger, marks or none."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from heapq import heapify, heappop
from typing import NamedTuple

from traceability.communes.register import Commune, Kind, current
from traceability.communes.spelling import marked, plain
from traceability.communes.succession import all_successions

FIRST, LAST = "\0", "\U0010ffff"
"""Before and after every letter: the ends of the ranges of what is alike and what begins alike."""


Rank = tuple[bool, bool, int]
"""Not the exact name; other marks; the order among equals. Least is best."""


@dataclass(frozen=True, slots=True)
class Found:
    """A commune in force, and the old one by whose name it was found ("formerly …")."""

    commune: Commune
    formerly: Commune | None = None

    @property
    def named(self) -> Commune:
        """The one whose name was found."""
        return self.formerly or self.commune


class Entry(NamedTuple):
    """A name from one of its words on; `place` is the order among equals."""

    key: str
    place: int
    marks: str
    kind: Kind
    province: str
    found: Found


@dataclass(frozen=True, slots=True)
class Index:
    """Entries by key, and the keys alone to look them up by."""

    entries: tuple[Entry, ...]
    keys: tuple[str, ...]

    def beginning_with(self, text: str) -> tuple[Entry, ...]:
        """Those whose key begins so; with one letter, which begins thousands, those it is."""
        start = bisect_left(self.keys, text)
        end = text + (LAST if text[1:] else FIRST)
        return self.entries[start : bisect_left(self.keys, end, start)]


@cache
def _indexes() -> tuple[Index, Index]:
    """The names as a whole, and the names from a later word on."""
    every = [Found(unit) for unit in current()]
    every += [Found(link.new, link.old) for link in all_successions()]
    spelled = {name: (plain(name), marked(name)) for name in {each.named.name for each in every}}
    every.sort(key=lambda each: (each.formerly is not None, spelled[each.named.name][0]))
    whole, later = [], []
    for place, found in enumerate(every):
        key, marks = spelled[found.named.name]
        entry = Entry(key, place, marks, found.named.kind, found.commune.province.code, found)
        whole.append(entry)
        later += [entry._replace(key=rest) for rest in _later_words(key)]
    return _index(whole), _index(later)


def _later_words(key: str) -> Iterator[str]:
    while " " in key:
        key = key.partition(" ")[2]
        yield key


def _index(entries: list[Entry]) -> Index:
    entries.sort(key=lambda entry: (entry.key, entry.place))
    return Index(tuple(entries), tuple(entry.key for entry in entries))


@cache
def _kinds() -> tuple[tuple[str, Kind], ...]:
    return tuple((f"{plain(kind)} ", kind) for kind in Kind)


def search(text: str, limit: int = 10, province: str | None = None) -> tuple[Found, ...]:
    """The communes in force whose name, or old name, or a word of it, begins with the text.

    The whole name goes first, then its beginning, then a later word; among these a name with the
    same marks, then today's name before an old one. Each commune stands once. "xã", "phường" and
    their like may stand before the name.

    Args:
        text: As typed; one letter or digit finds only a name or a last word that is just that.
        limit: How many at most.
        province: 2 digits of a province in force, to look in it alone.
    """
    best: dict[str, Found] = {}
    for index in _indexes():
        heap = _ranked(index, text, province) if len(best) < limit else []
        heapify(heap)
        while heap and len(best) < limit:
            found = heappop(heap)[1].found
            best.setdefault(found.commune.code, found)
    return tuple(best.values())


def _ranked(index: Index, text: str, province: str | None) -> list[tuple[Rank, Entry]]:
    wanted, marks = plain(text), marked(text)
    ranked = _alike(index.beginning_with(wanted), wanted, marks, province)
    for word, kind in _kinds():
        if wanted.startswith(word):
            rest, rest_marks = wanted.removeprefix(word), marks.split(" ", word.count(" "))[-1]
            entries = [entry for entry in index.beginning_with(rest) if entry.kind is kind]
            ranked += _alike(entries, rest, rest_marks, province)
    return ranked


def _alike(
    entries: Iterable[Entry], wanted: str, marks: str, province: str | None
) -> list[tuple[Rank, Entry]]:
    same = "" if marks == wanted else marks
    return [
        ((entry.key != wanted, same not in entry.marks, entry.place), entry)
        for entry in entries
        if province in (None, entry.province)
    ]
