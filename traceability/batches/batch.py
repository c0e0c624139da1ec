"""A batch as it stands: made, used and left, its state, dates and parties."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Final

from traceability.batches.tally import Tally, Word
from traceability.events.bounds import is_day

STATES: Final = ("unpublished", "published", "withdrawn", "expired", "held", "recalled")
"""How a code answers, from the mildest to the gravest; "under review" is a finding's doing."""

VIETNAM: Final = timezone(timedelta(hours=7))
"""Days begin and end by this clock; Vietnam has one offset all year."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a batch came into being: the first event that made it."""

    time: datetime
    id: str
    step: str
    place: str | None
    party: str | None
    ilmd: Mapping[str, Any] = field(default_factory=dict)

    def or_earlier(self, other: "Origin | None") -> "Origin":
        """Of two makings the first; of equal times the smaller id."""
        return self if other is None or (self.time, self.id) < (other.time, other.id) else other


@dataclass(frozen=True, slots=True)
class Batch:
    """The fold of a batch's records. `records` counts them; every field is independent of their order.

    Amounts are in base units. `best_before` is the earliest day any making states. `voided` are the
    ids of events that were declared wrong; they are not counted in any sum. `sent` names whom it was
    last shipped to, `holder` who last said that it came in.
    """

    uri: str
    records: int = 0
    made: Tally = Tally()
    used: Tally = Tally()
    sold: Tally = Tally()
    lost: Tally = Tally()
    returned: Tally = Tally()
    shipped: Tally = Tally()
    received: Tally = Tally()
    origin: Origin | None = None
    first: datetime | None = None
    last: datetime | None = None
    best_before: date | None = None
    disposition: Word | None = None
    recalled: Word | None = None
    held: Word | None = None
    publication: Word | None = None
    sent: Word | None = None
    holder: Word | None = None
    inspection: Word | None = None
    voided: tuple[str, ...] = ()

    @property
    def left(self) -> Tally:
        """Made and put back, less what was used, sold or lost."""
        return self.there.minus(self.used).minus(self.sold).minus(self.lost)

    @property
    def there(self) -> Tally:
        """Made, and of what came back no more than was sold: nothing else was ever taken off."""
        back = {name: min(came, self.sold.of(name)) for name, came in self.returned.known.items()}
        return _sum(self.made, Tally(back, self.returned.unknown))

    @property
    def owner(self) -> str | None:
        """The party it was made by, by URI."""
        return self.origin.party if self.origin else None

    @property
    def product(self) -> str | None:
        """The product it is of, by URI: named when it was made, or by the GTIN in its own code."""
        return product_of(self.uri, self.origin.ilmd if self.origin else {})

    @property
    def is_recalled(self) -> bool:
        """Recalled, and the recall not lifted."""
        return self.recalled is not None and self.recalled.value == "set"

    @property
    def is_held(self) -> bool:
        """Held back from sale, and not released."""
        return self.held is not None and self.held.value == "set"

    @property
    def was_published(self) -> bool:
        """Published once: its code never goes back to "not yet published" (DESIGN §1.5)."""
        return self.publication is not None

    def state(self, now: datetime) -> str:
        """One of `STATES` at an instant; the gravest that holds."""
        if self.is_recalled:
            return "recalled"
        if self.is_held and self.was_published:
            return "held"
        if self.publication is None:
            return "unpublished"
        if self.publication.value != "publish":
            return "withdrawn"
        ends = self.ends_at()
        return "expired" if ends is not None and now >= ends else "published"

    def ends_at(self) -> datetime | None:
        """The instant after the best-before day, in Vietnam; None of a day beyond all years."""
        if self.best_before is None or not is_day(self.best_before):
            return None
        return datetime.combine(self.best_before + timedelta(days=1), time(), VIETNAM)

    def changes_at(self, now: datetime) -> datetime | None:
        """The next instant at which this view changes by itself (DESIGN §1.9)."""
        ends = self.ends_at()
        return ends if ends is not None and ends > now else None


def product_of(uri: str, ilmd: Mapping[str, Any]) -> str | None:
    """The product of a batch that is made with these details (CBV 2.0 §10, instance/lot master data)."""
    named = ilmd.get("farm:product")
    if named:
        return str(named)
    head, lot, _ = uri.partition("/10/")
    return head if lot and "/01/" in head else None


def _sum(one: Tally, other: Tally) -> Tally:
    known = {name: one.of(name) + other.of(name) for name in {**one.known, **other.known}}
    return Tally(known, one.unknown + other.unknown)
