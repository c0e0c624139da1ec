"""The desk's map of every plot, and the page of one: what was done there, and whether it may be plucked."""

from collections.abc import Iterator
from typing import Final

from flask import Response

from api.console.entered import at_place
from api.console.page import at_the_desk, language, page
from api.console.plots import closed, plan
from api.console.scope import called, names, parties, seen
from api.described import View
from api.house import house
from api.rest.scope import segment
from traceability.masterdata.place import Place

MOST: Final = 500
"""Plots on one map."""


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/plots", list_plots
    yield "GET", "/plots/<path:code>", show_plot


@at_the_desk
def list_plots() -> Response:
    """Show the plots of the cooperative and its members on a map, closed ones in red."""
    owned = {"owner": {"$in": parties()}}
    found = house().store.masterdata.where("place", owned, limit=MOST)
    places = [last.value for last in found if isinstance(last.value, Place)]
    plots = sorted((each for each in places if each.kind == "plot"), key=lambda each: each.label)
    owners = names([plot.party.uri for plot in plots])
    shut = closed([plot.key.uri for plot in plots], house().ledger.clock())
    rows = [
        (plot, segment(plot.key.uri), owners[plot.party.uri], shut.get(plot.key.uri))
        for plot in plots
    ]
    drawn = plan(plots, shut, language(), owners)
    lost = [plot.label for plot in plots if plot.shape is None]
    return page("plots.html", "plots", rows=rows, plan=drawn, lost=lost, closed=len(shut))


@at_the_desk
def show_plot(code: str) -> Response:
    """Show one plot: its size and plants, whether it is closed, and what was done on it."""
    plot, last = seen(Place, code)
    uri, now = plot.key.uri, house().ledger.clock()
    owner = house().store.masterdata.last(plot.party.uri)
    shut = closed([uri], now)
    whose = called(owner) if owner else ""
    return page(
        "plot.html",
        "plots",
        plot=plot,
        code=segment(uri),
        number=last.number,
        owner=(segment(plot.party.uri), whose),
        closed=shut.get(uri),
        plan=plan([plot], shut, language(), {plot.party.uri: whose}),
        entries=at_place(uri),
    )
