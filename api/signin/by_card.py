"""Signing in with a card: its secret, its PIN where one is wanted, and the phone's own key."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.house import house
from api.signin.known import claim_pin, count_wrong_card
from api.signin.opened import Shown, now
from api.who import Unknown
from traceability.access import PinWanted
from traceability.credentials import device as devices
from traceability.credentials import pin as pins
from traceability.credentials.card import WITH_PIN, Card
from traceability.credentials.device import NUMBER_BITS, Device
from traceability.credentials.secret import as_meant


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody types or scans: a card, its secret, its PIN, and perhaps another PIN from now on."""

    card: str
    secret: str
    pin: str = ""
    new_pin: str = ""


def show_card(given: Given, device: Mapping[str, Any] | None = None) -> Shown:
    """Who is signed in by this card.

    Raises:
        Unknown: no card in force has this id and secret.
        PinWanted: it needs a PIN, and none or another came.
        TooSoon: too many wrong ones came before.
        NotValid: the new PIN or the phone's key is none.
    """
    card = _card(given)
    raised = ask_pin(card, given.pin, given.new_pin)
    phone = phone_of(device, card.party) if device else None
    return Shown(
        party=card.party,
        role=card.role,
        how="card+pin" if raised else "card",
        card=card.id,
        device=phone.id if phone else None,
        lapses=card.expires,
        raised=raised,
    )


def ask_pin(card: Card, pin: str, new_pin: str = "") -> bool:
    """Whether a PIN stands behind this card now; a new one is kept.

    Raises:
        PinWanted: it needs a PIN, and none or another came.
        TooSoon: too many wrong ones came before.
        NotValid: the new PIN is none.
    """
    store, keyring = house().store.cards, house().keyring
    known = store.pin(card.id)
    if known is not None:
        _open(known, pin)
    elif not new_pin and card.role in WITH_PIN:
        raise PinWanted("six digits to be the PIN of this card from now on (new_pin)", "none")
    if new_pin:
        store.set_pin(pins.new(card.id, new_pin, keyring, now()))
    return bool(known or new_pin)


def _open(known: pins.Pin, pin: str) -> None:
    if not pin:
        raise PinWanted("the PIN of this card", "none")
    counted = claim_pin(known.card)
    if not pins.opens(known, pin, house().keyring):
        raise PinWanted("the PIN of this card", "another")
    house().store.attempts.forget(*counted)


def _card(given: Given) -> Card:
    card = house().store.cards.get(as_meant(given.card))
    if card is None or not card.opens(as_meant(given.secret)):
        count_wrong_card()
        raise Unknown("Expected a card given here, got an unknown one.")
    if not card.valid_at(now()):
        raise Unknown("Expected a card in force, got one that ran out or was taken back.")
    return card


def phone_of(told: Mapping[str, Any], party: str) -> Device:
    """The phone that signs in, with the number that its key has here.

    Raises:
        NotValid: its key is none.
    """
    x, y = devices.coordinates(told["key"])

    def draw() -> Device:
        number = secrets.randbits(NUMBER_BITS)
        return Device(devices.id_of(x, y), number, told["name"], x, y, party, now())

    return house().store.phones.once(draw)
