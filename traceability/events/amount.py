"""How much of what: an amount with its unit, and the portion of a batch it speaks of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal

from traceability.errors import NotValid
from traceability.vocabulary import PIECE, UNITS

SAID_AS: Final = "farm:saidAs"
"""The event's own field for amounts in words of the country: GS1's schema allows none in a quantity."""

PortionRole = Literal["object", "input", "output", "parent", "child"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A decimal number of a UN/ECE Rec 20 unit, never negative and never a float.

    `said` is how it was said where that was in words of the country, such as ``3 yến`` (`said.py`);
    two amounts are equal whatever was said.
    """

    value: Decimal
    unit: str
    said: str | None = field(default=None, compare=False)

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


def amount_of(element: Mapping[str, Any], said: str | None = None) -> Amount | None:
    """Read the amount of an EPCIS QuantityElement, `said` so; None when it has no number."""
    number = element.get("quantity")
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise NotValid("a decimal number", number, "quantity")
    return Amount(Decimal(number), element.get("uom", PIECE), said)


def said_as(amounts: Iterable[tuple[str, Amount | None]]) -> dict[str, Any]:
    """The event's field of what was said of each batch, by URI; nothing where nothing was."""
    said = [
        {"farm:of": uri, "farm:said": amount.said}
        for uri, amount in amounts
        if amount is not None and amount.said
    ]
    return {SAID_AS: said} if said else {}


def said_of(body: Mapping[str, Any]) -> dict[str, str]:
    """What was said of each batch of an event, by URI; of a stranger's event only what reads so."""
    listed = body.get(SAID_AS)
    parts = listed if isinstance(listed, list) else [listed]
    pairs = (
        (part.get("farm:of"), part.get("farm:said")) for part in parts if isinstance(part, Mapping)
    )
    return {uri: said for uri, said in pairs if isinstance(uri, str) and isinstance(said, str)}
