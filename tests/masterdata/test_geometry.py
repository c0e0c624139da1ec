"""Shapes in Vietnam: read, measured, masked, or refused with the reason."""

from decimal import Decimal
from math import cos, radians
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masterdata.examples import SQUARE, squares
from traceability.errors import NotValid
from traceability.masterdata.geometry import Shape, check_plus_code, overlap, plus_area, plus_code


def polygon(*rings: list[tuple[str, str]], kind: str = "Polygon") -> dict[str, Any]:
    coordinates = [[[Decimal(x), Decimal(y)] for x, y in ring] for ring in rings]
    return {"type": kind, "coordinates": coordinates}


def ring(west: str, south: str, east: str, north: str) -> list[tuple[str, str]]:
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def point(x: object, y: object) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


HOME = point(Decimal("105.7622"), Decimal("21.5581"))


@settings(max_examples=50)
@given(squares())
def test_a_shape_written_and_read_is_the_same(shape: Shape) -> None:
    assert Shape.read(shape.geojson) == shape


@settings(max_examples=30)
@given(squares())
def test_the_area_is_that_of_the_ellipsoid_within_one_percent_of_the_sphere(shape: Shape) -> None:
    (west, south), (east, _), (_, north), *_ = shape.polygons[0][0]
    metres = 111_195
    width = float(east - west) * metres * cos(radians(float(south + north) / 2))
    assert float(shape.area_m2 or 0) == pytest.approx(width * float(north - south) * metres, 0.01)


@settings(max_examples=30)
@given(squares())
def test_a_shape_covers_itself_wholly(shape: Shape) -> None:
    assert overlap(shape, shape) == 1


def test_the_outer_ring_turns_anticlockwise_and_holes_clockwise() -> None:
    outer, hole = ring("105.7", "21.5", "105.8", "21.6"), ring("105.72", "21.52", "105.74", "21.54")
    shape = Shape.read(polygon(outer[::-1], hole))
    assert shape == Shape.read(polygon(outer, hole[::-1]))
    assert shape.geojson == polygon(outer, hole[::-1])


def test_a_hole_is_no_area() -> None:
    outer, hole = ring("105.7", "21.5", "105.8", "21.6"), ring("105.72", "21.52", "105.74", "21.54")
    whole, inner = Shape.read(polygon(outer)).area_m2, Shape.read(polygon(hole)).area_m2
    assert Shape.read(polygon(outer, hole)).area_m2 == (whole or 0) - (inner or 0)


def test_two_polygons_are_one_shape_and_one_alone_is_a_polygon() -> None:
    one, two = ring("105.7", "21.5", "105.71", "21.51"), ring("105.8", "21.5", "105.81", "21.51")
    both = {
        "type": "MultiPolygon",
        "coordinates": [polygon(each)["coordinates"] for each in (one, two)],
    }
    assert Shape.read(both).geojson == both
    alone = {"type": "MultiPolygon", "coordinates": [polygon(one)["coordinates"]]}
    assert Shape.read(alone).geojson == polygon(one)


def test_a_point_has_no_area_and_overlaps_nothing() -> None:
    home = Shape.read(HOME)
    assert (home.kind, home.area_m2, home.geojson) == ("Point", None, HOME)
    assert home.centroid == (Decimal("105.7622"), Decimal("21.5581"))
    assert overlap(home, Shape.read(SQUARE)) == 0


def test_half_a_plot_on_another_is_half() -> None:
    one = Shape.read(polygon(ring("105.70", "21.5", "105.72", "21.6")))
    other = Shape.read(polygon(ring("105.71", "21.5", "105.80", "21.6")))
    assert overlap(one, other) == Decimal("0.500")


def test_a_plus_code_is_ten_digits_and_strangers_see_six() -> None:
    assert Shape.read(HOME).plus_code == "7PH7HQ56+6V"
    assert plus_area("7PH7HQ56+6V") == "7PH7HQ00+"
    assert plus_area("") == ""


def test_a_masked_position_is_the_middle_of_a_cell_and_stays_within_it() -> None:
    one = Shape.read(HOME)
    other = Shape.read(point(Decimal("105.7630"), Decimal("21.5590")))
    assert one.masked(5) == other.masked(5) != one.centroid
    assert all(
        abs(a - b) <= Decimal(5) / 111 / 2 for a, b in zip(one.masked(5), one.centroid, strict=True)
    )


def test_altitude_is_not_kept_and_decimals_past_the_seventh_are_rounded() -> None:
    shape = Shape.read(
        {"type": "Point", "coordinates": [Decimal("105.76221234567"), Decimal("21.5"), 120]}
    )
    assert shape.point == (Decimal("105.7622123"), Decimal("21.5"))


VIETNAM = "longitude, latitude in Vietnam (102–110, 8–24)"
BOWTIE = [("105.7", "21.5"), ("105.8", "21.6"), ("105.8", "21.5"), ("105.7", "21.6")]
BOWTIE = [*BOWTIE, BOWTIE[0]]
SQUARE_RING = ring("105.7", "21.5", "105.8", "21.6")


@pytest.mark.parametrize(
    ("geojson", "sentence"),
    [
        (
            point(Decimal("21.5581"), Decimal("105.7622")),
            (
                "Expected longitude, latitude in that order; the axes look swapped, "
                "got '21.5581, 105.7622'."
            ),
        ),
        (point(2, 48), f"Expected {VIETNAM}, got '2, 48'."),
        (
            polygon(BOWTIE),
            (
                "Expected a polygon whose edges neither cross nor touch, "
                "got 'Self-intersection[105.75 21.55]'."
            ),
        ),
        (
            polygon(SQUARE_RING[:-1]),
            "Expected a closed ring, its last position the same as its first, got 'an open one'.",
        ),
        (polygon(SQUARE_RING[:3]), "Expected a ring of at least 4 positions, got 3."),
        (polygon(), "Expected a polygon with a ring, got 'none'."),
        (
            polygon(ring("105.7", "21.5", "105.7000001", "21.5000001")),
            "Expected a polygon with an area, got '0.0 m²'.",
        ),
        (
            polygon(SQUARE_RING[:-1] * 501 + SQUARE_RING[:1]),
            "Expected at most 2000 positions, got 2005.",
        ),
        ("POINT", "Expected a GeoJSON geometry object, got 'POINT'."),
        ({"type": "Line"}, "Expected a Point, Polygon or MultiPolygon, got 'Line'."),
        (
            {**HOME, "crs": {}},
            (
                "Expected a GeoJSON geometry with type and coordinates only, "
                "got an object with coordinates, crs, type."
            ),
        ),
        (point(105.7, 21.5), "Expected a decimal number of degrees, got 105.7."),
        (point(True, 21), "Expected a decimal number of degrees, got True."),
        (point(Decimal("NaN"), 21), "Expected a decimal number of degrees, got NaN."),
        (point(Decimal("1E+999999"), 21), "Expected a decimal number of degrees, got 1E+999999."),
        ({"type": "Point", "coordinates": [1]}, "Expected longitude, latitude, got [1]."),
        ({"type": "Point"}, "Expected a GeoJSON array, got None."),
    ],
)
def test_a_shape_that_cannot_be_says_what_is_wrong(geojson: object, sentence: str) -> None:
    with pytest.raises(NotValid) as refused:
        Shape.read(geojson)
    assert str(refused.value) == sentence


def test_a_shape_is_a_point_or_polygons() -> None:
    with pytest.raises(NotValid) as refused:
        Shape()
    assert str(refused.value) == "Expected either a point or polygons, got 'neither'."


def test_a_position_made_by_hand_has_at_most_seven_decimals() -> None:
    with pytest.raises(NotValid) as refused:
        Shape(point=(Decimal("105.12345678"), Decimal(21)))
    assert str(refused.value) == "Expected degrees with at most 7 decimals, got '105.12345678, 21'."


@pytest.mark.parametrize("code", ["7PH7HQ56+6v", "HQ56+6V", "7PH7HQ00+", "Tân Cương"])
def test_a_plus_code_that_is_short_padded_or_misspelt_is_refused(code: str) -> None:
    with pytest.raises(NotValid) as refused:
        check_plus_code(code)
    assert str(refused.value) == f"Expected a full Plus Code like 7PH7HQ56+6V, got {code!r}."


def test_a_plus_code_of_another_country_is_refused() -> None:
    with pytest.raises(NotValid) as refused:
        check_plus_code("8FW4V75V+8Q")
    assert str(refused.value) == f"Expected {VIETNAM}, got '2.2944375, 48.8583125'."


@settings(max_examples=30)
@given(st.decimals(102, 110, places=7), st.decimals(8, 24, places=7))
def test_every_plus_code_we_write_we_read(longitude: Decimal, latitude: Decimal) -> None:
    inside = min(longitude, Decimal("109.999")), min(latitude, Decimal("23.999"))
    check_plus_code(plus_code(inside))
