"""The three GS1 numbers of the house: GTIN of a trade item, GLN of a place or party, SSCC.

GS1 General Specifications (keys, check digit).
"""

from dataclasses import dataclass
from typing import Self

from traceability.errors import NotValid
from traceability.identifiers.check_digits import check_digit, is_number

_GTIN_LENGTHS = (8, 12, 13, 14)
_GTIN8_PADDING = "000000"
_IN_STORE = ("02", "04", "2")
_COUPONS = ("05", "98", "99")


@dataclass(frozen=True, slots=True, order=True)
class Gtin:
    """A trade item's number; `value` is always 14 digits (a shorter one padded with zeros)."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a GTIN-8, -12, -13 or -14.

        Raises:
            NotValid: another length, another character, or a wrong check digit.
        """
        return cls(_number(text, _GTIN_LENGTHS).zfill(14))

    @property
    def restricted(self) -> bool:
        """Whether the number is unique to no one: in-store numbers (02, 04, 2) and coupons.

        A GTIN-8 that begins with 0 or 2 is an in-store number.
        """
        if self.value.startswith(_GTIN8_PADDING):
            return self.value[len(_GTIN8_PADDING)] in "02"
        return self.value[1:].startswith(_IN_STORE + _COUPONS)


@dataclass(frozen=True, slots=True, order=True)
class Gln:
    """A place's or party's number: 13 digits."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 13 digits; raises NotValid on another shape or a wrong check digit."""
        return cls(_number(text, (13,)))


@dataclass(frozen=True, slots=True, order=True)
class Sscc:
    """A logistic unit's number: 18 digits."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 18 digits; raises NotValid on another shape or a wrong check digit."""
        return cls(_number(text, (18,)))


def _number(text: str, lengths: tuple[int, ...]) -> str:
    if not is_number(text) or len(text) not in lengths:
        *firsts, last = map(str, lengths)
        counts = f"{', '.join(firsts)} or {last}" if firsts else last
        raise NotValid(f"{counts} digits", text)
    digit = check_digit(text[:-1])
    if digit != text[-1]:
        raise NotValid(f"{len(text)} digits with the check digit {digit}", text)
    return text
