"""Calendar dates as GS1 element strings write them: six or eight digits, the day perhaps 00.

GS1 General Specifications on dates and centuries. A two-digit year divisible by four is a leap year
in every century that rule can mean (1951 to 2050 and the like; 2000 was one).
"""

from calendar import isleap, monthrange

from traceability.identifiers.check_digits import is_number

_LEAP_CENTURY = "20"
_SHORT, _LONG = 6, 8


def is_yymmdd(text: str) -> bool:
    """Say whether `text` is a date YYMMDD."""
    return len(text) == _SHORT and is_yyyymmdd(_LEAP_CENTURY + text)


def is_yymmd0(text: str) -> bool:
    """Say whether `text` is a date YYMMDD, or a month when DD is 00."""
    return len(text) == _SHORT and is_yyyymmd0(_LEAP_CENTURY + text)


def is_yyyymmdd(text: str) -> bool:
    """Say whether `text` is a date YYYYMMDD."""
    return is_yyyymmd0(text) and not text.endswith("00")


def is_yyyymmd0(text: str) -> bool:
    """Say whether `text` is a date YYYYMMDD, or a month when DD is 00."""
    if len(text) != _LONG or not is_number(text):
        return False
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    return 1 <= month <= 12 and day <= _days(year, month)  # noqa: PLR2004


def _days(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else monthrange(2001, month)[1]  # noqa: PLR2004
