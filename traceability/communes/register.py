"""Provinces and communes by (code, valid from): most codes mean another place since July 2025."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache

from traceability.communes.tables import rows
from traceability.errors import NotFound, NotValid

MERGER = date(2025, 7, 1)
"""The first day of the 34 provinces and 3,321 communes; districts ended the day before."""
EVE = MERGER - timedelta(days=1)
"""The last day of the old communes, and the day by which papers name them."""


class Kind(StrEnum):
    """What a commune is called; a town ended with the merger, a district here is an island's."""

    COMMUNE = "Xã"
    WARD = "Phường"
    TOWN = "Thị trấn"
    ZONE = "Đặc khu"
    DISTRICT = "Huyện"


@dataclass(frozen=True, slots=True)
class Key:
    """What names one unit for good: a code alone does not."""

    code: str
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city: `code` of 2 digits, `name` as it is written ("Tỉnh Thái Nguyên")."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Position:
    """About the middle of a commune: degrees north and east (WGS 84), no border is known."""

    lat: Decimal
    lon: Decimal


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune in its time, first and last day included.

    `code` has 5 digits and is empty for the five old island districts. `district` is empty since
    the merger. The first day of an old commune is not known (`valid_from` None), nor is the last
    of one in force (`valid_to` None). An old commune has no position.
    """

    code: str
    kind: Kind
    name: str
    province: Province
    district: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    position: Position | None = None

    @property
    def key(self) -> Key:
        """What to keep of it."""
        return Key(self.code, self.valid_from)

    @property
    def full_name(self) -> str:
        """The name as it is written in an address: ``"Xã Đại Phúc"``."""
        return f"{self.kind} {self.name}"

    def in_force(self, on: date) -> bool:
        """Whether it was a commune on that day."""
        after = self.valid_from is None or self.valid_from <= on
        return after and (self.valid_to is None or on <= self.valid_to)


@cache
def provinces() -> dict[str, Province]:
    """The 34 provinces in force, by code."""
    table = (row for row in rows("communes") if not row[3])
    return {code: Province(code, f"{kind} {name}") for code, kind, name, *_ in table}


@cache
def current() -> tuple[Commune, ...]:
    """The 3,321 communes in force, by code."""
    return tuple(_current(*row) for row in rows("communes") if row[3])


def _current(*row: str) -> Commune:
    code, kind, name, parent, valid_from, lat, lon = row
    return Commune(
        code=code,
        kind=Kind(kind),
        name=name,
        province=provinces()[parent],
        valid_from=date.fromisoformat(valid_from),
        position=Position(Decimal(lat), Decimal(lon)),
    )


@cache
def former() -> tuple[Commune, ...]:
    """The 10,040 communes until 2025-06-30 in the order of the table of succession, by code."""
    return tuple(_former(*row) for row in rows("succession"))


def _former(*row: str) -> Commune:
    code, kind, name, district, province_code, province, _ = row
    return Commune(
        code, Kind(kind), name, Province(province_code, province), district, valid_to=EVE
    )


@cache
def _by_code() -> dict[str, tuple[Commune, ...]]:
    units: dict[str, tuple[Commune, ...]] = {}
    for unit in (*former(), *current()):
        if unit.code:
            units[unit.code] = (*units.get(unit.code, ()), unit)
    return units


def commune(code: str, on: date) -> Commune:
    """The commune that had this code on that day.

    Before the merger the state of its eve is known, and no other: older papers are read by it.

    Args:
        code: 5 digits of the General Statistics Office.
        on: The local day of what is said about the commune.

    Raises:
        NotValid: It is no commune code, or was one at another time only.
        NotFound: No commune of either list has this code.
    """
    if not re.fullmatch(r"[0-9]{5}", code):
        raise NotValid("a commune code of 5 digits", code, "commune")
    if code not in _by_code():
        raise NotFound("commune code", code)
    for unit in _by_code()[code]:
        if unit.in_force(on):
            return unit
    raise NotValid(f"a commune code in force on {on}", code, "commune")


def communes_of(province: str) -> tuple[Commune, ...]:
    """The communes in force of a province, by code.

    Args:
        province: 2 digits.

    Raises:
        NotFound: No province in force has this code.
    """
    if province not in provinces():
        raise NotFound("province code", province)
    return tuple(unit for unit in current() if unit.province.code == province)
