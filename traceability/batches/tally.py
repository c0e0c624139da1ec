"""Sums and latest words that do not depend on the order in which records arrive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from traceability.events.amount import Amount


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums by what is measured, in base units (kg, l, m², pieces); `unknown` counts unweighed portions."""

    known: Mapping[str, Decimal] = field(default_factory=dict)
    unknown: int = 0

    def plus(self, amount: Amount | None) -> "Tally":
        """Add one amount; None is a portion whose weight nobody knew."""
        if amount is None:
            return Tally(self.known, self.unknown + 1)
        before = self.known.get(amount.measures, Decimal(0))
        return Tally({**self.known, amount.measures: before + amount.in_base}, self.unknown)

    def minus(self, other: "Tally") -> "Tally":
        """What is left by each measure; an unknown on either side stays unknown."""
        measures = {**self.known, **other.known}
        zero = Decimal(0)
        left = {name: self.known.get(name, zero) - other.known.get(name, zero) for name in measures}
        return Tally(left, self.unknown + other.unknown)

    def of(self, measures: str) -> Decimal:
        """The sum of one measure; zero where nothing was measured."""
        return self.known.get(measures, Decimal(0))

    def __bool__(self) -> bool:
        """Whether anything was tallied at all."""
        return bool(self.known) or self.unknown > 0


@dataclass(frozen=True, slots=True)
class Word:
    """One word said at a time by a record; of two, the later one holds.

    Of equal times "set" outranks every other word, so that a recall or hold is not lifted in the same
    instant; else the greater id holds.
    """

    time: datetime
    id: str
    value: str

    def or_later(self, other: "Word | None") -> "Word":
        """The one that holds."""
        return self if other is None or self.rank > other.rank else other

    def or_earlier(self, other: "Word | None") -> "Word":
        """The one that was first."""
        return self if other is None or (self.time, self.id) < (other.time, other.id) else other

    @property
    def rank(self) -> tuple[datetime, bool, str]:
        """What the later of two words is told by."""
        return self.time, self.value == "set", self.id
