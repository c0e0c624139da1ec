"""Where on the earth: a point or polygons in GeoJSON, its area on the ellipsoid, its Plus Code."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Self

from geographiclib.geodesic import Geodesic
from openlocationcode import openlocationcode
from shapely import MultiPolygon, Polygon, is_valid_reason
from shapely.geometry.base import BaseGeometry

from traceability.errors import NotValid

Position = tuple[Decimal, Decimal]
"""Longitude and latitude, WGS 84 degrees, at most 7 decimals (1 cm)."""
Ring = tuple[Position, ...]
Rings = tuple[Ring, ...]
"""The outer ring of one polygon, then its holes."""

LONGITUDES: Final = (Decimal(102), Decimal(110))
LATITUDES: Final = (Decimal(8), Decimal(24))
USUAL_AREA_M2: Final = (Decimal(50), Decimal(500_000))
"""A plot outside this is unusual (rule G1): for the findings to say, not refused here."""
MOST_POSITIONS: Final = 2000
_PLACES: Final = Decimal("0.0000001")
_KM_A_DEGREE: Final = 111


@dataclass(frozen=True, slots=True)
class Shape:
    """A point, or one or more polygons, within Vietnam's box.

    Rings come out as RFC 7946 §3.1.6 has them: closed, outer ring anticlockwise, holes clockwise.
    Altitudes are not kept. A MultiPolygon of one polygon is a Polygon.
    """

    point: Position | None = None
    polygons: tuple[Rings, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no place in Vietnam: swapped axes, open ring, crossed edges, no area."""
        if (self.point is None) == (not self.polygons):
            raise NotValid("either a point or polygons", "both" if self.point else "neither")
        positions = list(self.positions())
        if len(positions) > MOST_POSITIONS:
            raise NotValid(f"at most {MOST_POSITIONS} positions", len(positions))
        for position in positions:
            _check_position(position)
        for rings in self.polygons:
            _check_rings(rings)
        turned = tuple(_turned(rings) for rings in self.polygons)
        object.__setattr__(self, "polygons", turned)
        if turned:
            self._check_valid()

    @classmethod
    def read(cls, geojson: object) -> Self:
        """Read a GeoJSON geometry (RFC 7946 §3.1): Point, Polygon or MultiPolygon.

        Numbers are int or Decimal; more than 7 decimals are rounded.
        """
        if not isinstance(geojson, dict):
            raise NotValid("a GeoJSON geometry object", geojson)
        if set(geojson) - {"type", "coordinates", "bbox"}:
            raise NotValid("a GeoJSON geometry with type and coordinates only", geojson)
        kind, coordinates = geojson.get("type"), geojson.get("coordinates")
        match kind:
            case "Point":
                return cls(point=_position(coordinates))
            case "Polygon":
                return cls(polygons=(_rings(coordinates),))
            case "MultiPolygon":
                return cls(polygons=tuple(_rings(rings) for rings in _list(coordinates)))
            case _:
                raise NotValid("a Point, Polygon or MultiPolygon", kind, "type")

    @property
    def kind(self) -> str:
        """The GeoJSON type: Point, Polygon or MultiPolygon."""
        if self.point:
            return "Point"
        return "Polygon" if len(self.polygons) == 1 else "MultiPolygon"

    @property
    def geojson(self) -> dict[str, Any]:
        """The GeoJSON geometry, coordinates as Decimal."""
        coordinates: Any = [
            [[list(position) for position in ring] for ring in rings] for rings in self.polygons
        ]
        if self.point:
            coordinates = list(self.point)
        elif len(self.polygons) == 1:
            coordinates = coordinates[0]
        return {"type": self.kind, "coordinates": coordinates}

    @property
    def area_m2(self) -> Decimal | None:
        """Square metres on the WGS 84 ellipsoid (Karney 2013), to 0.1; None of a point."""
        if self.point:
            return None
        square_metres = sum(
            _ring_area(rings[0]) - sum(map(_ring_area, rings[1:])) for rings in self.polygons
        )
        return Decimal(square_metres).quantize(Decimal("0.1"))

    @property
    def centroid(self) -> Position:
        """The point, or the polygons' centre of gravity."""
        if self.point:
            return self.point
        centre = self._planar().centroid
        return _rounded(Decimal(centre.x)), _rounded(Decimal(centre.y))

    @property
    def plus_code(self) -> str:
        """The ten-digit Plus Code of the centroid, about 14 m across."""
        return plus_code(self.centroid)

    def masked(self, km: int) -> Position:
        """The middle of the grid cell, at most `km` kilometres on a side, around the centroid."""
        step = Decimal(km) / _KM_A_DEGREE
        longitude, latitude = ((axis // step + Decimal("0.5")) * step for axis in self.centroid)
        return _rounded(longitude), _rounded(latitude)

    def positions(self) -> Iterator[Position]:
        """Every position, ring after ring."""
        if self.point:
            yield self.point
        for rings in self.polygons:
            yield from itertools.chain.from_iterable(rings)

    def _planar(self) -> BaseGeometry:
        return MultiPolygon([Polygon(rings[0], rings[1:]) for rings in self.polygons])

    def _check_valid(self) -> None:
        reason = is_valid_reason(self._planar())
        if reason != "Valid Geometry":
            raise NotValid("a polygon whose edges neither cross nor touch", reason)
        if not self.area_m2:
            raise NotValid("a polygon with an area", f"{self.area_m2} m²")


def overlap(one: Shape, other: Shape) -> Decimal:
    """The share, 0 to 1 and to 0.001, of the smaller shape that the other covers; 0 for points."""
    if one.point or other.point:
        return Decimal(0)
    first, second = one._planar(), other._planar()  # noqa: SLF001 - the same module's own
    shared = first.intersection(second).area / min(first.area, second.area)
    return Decimal(shared).quantize(Decimal("0.001"))


def plus_code(position: Position) -> str:
    """The ten-digit Open Location Code of a position."""
    longitude, latitude = position
    return str(openlocationcode.encode(float(latitude), float(longitude)))


def plus_area(code: str) -> str:
    """The first six digits of a Plus Code, padded as its specification says: about 5.6 km across.

    >>> plus_area("7PH7HQ56+6V")
    '7PH7HQ00+'
    """
    return f"{code[:6]}00+" if code else ""


def check_plus_code(code: str) -> None:
    """Refuse a Plus Code that is short, misspelt, in small letters, or outside Vietnam's box."""
    if not openlocationcode.isFull(code) or code != code.upper() or "0" in code:
        raise NotValid("a full Plus Code like 7PH7HQ56+6V", code, "plus_code")
    area = openlocationcode.decode(code)
    middle = Decimal(area.longitudeCenter), Decimal(area.latitudeCenter)
    _check_position((_rounded(middle[0]), _rounded(middle[1])))


def _rounded(degrees: Decimal) -> Decimal:
    half_circle = 180
    if not degrees.is_finite() or abs(degrees) > half_circle:
        raise NotValid("a decimal number of degrees", degrees, "coordinates")
    return degrees.quantize(_PLACES)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise NotValid("a GeoJSON array", value, "coordinates")
    return list(value)


def _rings(value: object) -> Rings:
    return tuple(tuple(_position(position) for position in _list(ring)) for ring in _list(value))


def _position(value: object) -> Position:
    parts = _list(value)
    if len(parts) not in {2, 3}:
        raise NotValid("longitude, latitude", value, "coordinates")
    return _degrees(parts[0]), _degrees(parts[1])


def _degrees(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise NotValid("a decimal number of degrees", value, "coordinates")
    return _rounded(Decimal(value))


def _inside(longitude: Decimal, latitude: Decimal) -> bool:
    west, east = LONGITUDES
    south, north = LATITUDES
    return west <= longitude <= east and south <= latitude <= north


def _check_position(position: Position) -> None:
    longitude, latitude = position
    got = f"{longitude.normalize():f}, {latitude.normalize():f}"
    if longitude != _rounded(longitude) or latitude != _rounded(latitude):
        raise NotValid("degrees with at most 7 decimals", got, "coordinates")
    if _inside(longitude, latitude):
        return
    expected = "longitude, latitude in Vietnam (102–110, 8–24)"
    if _inside(latitude, longitude):
        expected = "longitude, latitude in that order; the axes look swapped"
    raise NotValid(expected, got, "coordinates")


def _check_rings(rings: Rings) -> None:
    fewest = 4
    if not rings:
        raise NotValid("a polygon with a ring", "none", "coordinates")
    for ring in rings:
        if len(ring) < fewest:
            raise NotValid("a ring of at least 4 positions", len(ring), "coordinates")
        if ring[0] != ring[-1]:
            expected = "a closed ring, its last position the same as its first"
            raise NotValid(expected, "an open one", "coordinates")


def _doubled_area(ring: Ring) -> Decimal:
    """Twice the planar area in square degrees, positive when the ring turns anticlockwise."""
    return sum((x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)), Decimal(0))


def _turned(rings: Rings) -> Rings:
    outer, *holes = rings
    return (
        outer if _doubled_area(outer) >= 0 else outer[::-1],
        *(hole if _doubled_area(hole) <= 0 else hole[::-1] for hole in holes),
    )


def _ring_area(ring: Ring) -> float:
    polygon = Geodesic.WGS84.Polygon()
    for longitude, latitude in ring[:-1]:
        polygon.AddPoint(float(latitude), float(longitude))
    _, _, square_metres = polygon.Compute()
    return abs(float(square_metres))
