"""The communes whose middle lies nearest to a position: a list to choose from, no proof."""

from functools import cache
from heapq import nsmallest
from math import cos, hypot, radians

from traceability.communes.register import Commune, Position, current


@cache
def _middles() -> tuple[tuple[float, float, Commune], ...]:
    return tuple(
        (float(unit.position.lat), float(unit.position.lon), unit)
        for unit in current()
        if unit.position
    )


def nearest(at: Position, limit: int = 5) -> tuple[Commune, ...]:
    """The communes in force by the distance of their middle.

    Borders are not known: the first of the list need not be the one that holds the position.

    Args:
        at: Degrees (WGS 84).
        limit: How many at most.
    """
    lat, lon, shrink = float(at.lat), float(at.lon), cos(radians(float(at.lat)))
    return tuple(
        unit
        for _, _, unit in nsmallest(
            limit, _middles(), key=lambda each: hypot(each[0] - lat, (each[1] - lon) * shrink)
        )
    )
