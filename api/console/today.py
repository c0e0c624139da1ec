"""The desk's first page: what waits today."""

from collections.abc import Iterator
from typing import Final

from flask import Response

from api.console.batches import ready
from api.console.page import at_the_desk, page
from api.console.scope import desk, parties
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
    count = house().store.entries.count
    grave = house().store.findings.grave(parties(), Effect.BLOCKS, limit=MOST + 1)
    held = house().store.held.waiting(desk(), limit=MOST + 1)
    waits = [
        ("held", "/console/held", sum(1 for _ in held)),
        ("findings", "/console/batches?which=findings", len(grave)),
        ("ready", "/console/batches?which=ready", len(ready(MOST + 1))),
        ("disputes", "/console/disputes", count(parties(), "disputed", MOST + 1)),
        ("unconfirmed", "/console/entries", count(parties(), "unconfirmed", MOST + 1)),
    ]
    return page("today.html", "today", waits=waits, most=MOST)
