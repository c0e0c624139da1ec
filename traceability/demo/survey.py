"""The outlines and rows of the demonstration's plots: drawn by chance on a grid, and marked so."""

from decimal import Decimal
from functools import cache
from math import cos, pi, radians, sin, sqrt
from random import Random
from typing import Final

from traceability.communes.register import Position as Middle
from traceability.communes.register import current
from traceability.demo.stage import dice
from traceability.masterdata.geometry import Position, Ring, Shape
from traceability.masterdata.planting import Gap, Rows

CELL_M: Final = 112
"""Metres of a side of a cell of the grid; a plot stays within its own."""
_COLUMN: Final = 10
_MIDDLE: Final = 4
_METRES_A_DEGREE: Final = 111_320
_BETWEEN_ROWS_M: Final = Decimal("1.4")
_PLANTS_A_M2: Final = Decimal("1.8")
"""18,000 plants a hectare: the province's planting plan of 2017 (tancuongxanh.vn)."""


def surveyed_shape(code: str, label: str, number: int) -> Shape:
    """Five to seven corners of some 600 to 4,500 m², in the cell of that number around a commune.

    Raises:
        KeyError: no commune in force has this code.
    """
    middle = _middles()[code]
    chance = dice(f"outline of {label}")
    column, row = divmod(number, _COLUMN)
    east, north = (CELL_M * (step - _MIDDLE) + chance.uniform(-4, 4) for step in (column, row))
    shrink = cos(radians(float(middle.lat)))
    ring: Ring = tuple(
        _position(
            float(middle.lon) + (east + x) / _METRES_A_DEGREE / shrink,
            float(middle.lat) + (north + y) / _METRES_A_DEGREE,
        )
        for x, y in _corners(chance)
    )
    return Shape(polygons=(((*ring, ring[0]),),))


def planted_with(label: str, area_m2: Decimal, year: int) -> tuple[Rows, ...]:
    """The plot's rows; on every fourth plot the last third was planted anew, and there are gaps."""
    chance = dice(f"rows of {label}")
    rows = max(4, int(area_m2.sqrt() / _BETWEEN_ROWS_M))
    positions = int(area_m2 * _PLANTS_A_M2 / rows)
    first = chance.randint(5, positions - 10)
    gap = Gap(chance.randint(1, rows // 2), first, first + chance.randint(0, 5))
    if chance.random() > 1 / 4:
        return (Rows(1, rows, positions, (gap,), year),)
    old = rows * 2 // 3
    return Rows(1, old, positions, (gap,), year), Rows(old + 1, rows, positions, (), year + 4)


@cache
def _middles() -> dict[str, Middle]:
    return {unit.code: unit.position for unit in current() if unit.position}


def _corners(chance: Random) -> list[tuple[float, float]]:
    """Metres east and north of the middle, anticlockwise."""
    count, turn = chance.randint(5, 7), chance.uniform(0, 2 * pi)
    wide = 2 * pi / count
    reach = sqrt(2 * chance.uniform(600, 4500) / (count * sin(wide)))
    angles = (turn + wide * (each + chance.uniform(-0.15, 0.15)) for each in range(count))
    far = ((angle, reach * chance.uniform(0.88, 1.08)) for angle in angles)
    return [(length * cos(angle), length * sin(angle)) for angle, length in far]


def _position(longitude: float, latitude: float) -> Position:
    return Decimal(f"{longitude:.7f}"), Decimal(f"{latitude:.7f}")
