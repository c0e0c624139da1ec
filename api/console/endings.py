"""Delegations and cards that end soon, so that nobody's queue is held for a forgotten paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response

from api.console.card_states import SOON
from api.console.page import at_the_desk, page
from api.console.scope import names, parties
from api.described import View
from api.house import house
from api.rest.scope import segment

DELEGATION: Final = "delegation"
CARD: Final = "card"


@dataclass(frozen=True, slots=True)
class Ending:
    """A delegation or a card that ends soon: whose, to whom, and when."""

    what: str
    code: str
    name: str
    other: str
    ends: datetime


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/endings", list_endings


@at_the_desk
def list_endings() -> Response:
    """List the delegations and cards that end within thirty days, the next first."""
    return page("endings.html", "today", rows=endings(house().ledger.clock()))


def endings(now: datetime) -> list[Ending]:
    """What ends soon at this desk and was not renewed, the next first."""
    soon = now + SOON
    given = house().store.people.given_by(parties())
    ending = [
        each for some in given.values() for each in some if each.starts <= now < each.ends <= soon
    ]
    cards = [card for card in house().store.cards.of(parties()) if card.valid_at(now)]
    longest = {card.party: max(c.expires for c in cards if c.party == card.party) for card in cards}
    called = names([*(e.subject for e in ending), *(e.delegate for e in ending), *longest])
    found = [
        Ending(DELEGATION, segment(e.subject), called[e.subject], called[e.delegate], e.ends)
        for e in ending
    ]
    found += [
        Ending(CARD, segment(party), called[party], "", ends)
        for party, ends in longest.items()
        if ends <= soon
    ]
    return sorted(found, key=lambda each: each.ends)
