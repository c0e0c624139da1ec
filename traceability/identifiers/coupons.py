"""North American coupon codes (AI 8110 and 8112), read field by field.

GS1 General Specifications (AI 8110, 8112) and the North American Coupon Application
Guideline: many fields begin with a digit that tells their length.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from traceability.identifiers.check_digits import is_number
from traceability.identifiers.dates import is_yymmdd

_PREFIX, _OFFER, _SERIAL, _FAMILY, _DATE = 6, 6, 6, 3, 6
_NO_PREFIX = "9"
_REQUIREMENT_CODES = "012349"
_STORE_FLAG = "0123456789"


class _BrokenError(Exception):
    """The code ends early, or a digit is none of those allowed."""


@dataclass(slots=True)
class _Reader:
    """The rest of a code, eaten from the front."""

    rest: str
    dates: list[str] = field(default_factory=list)

    def take(self, count: int) -> str:
        if len(self.rest) < count:
            raise _BrokenError
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def one_of(self, allowed: str) -> str:
        digit = self.take(1)
        if digit not in allowed:
            raise _BrokenError
        return digit

    def sized(self, allowed: str, shortest: int = 0) -> None:
        """A digit that tells the length above `shortest`, then so many digits."""
        self.take(shortest + int(self.one_of(allowed)))

    def requirement(self) -> None:
        self.sized("12345")
        self.one_of(_REQUIREMENT_CODES)
        self.take(_FAMILY)

    def optional_prefix(self) -> None:
        size = self.one_of("0123456" + _NO_PREFIX)
        if size != _NO_PREFIX:
            self.take(_PREFIX + int(size))

    def date(self) -> None:
        date = self.take(_DATE)
        if not is_yymmdd(date):
            raise _BrokenError
        self.dates.append(date)


def is_coupon(text: str) -> bool:
    """Say whether `text` is a whole coupon code with nothing left over (AI 8110)."""
    return _reads(text, _coupon)


def is_positive_offer(text: str) -> bool:
    """Say whether `text` is a whole positive offer file code with nothing left over (AI 8112)."""
    return _reads(text, _positive_offer)


def _reads(text: str, read: Callable[[_Reader], None]) -> bool:
    reader = _Reader(text)
    try:
        read(reader)
    except _BrokenError:
        return False
    return is_number(text) and not reader.rest


def _positive_offer(code: _Reader) -> None:
    code.one_of("01")
    code.sized("0123456", _PREFIX)
    code.take(_OFFER)
    code.sized("0123456789", _SERIAL)


def _coupon(code: _Reader) -> None:
    code.sized("0123456", _PREFIX)
    code.take(_OFFER)
    code.sized("12345")
    code.requirement()
    for indicator, read in _OPTIONAL:
        if code.rest.startswith(indicator):
            code.take(1)
            read(code)
    if code.dates != sorted(code.dates, reverse=True):
        raise _BrokenError


def _second_purchase(code: _Reader) -> None:
    code.one_of("0123")
    _third_purchase(code)


def _third_purchase(code: _Reader) -> None:
    code.requirement()
    code.optional_prefix()


def _serial(code: _Reader) -> None:
    code.sized("0123456789", _SERIAL)


def _retailer(code: _Reader) -> None:
    code.sized("1234567", _PREFIX)


def _savings(code: _Reader) -> None:
    for allowed in ("01256", "012", _STORE_FLAG, "01"):
        code.one_of(allowed)


_OPTIONAL: tuple[tuple[str, Callable[[_Reader], None]], ...] = (
    ("1", _second_purchase),
    ("2", _third_purchase),
    ("3", _Reader.date),
    ("4", _Reader.date),
    ("5", _serial),
    ("6", _retailer),
    ("9", _savings),
)
