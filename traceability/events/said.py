"""Amounts as farmers say them: converted exactly to UN/ECE Rec 20 units, and kept as they were said."""

import re
import unicodedata
from decimal import Context, Decimal, Inexact, Rounded
from typing import Final

from traceability.errors import NotValid
from traceability.events.amount import Amount
from traceability.vocabulary import LOCAL_UNITS, UNITS

EXACT: Final = Context(prec=60, traps=[Inexact, Rounded])
"""Converts without losing a digit: what forms read has 30, and no unit adds more than four."""

_LONGEST: Final = 100
_PART: Final = re.compile(r"(\d{1,9})(?:[.,](\d{1,6}))?\s*([^\W\d][^\d]*?)\s*(?=\d|$)")
_THOUSANDS: Final = 3
_WORDS: Final = {name.casefold(): name for name in LOCAL_UNITS}


def spoken(value: Decimal, unit: str) -> Amount:
    """An amount whose unit is a Rec 20 code, or a word of `LOCAL_UNITS` that is converted.

    >>> spoken(Decimal("2.5"), "lạng")
    Amount(value=Decimal('0.25'), unit='KGM', said='2.5 lạng')

    Raises:
        NotValid: a unit that is neither, or an amount that no scale could show.
    """
    if unit in UNITS:
        return Amount(value, unit)
    word = _WORDS.get(unit.casefold())
    if word is None:
        known = f"a unit of {', '.join(sorted(UNITS))}, or one of {', '.join(LOCAL_UNITS)}"
        raise NotValid(known, unit, "unit")
    if not value.is_finite() or value < 0:
        raise NotValid("an amount of 0 or more", f"{value} {word}", "amount")
    code, size = LOCAL_UNITS[word]
    return Amount(EXACT.multiply(value, size), code, f"{value:f} {word}")


def heard(text: str) -> Amount:
    """An amount in words of the country, one or several of the same kind; the text itself is kept.

    >>> heard("3 yến 2 cân").value
    Decimal('32')

    Raises:
        NotValid: no such words, weight and area in one, or a number that may mean thousands.
    """
    tidy = unicodedata.normalize("NFC", text).strip()
    parts = list(_PART.finditer(tidy)) if len(tidy) <= _LONGEST else []
    if not parts or "".join(part[0] for part in parts) != tidy:
        raise NotValid("an amount like 3 yến 2 cân or 2 sào Bắc Bộ", text, "said")
    amounts = [_one(part) for part in parts]
    if len({amount.unit for amount in amounts}) != 1:
        raise NotValid("words that measure the same thing", text, "said")
    total = Decimal(0)
    for amount in amounts:
        total = EXACT.add(total, amount.value)
    return Amount(total, amounts[0].unit, tidy)


def _one(part: re.Match[str]) -> Amount:
    whole, after, word = part[1], part[2] or "", part[3]
    if len(after) == _THOUSANDS:
        raise NotValid("a number that cannot mean thousands", part[0].strip(), "said")
    try:
        return spoken(Decimal(f"{whole}.{after}" if after else whole), word)
    except NotValid as no:
        raise NotValid(no.expected, no.got, "said") from None
