"""How much of what: an amount with its unit, and the portion of a batch it speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from traceability.errors import NotValid
from traceability.vocabulary import PIECE, UNITS

PortionRole = Literal["object", "input", "output", "parent", "child"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A decimal number of a UN/ECE Rec 20 unit, never negative and never a float."""

    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        """Refuse what no scale could show."""
        if self.unit not in UNITS:
            raise NotValid("a unit of " + ", ".join(sorted(UNITS)), self.unit, "unit")
        if not self.value.is_finite() or self.value < 0:
            raise NotValid("an amount of 0 or more", f"{self.value} {self.unit}", "amount")

    @property
    def measures(self) -> str:
        """What is measured: mass, volume, area or count."""
        return UNITS[self.unit][0]

    @property
    def in_base(self) -> Decimal:
        """The number in the dimension's base unit: kg, litre, m² or piece."""
        return self.value * UNITS[self.unit][1]


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of one batch (or one unit) in an event, in the role the event gives it.

    `uri` is the canonical URI of a batch, a serial or a logistic unit. `amount` is None for a single
    unit and for a batch whose weight was not known at entry (EPCIS allows a quantity without number).
    """

    uri: str
    role: PortionRole
    amount: Amount | None = None

    def quantity(self) -> dict[str, Any]:
        """The EPCIS QuantityElement (2.0 §7.3.3.3): a count has no `uom`, an unknown weight no number."""
        element: dict[str, Any] = {"epcClass": self.uri}
        if self.amount is not None:
            element["quantity"] = self.amount.value
            if self.amount.unit != PIECE:
                element["uom"] = self.amount.unit
        return element


def amount_of(element: Mapping[str, Any]) -> Amount | None:
    """Read the amount of an EPCIS QuantityElement; None when it has no number."""
    number = element.get("quantity")
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise NotValid("a decimal number", number, "quantity")
    return Amount(Decimal(number), element.get("uom", PIECE))
