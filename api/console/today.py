"""The desk's first page: what waits today."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from flask import Response

from api.console.page import at_the_desk, page
from api.described import View
from api.house import house
from api.who import actor

MOST: Final = 99
"""What is counted at most; beyond it a page says "more"."""


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/", show_today


@at_the_desk
def show_today() -> Response:
    """Show what waits at the desk today."""
    held = house().store.held.waiting(actor().party)
    waits = [("held", "/console/held", sum(1 for _ in islice(held, MOST + 1)))]
    return page("today.html", "today", waits=waits, most=MOST)
