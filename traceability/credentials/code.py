"""One-time codes: six digits for five minutes and five tries, to numbers in Vietnam."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from traceability.errors import NotValid

LIFE: Final = timedelta(minutes=5)
TRIES: Final = 5
SENDS: Final = 3
"""Codes an hour to one number."""

SENDS_BY_SOURCE: Final = 10
"""Codes an hour that one address may ask for."""

HOUR: Final = timedelta(hours=1)
DIGITS: Final = 6

_BLANKS: Final = str.maketrans("", "", " .-()")
_NUMBER: Final = re.compile(r"(?:\+?84|0)([35789][0-9]{8})")


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was sent: `id` is the sealed number, `seal` the sealed code; `party` whose it is.

    `party` is None where the number is nobody's: such a code is kept and opens nothing.
    """

    id: str
    seal: bytes
    ends: datetime
    party: str | None = None


def number(text: str) -> str:
    """A mobile number in Vietnam as E.164.

    >>> number("0912 345 678")
    '+84912345678'

    Raises:
        NotValid: it is none.
    """
    found = _NUMBER.fullmatch(text.translate(_BLANKS)) if text.isascii() else None
    if found is None:
        raise NotValid("a mobile number in Vietnam such as 0912 345 678", "another", "phone")
    return f"+84{found[1]}"


def sealed(secret: bytes, *parts: str) -> bytes:
    """What is kept of a number or a code, which are too short for a hash alone."""
    return hmac.digest(secret, "\n".join(("one-time code", *parts)).encode(), sha256)
