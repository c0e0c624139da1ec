"""A map of plots as SVG: shapes to scale, north up, a scale bar, and no tiles from anywhere."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

Ring = Sequence[tuple[float, float]]
"""Longitude and latitude, degrees."""

WIDTH: Final = 600
"""Width of the drawing in its own units; the page decides how wide it is shown."""

_TALLEST: Final = 520
_FLATTEST: Final = 200
_EDGE: Final = 34
_FOOT: Final = 46
_METRES: Final = 111_320
"""Metres of a degree of latitude."""
_LEAST: Final = 40.0
"""Metres that a drawing spans at least, so that one small plot is not blown up beyond sense."""
_BAR: Final = 0.3
_SMALLEST: Final = 3.0


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot to draw: its polygons' rings, or a middle and an area where nobody walked its edge.

    `tone` is a class of the page's style; `href` where it leads, `title` what is read out.
    """

    label: str
    title: str
    href: str = ""
    tone: str = ""
    rings: tuple[Ring, ...] = ()
    middle: tuple[float, float] = (0.0, 0.0)
    area_m2: float = 0.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """From degrees to the drawing's units: `per_metre` units a metre."""

    west: float
    north: float
    squeeze: float
    per_metre: float
    left: float
    top: float
    height: float

    def place(self, at: tuple[float, float]) -> tuple[float, float]:
        """Where a position stands in the drawing."""
        east = (at[0] - self.west) * self.squeeze * _METRES
        south = (self.north - at[1]) * _METRES
        return self.left + east * self.per_metre, self.top + south * self.per_metre


def svg(plots: Sequence[Plot], name: str) -> str:
    """The map; `name` is read out for the whole. All text is escaped here.

    Args:
        plots: What to draw; those with neither rings nor a middle have no place on a map.
        name: What the drawing is called.
    """
    shown = [plot for plot in plots if plot.rings or plot.middle != (0.0, 0.0)]
    if not shown:
        return ""
    frame = _frame(list(_positions(shown)))
    box = f'class="plan" viewBox="0 0 {WIDTH} {frame.height:.0f}" role="group"'
    head = f"<svg {box} aria-label={quoteattr(name)}>"
    return "".join(
        [head, *(_drawn(plot, frame) for plot in shown), _north(), _bar(frame), "</svg>"]
    )


def _positions(plots: Iterable[Plot]) -> Iterable[tuple[float, float]]:
    for plot in plots:
        for ring in plot.rings:
            yield from ring
        if not plot.rings:
            yield plot.middle


def _frame(at: list[tuple[float, float]]) -> _Frame:
    west, east = min(x for x, _ in at), max(x for x, _ in at)
    south, north = min(y for _, y in at), max(y for _, y in at)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide = max((east - west) * squeeze * _METRES, _LEAST)
    high = max((north - south) * _METRES, _LEAST)
    per_metre = min((WIDTH - 2 * _EDGE) / wide, (_TALLEST - 2 * _EDGE) / high)
    height = max(high * per_metre + 2 * _EDGE, _FLATTEST)
    left = (WIDTH - (east - west) * squeeze * _METRES * per_metre) / 2
    top = (height - (north - south) * _METRES * per_metre) / 2
    return _Frame(west, north, squeeze, per_metre, left, top, height + _FOOT)


def _drawn(plot: Plot, frame: _Frame) -> str:
    if plot.rings:
        path = " ".join(_ring(ring, frame) for ring in plot.rings)
        shape = f'<path d="{path}" fill-rule="evenodd"/>'
        at = _middle([frame.place(position) for position in plot.rings[0]])
    else:
        at = frame.place(plot.middle)
        radius = max(math.sqrt(plot.area_m2 / math.pi) * frame.per_metre, _SMALLEST)
        shape = f'<circle class="guess" cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}"/>'
    label = f'<text x="{at[0]:.1f}" y="{at[1]:.1f}">{escape(plot.label)}</text>'
    title = f"<title>{escape(plot.title)}</title>"
    kind = f' class="plot {escape(plot.tone)}"'.rstrip(' "') + '"'
    if not plot.href:
        return f"<g{kind}>{title}{shape}{label}</g>"
    named = f"href={quoteattr(plot.href)} aria-label={quoteattr(plot.title)}"
    return f"<a {named}{kind}>{title}{shape}{label}</a>"


def _ring(ring: Ring, frame: _Frame) -> str:
    steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(frame.place, ring[:-1]))
    return f"M{steps}Z"


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of a ring's box: near enough for a label."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _north() -> str:
    x, y = WIDTH - 22, 30
    return (
        f'<g class="north" aria-hidden="true"><path d="M{x},{y - 20}l8,22l-8,-6l-8,6Z"/>'
        f'<text x="{x}" y="{y + 18}">N</text></g>'
    )


def _bar(frame: _Frame) -> str:
    metres = _round(WIDTH * _BAR / frame.per_metre)
    length = metres * frame.per_metre
    y = frame.height - 24
    said = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"  # noqa: PLR2004
    return (
        f'<g class="bar" aria-hidden="true"><path d="M14,{y - 7}v7h{length:.1f}v-7"/>'
        f'<text x="{14 + length + 8:.1f}" y="{y + 2}">{said}</text></g>'
    )


def _round(metres: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is no longer."""
    power = 10.0 ** math.floor(math.log10(metres))
    return float(next((step * power for step in (5, 2) if step * power <= metres), power))
