"""Crop-protection products that are permitted: a list with a source for every row, as its party loaded it."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Final

from traceability.errors import NotValid
from traceability.events.dose import OF, PER, Dose
from traceability.identifiers.domain import Domain
from traceability.identifiers.own_codes import CODE_BITS, mint
from traceability.identifiers.uris import InputListKey, PartyKey
from traceability.masterdata.checks import check_distinct, line
from traceability.vocabulary import UNITS

MOST_ROWS: Final = 3000
MOST_DAYS: Final = 365
_TEA: Final = frozenset({"chè", "trà", "tea", "camellia sinensis"})
"""Names of one crop."""


@dataclass(frozen=True, slots=True)
class Ingredient:
    """An active ingredient with its content as printed, such as ``18 g/l``."""

    name: str
    content: str

    def __post_init__(self) -> None:
        """Refuse one without name or content."""
        line(self.name, "active_ingredients")
        line(self.content, "active_ingredients", longest=100)


@dataclass(frozen=True, slots=True)
class DoseRange:
    """From `least` to `most` of a unit of weight or volume, per hectare (HAR) or per litre of water (LTR)."""

    least: Decimal
    most: Decimal
    unit: str
    per: str

    def __post_init__(self) -> None:
        """Refuse a range that runs backwards, and units that no label has."""
        for unit, measured, field in ((self.unit, OF, "dose_unit"), (self.per, PER, "dose_per")):
            if unit not in UNITS or UNITS[unit][0] not in measured:
                raise NotValid(f"a unit of {' or '.join(measured)}", unit, field)
        if not (self.least.is_finite() and self.most.is_finite() and 0 <= self.least <= self.most):
            raise NotValid(
                "a dose from a least to a most", f"{self.least}-{self.most}", "dose_most"
            )
        if not self.most:
            raise NotValid("a dose above 0", self.most, "dose_most")

    def holds(self, dose: Dose) -> bool | None:
        """Whether a dose is within it; None where it measures something else."""
        if dose.measures != (UNITS[self.unit][0], UNITS[self.per][0]):
            return None
        per = UNITS[self.per][1]
        low, high = self.least * UNITS[self.unit][1], self.most * UNITS[self.unit][1]
        came, on = dose.amount.in_base * per, dose.per.in_base
        return low * on <= came <= high * on


@dataclass(frozen=True, slots=True)
class InputRow:
    """One product for some crops: `row` names it within its list, `source` says where it was read.

    `interval_days` is the pre-harvest interval, None where the source gives none; `valid_until` the
    last day on which it is permitted, None where that is open.
    """

    row: str
    name: str
    maker: str
    ingredients: tuple[Ingredient, ...]
    registration: str
    crops: tuple[str, ...]
    pests: tuple[str, ...]
    valid_from: date
    source: str
    valid_until: date | None = None
    dose: DoseRange | None = None
    interval_days: int | None = None

    def __post_init__(self) -> None:
        """Refuse a row without name, ingredient, number, crop or source."""
        line(self.row, "row", longest=40)
        for field in ("name", "maker", "registration"):
            line(getattr(self, field), field)
        line(self.source, "source", longest=500)
        for field in ("crops", "pests"):
            for each in getattr(self, field):
                line(each, field)
            check_distinct(getattr(self, field), field)
        for field, held in (("active_ingredients", self.ingredients), ("crops", self.crops)):
            if not held:
                raise NotValid("at least one", "none", field)
        self._check_days()

    def _check_days(self) -> None:
        days, until = self.interval_days, self.valid_until
        if days is not None and not 0 <= days <= MOST_DAYS:
            raise NotValid(f"0 to {MOST_DAYS} days", days, "interval_days")
        if until is not None and until < self.valid_from:
            raise NotValid("a last day not before the first", until, "valid_until")

    def is_for(self, crop: str) -> bool:
        """Whether it is registered for a crop, by any of its names."""
        names = {folded(each) for each in self.crops}
        asked = folded(crop)
        return asked in names or (asked in _TEA and bool(names & _TEA))

    def is_valid(self, day: date) -> bool:
        """Whether it is permitted on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class InputList:
    """All rows of a party's list; its revisions are its versions, and the last one counts."""

    key: InputListKey
    party: PartyKey
    rows: tuple[InputRow, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a list that is too long, or names a row twice."""
        if len(self.rows) > MOST_ROWS:
            raise NotValid(f"at most {MOST_ROWS} rows", len(self.rows), "rows")
        check_distinct(tuple(row.row for row in self.rows), "row")

    def find(self, reference: str, name: str, registration: str) -> tuple[InputRow, ...]:
        """The rows of a product: by reference, else by its registration number, else by its name."""
        by_row = tuple(row for row in self.rows if row.row == reference)
        if by_row:
            return by_row
        number, called = folded(registration), folded(name)
        by_number = tuple(row for row in self.rows if number and folded(row.registration) == number)
        return by_number or tuple(row for row in self.rows if called and folded(row.name) == called)


def key_of_list(party: PartyKey, domain: Domain) -> InputListKey:
    """The key of a party's one list, so that two who load the first at once do not make two."""
    drawn = sha256(f"inputs\n{party.uri}".encode()).digest()
    return InputListKey.from_code(mint(int.from_bytes(drawn[:8]) >> (64 - CODE_BITS)), domain)


def folded(text: str) -> str:
    """A name as it is compared: NFC, without case and needless blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
