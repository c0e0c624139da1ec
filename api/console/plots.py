"""Plots on the desk's map: their shapes, and which are closed by a pre-harvest interval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from flask import url_for
from markupsafe import Markup

from api.house import house
from api.languages import Language
from api.rest.scope import segment
from qr import plots as drawing
from traceability.findings import closed as findings
from traceability.ledger.gather import inputs, sprays
from traceability.masterdata.geometry import Shape
from traceability.masterdata.place import Place

_YEAR: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Closed:
    """A plot must not be plucked before this day, because of that product."""

    until: date
    product: str


def closed(plots: Iterable[str], now: datetime) -> dict[str, Closed]:
    """Which of these plots are closed now, by URI, and until when: of label and list the longer interval."""
    store = house().store
    known = (last.value for last in store.masterdata.some(plots).values())
    places = {it.key.uri: it for it in known if isinstance(it, Place)}
    told = sprays(store, list(places), now - _YEAR, now) if places else {}
    lists = inputs(store, (places[uri] for uri, those in told.items() if those))
    found: dict[str, Closed] = {}
    for uri, those in told.items():
        shut = findings.closed(those, now, places[uri].crop, lists.get(uri))
        if shut and shut.until:
            found[uri] = Closed(shut.until, shut.by)
    return found


def plan(
    plots: Sequence[Place], shut: dict[str, Closed], t: Language, owners: dict[str, str]
) -> Markup:
    """The map of these plots, each leading to its page; nothing where none has a place."""
    shapes = [_shape(plot, shut.get(plot.key.uri), t, owners) for plot in plots]
    return Markup(drawing.svg(shapes, t.say("console.plots.map")))  # noqa: S704  # escaped where it is drawn


def _shape(plot: Place, shut: Closed | None, t: Language, owners: dict[str, str]) -> drawing.Plot:
    said = f"{plot.label}, {owners.get(plot.party.uri, '')}"
    if shut:
        said += f", {t.say('console.plots.closed', day=t.date(shut.until))}"
    shape = plot.shape
    return drawing.Plot(
        label=plot.label,
        title=said,
        href=url_for("console.show_plot", code=segment(plot.key.uri)),
        tone="closed" if shut else "",
        rings=tuple(
            tuple((float(x), float(y)) for x, y in ring)
            for rings in (shape.polygons if shape else ())
            for ring in rings
        ),
        middle=_degrees(shape),
        area_m2=float(plot.area or 0),
    )


def _degrees(shape: Shape | None) -> tuple[float, float]:
    """The point of a plot whose edge nobody walked."""
    longitude, latitude = shape.point if shape and shape.point else (0, 0)
    return float(longitude), float(latitude)
