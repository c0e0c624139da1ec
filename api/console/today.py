"""The desk's first page: what waits today."""

from collections.abc import Iterator
from typing import Final

from flask import Response

from api.console.batches import ready
from api.console.endings import endings
from api.console.page import at_the_desk, page
from api.console.scope import desk, members, parties
from api.described import View
from api.house import house
from traceability.findings.finding import Effect

MOST: Final = 99
"""What is counted at most; beyond it a page says "more"."""


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/", show_today


@at_the_desk
def show_today() -> Response:
    """Show what waits at the desk today."""
    waits = list(_waits())
    return page("today.html", "today", waits=waits, most=MOST, beginning=not members())


def _waits() -> Iterator[tuple[str, str, int]]:
    """What waits: its name, where it leads, and how much of it, counted up to one more than `MOST`."""
    store, most = house().store, MOST + 1
    count = store.entries.count
    yield "held", "/console/held", sum(1 for _ in store.held.waiting(desk(), limit=most))
    yield "disputes", "/console/disputes", count(parties(), "disputed", most)
    grave = store.findings.grave(parties(), Effect.BLOCKS, limit=most)
    yield "findings", "/console/batches?which=findings", len(grave)
    yield "unconfirmed", "/console/entries", count(parties(), "unconfirmed", most)
    yield "ready", "/console/batches?which=ready", len(ready(most))
    gaps = store.devices.of(parties(), limit=most, gaps=True)
    yield "devices", "/console/devices", sum(1 for _ in gaps)
    yield "endings", "/console/endings", len(endings(house().ledger.clock()))
