"""One measured thing: its value, the reference's value from the same run, and their ratio."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    `value` and `reference` are medians over the rounds, in `unit`; `ratio` is the median of the
    rounds' ratios and `low` to `high` their range. `against` says what the reference is. `target` is
    what the ratio should reach, or stay within where less is better; None where nothing is promised.
    """

    name: str
    value: float
    unit: str
    reference: float
    ratio: float
    low: float
    high: float
    higher_is_better: bool
    against: str
    target: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether every round reached the target; None where nothing is promised or rounds differ."""
        if self.target is None or not self.is_settled:
            return None
        return self.ratio >= self.target if self.higher_is_better else self.ratio <= self.target

    @property
    def is_settled(self) -> bool:
        """Whether all rounds lie on one side of the target; otherwise the run proves nothing of it."""
        return self.target is None or not self.low < self.target < self.high


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured; every number may be lowered to try the harness.

    `rounds` of `calls` each; `seconds` of load on a page; `events` of the lineages searched;
    `batch_events` in the long batch; `listings` in the feed; `codes` drawn; `rebuilt` events;
    `queued` records of a phone.
    """

    rounds: int
    calls: int
    seconds: float
    events: tuple[int, ...]
    batch_events: int
    listings: int
    codes: int
    rebuilt: int
    queued: int


FULL = Size(5, 200, 4.0, (10_000, 100_000, 1_000_000), 1_000, 20_000, 60, 3_000, 500)
QUICK = Size(3, 100, 1.0, (1_000, 10_000), 200, 2_000, 40, 500, 100)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a row is of: its name and unit, what it is held against, and which way is better."""

    name: str
    unit: str
    against: str
    higher_is_better: bool = True
    target: float | None = None

    def row(self, pairs: list[tuple[float, float]]) -> Row:
        """The row of these rounds: ours and the reference, pair by pair."""
        ratios = [ours / theirs for ours, theirs in pairs]
        return Row(
            name=self.name,
            value=median(ours for ours, _ in pairs),
            unit=self.unit,
            reference=median(theirs for _, theirs in pairs),
            ratio=median(ratios),
            low=min(ratios),
            high=max(ratios),
            higher_is_better=self.higher_is_better,
            against=self.against,
            target=self.target,
        )
