"""Where a guess comes from: a browser that gave this card's PIN before, or an address."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from flask import Response, request

from api.house import house
from api.who import TooSoon
from traceability.credentials.card import LIFE
from traceability.credentials.pace import CARD, OWN, SOURCE, Pace

COOKIE: Final = "known"
"""Bears a card's id, a number of its own and our seal: who guesses elsewhere slows nobody here.

The seal is over the PIN's own time too: a browser of before the PIN, or of the one before, is a stranger.
"""

_NOTHING: Final = timedelta(0)
_PARTS: Final = 3
_SIXTY_FOUR: Final = 64


def claim_pin(card_id: str) -> tuple[str, ...]:
    """Count a guess at a card's PIN before it is looked at; returns what to forget if it was right.

    A browser that gave this card's PIN before is counted alone. Others are counted by their
    address and together, so that many addresses are no way around the pauses.

    Raises:
        TooSoon: the pause after the last wrong one is not over.
    """
    nonce = _nonce(card_id)
    if nonce:
        paces: dict[str, Pace] = {f"pin {card_id} {nonce}": OWN}
    else:
        paces = {f"pin {card_id} {source()}": OWN, f"pin {card_id}": CARD}
    attempts, now = house().store.attempts, house().ledger.clock()
    waits = [attempts.wait(key, now) for key in paces]
    if not any(waits):
        waits = [attempts.claim(key, pace, now) for key, pace in paces.items()]
    if any(waits):
        raise TooSoon(max(waits))
    return tuple(paces)


def count_wrong_card() -> None:
    """Count a card that nobody gave.

    Raises:
        TooSoon: this address guesses too fast.
    """
    now = house().ledger.clock()
    wait = house().store.attempts.claim(f"card {source()}", SOURCE, now)
    if wait > _NOTHING:
        raise TooSoon(wait)


def source() -> str:
    """The address that asks, sealed, so that no address is kept; of IPv6 its network of 64 bits."""
    address = request.remote_addr or "0.0.0.0"  # noqa: S104  # no address, as of a test client
    if isinstance(ip_address(address), IPv6Address):
        address = str(ip_network((address, _SIXTY_FOUR), strict=False))
    return _sealed(f"source\n{address}")[:16]


def remember(response: Response, card_id: str) -> Response:
    """Let this browser be known by the card whose PIN it gave; without a PIN it stays a stranger."""
    if house().store.cards.pin(card_id) is None:
        return response
    nonce = _nonce(card_id) or secrets.token_hex(8)
    response.set_cookie(
        COOKIE,
        f"{card_id}.{nonce}.{_seal(card_id, nonce)}",
        max_age=LIFE,
        path="/",
        secure=house().settings.secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _nonce(card_id: str) -> str:
    """The number of a browser that is known by this card; empty where it is not."""
    parts = request.cookies.get(COOKIE, "").split(".")
    if len(parts) != _PARTS or parts[0] != card_id:
        return ""
    nonce, seal = parts[1], parts[2].encode()
    due = _seal(card_id, nonce).encode()
    return nonce if hmac.compare_digest(seal, due) else ""


def _seal(card_id: str, nonce: str) -> str:
    pin = house().store.cards.pin(card_id)
    since = pin.set_at.isoformat() if pin else ""
    return _sealed(f"known\n{card_id}\n{since}\n{nonce}")


def _sealed(text: str) -> str:
    secret = house().keyring.current("session").secret
    return urlsafe_b64encode(hmac.digest(secret, text.encode(), sha256)).decode().rstrip("=")
