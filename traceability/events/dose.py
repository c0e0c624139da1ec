"""How much of a product was put on how much land, or into how much water."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from traceability.errors import NotValid
from traceability.events.amount import Amount

DOSE_OF: Final = "farm:doseOf"
"""An event's own field that holds a dose in numbers, beside its words in `farm:dose`."""

OF: Final = ("mass", "volume")
PER: Final = ("area", "volume")
SIGNS: Final = {
    "LTR": "l",
    "MLT": "ml",
    "KGM": "kg",
    "GRM": "g",
    "MGM": "mg",
    "HAR": "ha",
    "MTK": "m²",
}
"""How units of a dose are written on a label."""


@dataclass(frozen=True, slots=True)
class Dose:
    """So much of a product per so much land or water: 25 ml per 16 l, 20 g per sào of 360 m²."""

    amount: Amount
    per: Amount

    def __post_init__(self) -> None:
        """Refuse a dose of a length or of pieces, and one per nothing."""
        if self.amount.measures not in OF:
            raise NotValid("a dose by weight or volume", self.amount.unit, "dose_amount.unit")
        if self.per.measures not in PER:
            raise NotValid("a dose per land or water", self.per.unit, "dose_per.unit")
        if not self.per.value:
            raise NotValid("a dose per more than 0", self.per.value, "dose_per.value")

    @property
    def measures(self) -> tuple[str, str]:
        """What the dose measures, and what it is counted on: ``("volume", "area")``."""
        return self.amount.measures, self.per.measures

    @property
    def text(self) -> str:
        """``25 ml/16 l``, or as it was said: ``20 ml/1 sào Bắc Bộ``."""
        return f"{_written(self.amount)}/{_written(self.per)}"

    @property
    def body(self) -> dict[str, Any]:
        """What stands in an event under `DOSE_OF`."""
        of = {"farm:quantity": self.amount.value, "farm:uom": self.amount.unit}
        return of | {"farm:perQuantity": self.per.value, "farm:perUom": self.per.unit}


def dose_of(body: Mapping[str, Any]) -> Dose | None:
    """The dose of an event, where it names one in numbers that can be read."""
    said = body.get(DOSE_OF)
    if not isinstance(said, Mapping):
        return None
    try:
        amount = Amount(_number(said, "farm:quantity"), str(said.get("farm:uom")))
        return Dose(amount, Amount(_number(said, "farm:perQuantity"), str(said.get("farm:perUom"))))
    except NotValid:
        return None


def _number(said: Mapping[str, Any], name: str) -> Decimal:
    number = said.get(name)
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise NotValid("a decimal number", number, name)
    return Decimal(number)


def _written(amount: Amount) -> str:
    return amount.said or f"{amount.value:f} {SIGNS.get(amount.unit, amount.unit)}"
