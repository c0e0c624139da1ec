"""The demonstration's own cards: the same at each start, made of the keyring, for who sits at the machine."""

import hmac
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from api.cli.demonstration import is_loaded
from api.cli.opening import now
from api.settings import Settings
from traceability.access import Role
from traceability.credentials import card as cards
from traceability.credentials import pin as pins
from traceability.credentials.card import ID_LENGTH, WITH_PIN
from traceability.credentials.secret import Random, drawn
from traceability.demo.people import signs_in
from traceability.identifiers.uris import PartyKey
from traceability.ledger.ledger import Ledger

_BY = "demonstration"
_ROOM = {
    Role.OFFICER: ("an officer", "/signin"),
    Role.RECORDER: ("a household", "/app/"),
    Role.HELPER: ("a helper", "/app/"),
}
"""What each is called, and where its card is shown first."""


def links(ledger: Ledger, settings: Settings) -> list[str]:
    """Lines that show how to sign in to the demonstration; none where others could read or use them.

    Each card is made at the first start after the loading; one that was taken back is not shown.
    """
    if not (is_loaded(ledger) and settings.loopback):
        return []
    lines = list(_lines(ledger, settings))
    return (
        ["  to try the demonstration (cards and PINs of its own, for trying only)", *lines]
        if lines
        else []
    )


def _lines(ledger: Ledger, settings: Settings) -> Iterator[str]:
    for role, party in signs_in(settings.domain).items():
        card, secret = _card(ledger, role, party)
        if not card.valid_at(now()):
            continue
        name, room = _ROOM[role]
        wants = f"   PIN {_digits(ledger, role)}" if role in WITH_PIN else ""
        yield f"    {name:<12}{settings.base_url}{room}#card={card.id}.{secret}{wants}"


def _card(ledger: Ledger, role: Role, party: PartyKey) -> tuple[cards.Card, str]:
    random, store = _random(ledger, f"card {role}"), ledger.store.cards
    card_id = drawn(ID_LENGTH, _random(ledger, f"id {role}"))
    secret, new = cards.new(party.uri, role, _BY, now(), random, name=_BY)
    known = store.get(card_id)
    if known is not None:
        return known, secret
    card = replace(new, id=card_id)
    store.add(card)
    if role in WITH_PIN:
        store.set_pin(pins.new(card.id, _digits(ledger, role), ledger.keyring, now()))
    return card, secret


def _digits(ledger: Ledger, role: Role) -> str:
    """Six digits, the first two of which are such that nobody would try them first."""
    number = int.from_bytes(_random(ledger, f"pin {role}")(4)) % 10_000
    return f"70{number:04}"


def _random(ledger: Ledger, name: str) -> Random:
    """Bytes that are the same at each start, and that nobody else can make."""
    secret = ledger.keyring.all("serial")[-1].secret
    made = hmac.digest(secret, f"demonstration\n{name}".encode(), sha256)
    return lambda size: made[:size]
