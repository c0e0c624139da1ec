"""A map of plots: to scale, north up, and nothing that was typed becomes markup."""

import re
from xml.etree.ElementTree import fromstring

from qr.plots import Plot, svg

SQUARE = ((105.70, 21.50), (105.71, 21.50), (105.71, 21.51), (105.70, 21.51), (105.70, 21.50))


def points(drawing: str) -> list[tuple[float, float]]:
    path = re.search(r'<path d="M([^Z]+)Z"', drawing)
    assert path
    pairs = (pair.split(",") for pair in path[1].split())
    return [(float(x), float(y)) for x, y in pairs]


def test_north_is_up_and_east_is_right() -> None:
    (south_west, south_east, north_east, _) = points(svg([Plot("A", "A", rings=(SQUARE,))], "m"))
    assert north_east[1] < south_east[1]
    assert south_west[0] < south_east[0]


def test_shapes_are_to_scale() -> None:
    corners = points(svg([Plot("A", "A", rings=(SQUARE,))], "m"))
    wide = corners[1][0] - corners[0][0]
    high = corners[0][1] - corners[3][1]
    assert abs(wide / high - 0.9304) < 0.001


def test_a_plot_nobody_walked_is_a_circle_of_its_area() -> None:
    near = Plot("B", "B", middle=(105.705, 21.505), area_m2=10_000)
    drawing = svg([Plot("A", "A", rings=(SQUARE,)), near], "m")
    circle = re.search(r'class="guess"[^>]* r="([0-9.]+)"', drawing)
    assert circle
    corners = points(drawing)
    metre = (corners[0][1] - corners[3][1]) / 1113.2
    assert abs(float(circle[1]) - 56.4 * metre) < 0.1


def test_what_was_typed_does_not_become_markup() -> None:
    nasty = Plot('<script>"', '"><script>', '/x"y', "closed", (SQUARE,))
    drawn = fromstring(svg([nasty], '"><b>'))  # noqa: S314  # our own drawing
    (link,) = drawn.findall("a")
    assert link.get("href") == '/x"y'
    assert link.get("aria-label") == '"><script>'
    assert link.get("class") == "plot closed"


def test_the_bar_says_a_round_length() -> None:
    assert re.search(
        r">(?:[125]0*(?:\.\d)?) (?:m|km)<", svg([Plot("A", "A", rings=(SQUARE,))], "m")
    )


def test_without_a_place_there_is_no_map() -> None:
    assert svg([Plot("A", "A")], "m") == ""


def test_one_point_is_drawn_too() -> None:
    assert "<circle" in svg([Plot("A", "A", middle=(105.7, 21.5))], "m")
