"""What came from each phone: its own numbers of records as ranges, so that a gap is seen, and when last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from traceability.errors import Conflict
from traceability.store.documents import from_document, to_document

Document = dict[str, Any]
Range = tuple[int, int]
"""From which number to which, both included."""

MOST_RANGES: Final = 200
"""Of how many gaps a phone is remembered; the oldest one beyond is forgotten."""

FIRST: Final = 1
"""A phone's first number."""

_TRIES: Final = 32


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of a phone at once: `numbers` that came, in whose name, and when.

    `own` says that the phone itself sent them, so that `party` is whose it is; `ahead` is how many
    milliseconds the server's clock is ahead of its own, where that is known.
    """

    numbers: tuple[int, ...]
    party: str
    at: datetime
    own: bool
    ahead: int | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """What came from one phone: `came` are ranges of its numbers, the least first.

    `heard` is when anything of it came last, `ahead` how far its clock was behind ours then.
    """

    id: str
    party: str
    heard: datetime
    came: tuple[Range, ...] = ()
    ahead: int | None = None
    own: bool = False
    version: int = 0

    @property
    def missing(self) -> tuple[Range, ...]:
        """The numbers that have not come, though later ones have."""
        ends = ((FIRST - 1, FIRST - 1), *self.came)
        between = ((one[1] + 1, other[0] - 1) for one, other in pairwise(ends))
        return tuple((first, last) for first, last in between if first <= last)

    @property
    def lacking(self) -> int:
        """How many have not come."""
        return sum(last - first + 1 for first, last in self.missing)

    def with_(self, heard: Heard) -> "Sequence":
        """The sequence once this was heard, too; the same in whatever order things are heard."""
        named = heard.own or not self.own
        return replace(
            self,
            party=heard.party if heard.own else self.party,
            heard=max(self.heard, heard.at),
            came=joined([*self.came, *((number, number) for number in heard.numbers)]),
            ahead=heard.ahead if named and heard.ahead is not None else self.ahead,
            own=self.own or heard.own,
            version=self.version + 1,
        )


class Devices:
    """The collection `sequences`."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection

    def hear(self, device: str, heard: Heard) -> Sequence:
        """Remember what came from a phone; several may be heard at once.

        Raises:
            Conflict: other writers were faster each time.
        """
        for _ in range(_TRIES):
            before = self.get(device)
            after = (before or Sequence(device, heard.party, heard.at)).with_(heard)
            if self._put(after, before):
                return after
        raise Conflict(f"a quiet moment to hear {device}", "other writers each time")

    def get(self, device: str) -> Sequence | None:
        """What came from one phone; None while nothing did."""
        found = self._all.find_one({"_id": device})
        return from_document(Sequence, found) if found else None

    def of(
        self,
        parties: Iterable[str] | None,
        after: str = "",
        limit: int = 100,
        *,
        gaps: bool = False,
    ) -> Iterator[Sequence]:
        """The phones of these parties, or all; by id after one; with `gaps` only those that have some."""
        asked: Document = {} if parties is None else {"party": {"$in": list(parties)}}
        asked |= {"_id": {"$gt": after}} if after else {}
        asked |= {"lacking": {"$gt": 0}} if gaps else {}
        found = self._all.find(asked).sort("_id", 1).limit(limit)
        return (from_document(Sequence, document) for document in found)

    def _put(self, after: Sequence, before: Sequence | None) -> bool:
        document = to_document(after) | {"_id": after.id, "lacking": after.lacking}
        if before is None:
            try:
                self._all.insert_one(document)
            except DuplicateKeyError:
                return False
            return True
        asked = {"_id": after.id, "version": before.version}
        return bool(self._all.replace_one(asked, document).matched_count)


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges without overlap, the least first; beyond the most, the oldest gap is closed.

    >>> joined([(5, 5), (1, 2), (3, 3)])
    ((1, 3), (5, 5))
    """
    whole: list[Range] = []
    for first, last in sorted(ranges):
        if whole and first <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(whole[-1][1], last))
        else:
            whole.append((first, last))
    beyond = len(whole) - MOST_RANGES
    if beyond > 0:
        whole[: beyond + 1] = [(whole[0][0], whole[beyond][1])]
    return tuple(whole)
