"""Secrets that are printed and typed: random bits in Crockford's base32, kept as a hash alone."""

from collections.abc import Callable
from hashlib import sha256
from typing import Final

from traceability.identifiers.own_codes import ALPHABET

Random = Callable[[int], bytes]
"""So many random bytes, such as `secrets.token_bytes`."""

_AS_MEANT: Final = str.maketrans("ILO", "110", " -.")
_BITS: Final = 5


def drawn(length: int, random: Random) -> str:
    """A secret of so many characters, five random bits each."""
    bits = length * _BITS
    size = -(-bits // 8)
    number = int.from_bytes(random(size)) >> (size * 8 - bits)
    return "".join(ALPHABET[number >> place & 31] for place in range(bits - _BITS, -1, -_BITS))


def as_meant(text: str) -> str:
    """What somebody typed, as it was printed: capitals, no gaps, and 1, 1, 0 for I, L, O.

    >>> as_meant("abcd-efgh il0o")
    'ABCDEFGH1100'
    """
    return text.upper().translate(_AS_MEANT) if text.isascii() else ""


def hashed(secret: str) -> bytes:
    """What is kept of a secret of 112 bits or more: its SHA-256 (ASVS 5.0 6.5.2)."""
    return sha256(secret.encode()).digest()
