"""A plot's plants as ranges: rows × positions, with gaps, so that a hillside is one line."""

import itertools
import re
from dataclasses import dataclass, replace
from typing import Final, Self

from traceability.errors import NotValid

_ROWS: Final = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?×(\d{1,5})(?: without (\S+))?")
_GAP: Final = re.compile(r"(\d{1,4})/(\d{1,5})(?:-(\d{1,5}))?")
MOST_ROWS: Final = 9999
MOST_POSITIONS: Final = 99999
MOST_GAPS: Final = 200


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Positions `first` to `last` of a row where nothing grows."""

    row: int
    first: int
    last: int

    def __post_init__(self) -> None:
        """Refuse a gap that ends before it begins."""
        if not 1 <= self.first <= self.last:
            raise NotValid("a gap from a first to a last position", f"{self.first}-{self.last}")

    @property
    def text(self) -> str:
        """``3/17`` or ``5/20-25``: the row, then the positions."""
        end = "" if self.first == self.last else f"-{self.last}"
        return f"{self.row}/{self.first}{end}"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows `first` to `last`, each with `positions` plants but for its gaps, planted in `year`.

    Rows and positions count from 1, as they stand on the plot; None for a year nobody knows.
    """

    first: int
    last: int
    positions: int
    gaps: tuple[Gap, ...] = ()
    year: int | None = None

    def __post_init__(self) -> None:
        """Refuse rows that run backwards and gaps that lie outside or upon each other."""
        if not 1 <= self.first <= self.last <= MOST_ROWS:
            raise NotValid(
                f"rows from 1 to {MOST_ROWS}, first to last", f"{self.first}-{self.last}"
            )
        if not 1 <= self.positions <= MOST_POSITIONS:
            raise NotValid(f"1 to {MOST_POSITIONS} positions in a row", self.positions, "positions")
        check_year(self.year)
        if len(self.gaps) > MOST_GAPS:
            raise NotValid(f"at most {MOST_GAPS} gaps", len(self.gaps), "gaps")
        object.__setattr__(self, "gaps", tuple(sorted(self.gaps)))
        self._check_gaps()

    def _check_gaps(self) -> None:
        for gap in self.gaps:
            if not (self.first <= gap.row <= self.last and gap.last <= self.positions):
                raise NotValid(f"gaps within {replace(self, gaps=()).text}", gap.text, "gaps")
        for one, following in itertools.pairwise(self.gaps):
            if one.row == following.row and following.first <= one.last:
                raise NotValid(
                    "gaps that do not overlap", f"{one.text} and {following.text}", "gaps"
                )

    @classmethod
    def parse(cls, text: str, year: int | None = None) -> Self:
        """Read ``1-14×165`` or ``1-14×165 without 3/17,5/20-25``; the inverse of `text`."""
        match = _ROWS.fullmatch(text)
        if match is None:
            raise NotValid("rows like 1-14×165 without 3/17,5/20-25", text)
        first, last, positions, gaps = match.groups()
        read = tuple(_gap(gap) for gap in gaps.split(",")) if gaps else ()
        return cls(int(first), int(last or first), int(positions), read, year)

    @property
    def count(self) -> int:
        """How many plants."""
        missing = sum(gap.last - gap.first + 1 for gap in self.gaps)
        return (self.last - self.first + 1) * self.positions - missing

    def contains(self, row: int, position: int) -> bool:
        """Whether a plant stands there."""
        inside = self.first <= row <= self.last and 1 <= position <= self.positions
        return inside and not any(
            gap.row == row and gap.first <= position <= gap.last for gap in self.gaps
        )

    @property
    def text(self) -> str:
        """``1-14×165 without 3/17,5/20-25``: what `parse` reads; the year is not in it."""
        rows = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        gaps = f" without {','.join(gap.text for gap in self.gaps)}" if self.gaps else ""
        return f"{rows}×{self.positions}{gaps}"


def check_year(year: int | None, field: str = "year") -> None:
    """Refuse a year no tea tree is known from; the oldest are said to be of some 800 years."""
    earliest, latest = 1000, 2200
    if year is not None and not earliest <= year <= latest:
        raise NotValid(f"a year from {earliest} to {latest}", year, field)


def check_apart(plants: tuple[Rows, ...]) -> None:
    """Refuse ranges that share a row: each plant stands in one range."""
    for one, following in itertools.pairwise(sorted(plants, key=lambda rows: rows.first)):
        if following.first <= one.last:
            raise NotValid("ranges that share no row", f"{one.text} and {following.text}", "plants")


def _gap(text: str) -> Gap:
    match = _GAP.fullmatch(text)
    if match is None:
        raise NotValid("a gap like 3/17 or 5/20-25", text, "gaps")
    row, first, last = match.groups()
    return Gap(int(row), int(first), int(last or first))
