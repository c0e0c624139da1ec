"""How the cards of a household stand: good, ending soon, ended or taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from api.house import house
from traceability.access import Role
from traceability.credentials.card import Card
from traceability.masterdata.party import Party

SOON: Final = timedelta(days=30)
"""How long before its end a card is said to end soon."""

_PERSONAL: Final = (Role.RECORDER,)
_OTHERS: Final = (Role.HELPER, Role.RECORDER, Role.OFFICER)


@dataclass(frozen=True, slots=True)
class Shown:
    """A card in a list: its id, what it speaks as, until when, and how it stands."""

    id: str
    role: str
    name: str
    created: datetime
    expires: datetime
    state: str
    pin: bool


def cards_of(party: str, now: datetime) -> list[Shown]:
    """The cards of a party, the newest first."""
    found = list(house().store.cards.of([party]))
    pins = house().store.cards.with_pin(card.id for card in found)
    return [_shown(card, now, card.id in pins) for card in reversed(found)]


def state_of(card: Card, now: datetime) -> str:
    """How a card stands: revoked, ended, soon or good."""
    if card.revoked is not None and card.revoked <= now:
        return "revoked"
    if now >= card.expires:
        return "ended"
    return "soon" if now >= card.expires - SOON else "good"


def roles(party: Party) -> tuple[Role, ...]:
    """What a card of this party may speak as."""
    return _PERSONAL if party.personal else _OTHERS


def _shown(card: Card, now: datetime, pin: bool) -> Shown:  # noqa: FBT001  # tells the card
    facts = card.id, card.role.value, card.name, card.created, card.expires
    return Shown(*facts, state_of(card, now), pin)


def best_of(parties: Iterable[str], now: datetime) -> dict[str, str]:
    """How the last card of each of these parties stands, by URI; those without one are left out."""
    return {card.party: state_of(card, now) for card in house().store.cards.of(parties)}
