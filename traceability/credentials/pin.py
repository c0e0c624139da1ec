"""The PIN of a card: six digits that its owner chose, under argon2id and a key outside the database."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from traceability.errors import NotValid
from traceability.keyring import Keyring

DIGITS: Final = 6
_SHAPE: Final = re.compile(r"[0-9]{6}")
_HASHER: Final = PasswordHasher()
"""Argon2id by RFC 9106's second recommended option: 64 MiB, three passes."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A card's PIN as it is kept: `hash` in argon2's own form, `key` the key it was made under."""

    card: str
    hash: str
    key: str
    set_at: datetime


def new(card: str, digits: str, keyring: Keyring, now: datetime) -> Pin:
    """The PIN of a card.

    Raises:
        NotValid: it is not six digits, or one that anybody would try first.
    """
    if not _SHAPE.fullmatch(digits):
        raise NotValid("six digits", "another text", "pin")
    if _is_plain(digits):
        raise NotValid("six digits that are not all the same and not in a row", "such", "pin")
    key = keyring.current("session")
    return Pin(card, _HASHER.hash(_peppered(key.secret, card, digits)), key.id, now)


def opens(pin: Pin, digits: str, keyring: Keyring) -> bool:
    """Whether these are its digits."""
    if not _SHAPE.fullmatch(digits):
        return False
    secret = keyring.by_id("session", pin.key).secret
    try:
        return _HASHER.verify(pin.hash, _peppered(secret, pin.card, digits))
    except VerifyMismatchError:
        return False


def _peppered(secret: bytes, card: str, digits: str) -> bytes:
    """A copy of the database alone lets nobody try a million PINs."""
    return hmac.digest(secret, f"pin\n{card}\n{digits}".encode(), sha256)


def _is_plain(digits: str) -> bool:
    steps = {int(after) - int(before) for before, after in pairwise(digits)}
    return len(steps) == 1 and steps <= {-1, 0, 1}
