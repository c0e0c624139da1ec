"""Where: a farm, a plot with its plants and growing-area codes, a factory, a store."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal, get_args

from traceability.communes.register import EVE
from traceability.errors import NotValid
from traceability.events.said import heard
from traceability.identifiers.keys import Gln
from traceability.identifiers.uris import PartyKey, PlaceKey
from traceability.masterdata.address import Address, check_commune
from traceability.masterdata.checks import check_choice, check_country, line, optional_lines
from traceability.masterdata.geometry import Shape, plus_area
from traceability.masterdata.planting import Rows, check_apart, check_year
from traceability.masterdata.privacy import PERSONAL, PRIVATE

PlaceKind = Literal["farm", "plot", "factory", "store"]
PLACE_KINDS: Final[tuple[PlaceKind, ...]] = get_args(PlaceKind)
CodeKind = Literal["growing", "packing"]
CODE_KINDS: Final[tuple[CodeKind, ...]] = get_args(CodeKind)
CodeStatus = Literal["active", "suspended", "revoked"]
CODE_STATUSES: Final[tuple[CodeStatus, ...]] = get_args(CodeStatus)


@dataclass(frozen=True, slots=True)
class AreaCode:
    """A growing-area (mã số vùng trồng) or packing-house code; its text is the issuer's own.

    `market` is the importing country (ISO 3166-1 alpha-2), empty of a domestic code; `since` is
    the day from which it has this status.
    """

    code: str
    issuer: str
    market: str = ""
    kind: CodeKind = "growing"
    status: CodeStatus = "active"
    since: date | None = None

    def __post_init__(self) -> None:
        """Refuse a market that is no country."""
        line(self.code, "code", longest=50)
        line(self.issuer, "issuer")
        check_choice(self.kind, CODE_KINDS, "kind")
        check_choice(self.status, CODE_STATUSES, "status")
        if self.market:
            check_country(self.market, "market")


@dataclass(frozen=True, slots=True)
class Place:
    """A place; strangers see of a farm or plot its label, commune, Plus Code area and size.

    `party` works it; `part_of` is the farm of a plot. `area_m2` is computed from the shape,
    `declared_area_m2` is what the land paper says, and `declared_as` how it says it where that is in
    sào or mẫu, from which the former is converted; `area` is the better of the two.
    `former_commune` is the code of before 1 July 2025, by which land papers and geographical
    indications go. `plants` are of a plot only.
    """

    key: PlaceKey
    kind: PlaceKind
    party: PartyKey
    name: str = field(metadata=PERSONAL)
    address: Address
    label: str = ""
    part_of: PlaceKey | None = None
    gln: Gln | None = None
    shape: Shape | None = field(default=None, metadata=PRIVATE)
    area_m2: Decimal | None = field(init=False)
    plus_area: str = field(init=False)
    declared_area_m2: Decimal | None = None
    declared_as: str = ""
    former_commune: str = ""
    crop: str = ""
    cultivar: str = ""
    year_planted: int | None = None
    plants: tuple[Rows, ...] = ()
    area_codes: tuple[AreaCode, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an area that is none, an unknown former commune, plants that stand twice."""
        check_choice(self.kind, PLACE_KINDS, "kind")
        line(self.name, "name")
        optional_lines(self, "label", "crop", "cultivar")
        check_year(self.year_planted, "year_planted")
        check_apart(self.plants)
        self._check_belonging()
        self._check_declared()
        if self.former_commune:
            check_commune(self.former_commune, EVE, "former_commune")
        code = self.shape.plus_code if self.shape else self.address.plus_code
        object.__setattr__(self, "area_m2", self.shape.area_m2 if self.shape else None)
        object.__setattr__(self, "plus_area", plus_area(code))

    @property
    def personal(self) -> bool:
        """Whether its name, street and exact position are a household's own."""
        return self.kind in {"farm", "plot"}

    @property
    def shown(self) -> str:
        """The name that needs nobody's consent."""
        return self.label if self.personal else self.name

    @property
    def area(self) -> Decimal | None:
        """Square metres, computed where there is a polygon and declared where not."""
        return self.area_m2 or self.declared_area_m2

    @property
    def plant_count(self) -> int:
        """How many plants the ranges hold."""
        return sum(rows.count for rows in self.plants)

    def has_plant(self, row: int, position: int) -> bool:
        """Whether a plant stands at that row and position."""
        return any(rows.contains(row, position) for rows in self.plants)

    def _check_declared(self) -> None:
        """Refuse an area that is none, or another than was said; convert what was only said."""
        if self.declared_as:
            said = _area_said(self.declared_as)
            if self.declared_area_m2 not in {None, said}:
                raise NotValid(f"{said:f} m²", self.declared_area_m2, "declared_area_m2")
            object.__setattr__(self, "declared_area_m2", said)
        declared = self.declared_area_m2
        if declared is not None and not (declared.is_finite() and declared > 0):
            raise NotValid("an area above 0 m²", declared, "declared_area_m2")

    def _check_belonging(self) -> None:
        if self.personal and not self.label:
            raise NotValid(f"a label of the {self.kind} that strangers may read", "", "label")
        if self.part_of == self.key:
            raise NotValid("a farm other than the place itself", self.key.uri, "part_of")
        if self.plants and self.kind != "plot":
            raise NotValid("plants of a plot only", f"plants of a {self.kind}", "plants")


def _area_said(text: str) -> Decimal:
    """Square metres of an area in sào or mẫu."""
    try:
        area = heard(text)
    except NotValid as no:
        raise NotValid(no.expected, no.got, "declared_as") from None
    if area.measures != "area":
        raise NotValid("an area like 2 sào Bắc Bộ", text, "declared_as")
    return area.in_base
