"""Land on the phone: areas like the server's, crossed edges seen, bad fixes left out."""

import math
import random
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.app.modules import ask
from traceability.errors import NotValid
from traceability.masterdata.geometry import Shape

CHANCE = random.Random(7)  # noqa: S311  # the same chance in every run
MODULE = "kit/geometry.js"
Points = list[list[float]]


def blob(longitude: float, latitude: float, metres: float, corners: int) -> Points:
    """Corners around a middle, in order of their bearing."""
    turns = sorted(CHANCE.uniform(0, 2 * math.pi) for _ in range(corners))
    far = [metres * CHANCE.uniform(0.4, 1) / 111_000 for _ in turns]
    pairs = zip(turns, far, strict=True)
    return [[longitude + r * math.cos(t), latitude + r * math.sin(t)] for t, r in pairs]


def somewhere() -> Points:
    metres = CHANCE.choice([8, 30, 120, 400, 5000])
    return blob(CHANCE.uniform(103, 109), CHANCE.uniform(9, 23), metres, CHANCE.randint(5, 40))


def read(geojson: dict[str, Any]) -> Shape:
    """A shape as the server reads it: decimals, no floats."""
    rings = [[[Decimal(repr(n)) for n in p] for p in ring] for ring in geojson["coordinates"]]
    return Shape.read({"type": geojson["type"], "coordinates": rings})


def test_areas_are_within_half_a_percent_of_the_servers(phone: Page) -> None:
    plots = [somewhere() for _ in range(60)]
    said = ask(phone, MODULE, "given.map((p) => [m.area(p), m.geojson(p)])", plots)
    for area, geojson in said:
        exact = read(geojson).area_m2
        assert exact is not None
        assert abs(area - float(exact)) <= max(0.005 * float(exact), 0.5)


def test_a_shape_is_geojson_closed_anticlockwise_and_of_seven_decimals(phone: Page) -> None:
    ring = [[105.79123456, 21.55], [105.79123456, 21.5512345678], [105.792, 21.551]]
    said = ask(phone, MODULE, "m.geojson(given)", ring)
    assert said == {
        "type": "Polygon",
        "coordinates": [
            [[105.792, 21.551], [105.7912346, 21.5512346], [105.7912346, 21.55], [105.792, 21.551]]
        ],
    }


def test_one_corner_is_a_point(phone: Page) -> None:
    said = ask(phone, MODULE, "m.geojson(given)", [[105.79, 21.55]])
    assert said == {"type": "Point", "coordinates": [105.79, 21.55]}


def test_a_shape_comes_back_as_its_corners(phone: Page) -> None:
    ring = [[105.79, 21.55], [105.792, 21.551], [105.791, 21.552]]
    assert ask(phone, MODULE, "m.corners(m.geojson(given))", ring) == ring
    assert ask(phone, MODULE, "m.corners(m.geojson(given))", ring[:1]) == ring[:1]
    assert ask(phone, MODULE, "m.corners(given)", None) == []


def test_crossed_edges_are_named_with_the_place_where(phone: Page) -> None:
    bow = [[105, 21], [105.002, 21.002], [105.002, 21], [105, 21.002]]
    said = ask(phone, MODULE, "m.crossing(given)", bow)
    assert said["edges"] == [0, 2]
    assert said["at"] == pytest.approx([105.001, 21.001])


def test_what_the_server_calls_crossed_the_phone_calls_crossed(phone: Page) -> None:
    plots = [CHANCE.sample(blob(105.8, 21.5, 50, n), n) for n in range(4, 9) for _ in range(30)]
    said = ask(phone, MODULE, "given.map((p) => [!!m.crossing(p), m.geojson(p)])", plots)
    for crossed, geojson in said:
        assert crossed == _refused(geojson), geojson


def _refused(geojson: dict[str, Any]) -> bool:
    try:
        read(geojson)
    except NotValid:
        return True
    return False


def test_only_fixes_that_can_be_true_make_corners(phone: Page) -> None:
    last = {"point": [105.8, 21.5], "accuracy": 5, "time": 0}

    def believed(north_m: float, seconds: float, accuracy: float) -> bool:
        point = [105.8, 21.5 + north_m / 110_700]
        fix = {"point": point, "accuracy": accuracy, "time": seconds * 1000}
        said: bool = ask(phone, MODULE, "m.believed(...given)", [fix, last])
        return said

    assert believed(10, 8, 6)
    assert not believed(10, 8, 60)
    assert not believed(1, 8, 6)
    assert not believed(300, 8, 6)


def test_a_fix_outside_vietnam_is_not_believed(phone: Page) -> None:
    fix = {"point": [21.5, 105.8], "accuracy": 5, "time": 0}
    assert not ask(phone, MODULE, "m.believed(given, null)", fix)


def test_a_walk_along_straight_edges_keeps_its_corners(phone: Page) -> None:
    square = [[105.8, 21.5], [105.8006, 21.5], [105.8006, 21.5004], [105.8, 21.5004]]
    ends = [*square[1:], square[0]]
    walked = [
        [a + (b - a) * step / 10 for a, b in zip(start, end, strict=True)]
        for start, end in zip(square, ends, strict=True)
        for step in range(10)
    ]
    kept = ask(phone, MODULE, "m.simplified(given)", walked)
    assert kept == walked[::10]
