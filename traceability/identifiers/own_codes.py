"""Own-domain codes for what has no GS1 number, and the serials that follow a code or a GTIN.

A code is 60 random bits as 12 Crockford base32 characters and one check character over GF(32):
short and meaningless (TCVN 13274), unguessable, and any one wrong character or swap is caught.
"""

from dataclasses import dataclass
from typing import Self

from traceability.errors import NotValid
from traceability.identifiers.check_digits import CSET82

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O (read as 1, 1, 0) and no U."""

CODE_BITS = 60
_CODE_LENGTH = 13
_SERIAL_LENGTH = 20
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_AS_MEANT = str.maketrans("ILO", "110", " -")
_PRIMITIVE = 0b100101
"""x⁵ + x² + 1, so that α = x has order 31: thirteen positions get thirteen different weights."""


@dataclass(frozen=True, slots=True, order=True)
class OwnCode:
    """Thirteen upper-case characters of `ALPHABET`, the last of them the check character."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code as people type it: lower case, spaces, hyphens, and I, L, O for 1, 1, 0.

        Raises:
            NotValid: another length or character, or a wrong check character.
        """
        code = text.upper().translate(_AS_MEANT) if text.isascii() else ""
        if len(code) != _CODE_LENGTH or not set(code) <= set(ALPHABET):
            raise NotValid("a code of 13 letters and digits", text)
        if _check_character(code[:-1]) != code[-1]:
            raise NotValid("a code whose characters agree with its last one", text)
        return cls(code)


@dataclass(frozen=True, slots=True, order=True)
class Serial:
    """What tells one pack of a batch from the next: 1 to 20 characters of GS1 CSET 82 (AI 21)."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a serial; raises NotValid on another length or character."""
        if not 1 <= len(text) <= _SERIAL_LENGTH or not set(text) <= set(CSET82):
            raise NotValid("a serial of 1 to 20 characters of GS1 set 82", text)
        return cls(text)


def mint(bits: int) -> OwnCode:
    """Make a code of 60 bits, which the caller draws at random.

    Raises:
        ValueError: `bits` is negative or longer than 60 bits.
    """
    if not 0 <= bits < 1 << CODE_BITS:
        raise ValueError(f"Expected 60 bits, got {bits.bit_length()}.")
    body = "".join(ALPHABET[bits >> shift & 31] for shift in range(CODE_BITS - 5, -1, -5))
    return OwnCode(body + _check_character(body))


def _check_character(body: str) -> str:
    """Σ αⁱ·dᵢ, i counted from 1 at the right; the check character itself weighs α⁰."""
    total = 0
    for character in body:
        total = (total ^ _VALUES[character]) << 1
        total ^= _PRIMITIVE if total > 31 else 0  # noqa: PLR2004
    return ALPHABET[total]
