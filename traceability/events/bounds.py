"""What any record may hold: years, numbers, texts and nesting beyond which no view could be kept."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from traceability.errors import NotValid

FIRST: Final = datetime(2000, 1, 1, tzinfo=UTC)
END: Final = datetime(2101, 1, 1, tzinfo=UTC)
"""Nothing that is told happened before the first instant, or happens from the second on."""

LONGEST: Final = 2000
DEEPEST: Final = 20
_DIGITS: Final = 34
_EXPONENT: Final = 60
_WHOLE: Final = 2**63


def check_instant(time: datetime, field: str) -> None:
    """Refuse a time without its offset (EPCIS 2.0 §7.3.1.1) or outside the years 2000 to 2100."""
    if time.utcoffset() is None:
        raise NotValid("a time with its offset", time, field)
    if not FIRST <= time < END:
        raise NotValid("a time between 2000 and 2100", time.isoformat(), field)


def is_day(day: date) -> bool:
    """Whether a day lies in the years 2000 to 2100."""
    return FIRST.date() <= day < END.date()


def check_json(value: object, field: str = "", depth: int = 0) -> None:
    """Refuse parsed JSON that no view could hold.

    Texts have at most 2,000 characters and no NUL, names neither NUL nor a `$` in front (MongoDB
    reads those as its own); whole numbers fit 64 bits, decimals 34 digits (IEEE 754 decimal128).

    Raises:
        NotValid: with the name of the outermost field that holds it.
    """
    if depth > DEEPEST:
        raise NotValid(f"objects nested at most {DEEPEST} deep", "more", field)
    if isinstance(value, str):
        _check_text(value, field)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            _check_name(name)
            check_json(part, field or name, depth + 1)
    elif isinstance(value, list | tuple):
        for part in value:
            check_json(part, field, depth + 1)
    elif isinstance(value, int | Decimal):
        _check_number(value, field)


def _check_name(name: str) -> None:
    if "\0" in name or name.startswith("$"):
        raise NotValid("a name without NUL, and without $ in front", name)


def _check_text(text: str, field: str) -> None:
    if len(text) > LONGEST or "\0" in text:
        raise NotValid(f"a text of at most {LONGEST} characters without NUL", text, field)


def _check_number(number: int | Decimal, field: str) -> None:
    if isinstance(number, int):
        fits = -_WHOLE <= number < _WHOLE
    else:
        digits = len(number.as_tuple().digits)
        fits = number.is_finite() and digits <= _DIGITS and abs(number.adjusted()) <= _EXPONENT
    if not fits:
        raise NotValid(
            f"a number of at most {_DIGITS} digits, whole ones of 64 bits", number, field
        )
