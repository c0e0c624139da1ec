"""What parsed JSON says, one function a kind of value; each raises NotValid."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from marshmallow.experimental.context import Context

from traceability.errors import NotValid
from traceability.events.bounds import check_instant
from traceability.identifiers.digital_link import CANONICAL_STEM
from traceability.identifiers.domain import Domain
from traceability.identifiers.keys import Gln, Gtin
from traceability.identifiers.uris import Key
from traceability.masterdata.checks import check_sha256
from traceability.masterdata.texts import LONGEST, Texts

Json = Any
"""Parsed JSON whose numbers are int or Decimal."""

_MOST_LANGUAGES: Final = 30
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S{0,30}", re.ASCII)
_ID: Final = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_DECIMAL: Final = re.compile(r"-?\d{1,18}(\.\d{1,12})?", re.ASCII)


def read_text(value: Json) -> str:
    """Text as it came."""
    if not isinstance(value, str):
        raise NotValid("text", value)
    return value


def read_tidy(value: Json) -> str:
    """Text in NFC, without blanks around it."""
    return unicodedata.normalize("NFC", read_text(value)).strip()


def read_digest(value: Json) -> str:
    """A SHA-256 in small hex."""
    check_sha256(read_text(value), "")
    return str(value)


def read_id(value: Json) -> str:
    """A UUID as a URN in small letters (RFC 9562 §4)."""
    if not _ID.fullmatch(read_text(value)):
        raise NotValid("an id like urn:uuid:0198c1a2-7b3c-7def-8123-456789abcdef", value)
    return str(value)


def read_whole(value: Json) -> int:
    """A whole number; true is none."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise NotValid("a whole number", value)
    return value


def read_number(value: Json) -> Decimal:
    """A decimal of at most 18 digits before the point and 12 after it; a float is refused."""
    written = isinstance(value, str) and _DECIMAL.fullmatch(value)
    if isinstance(value, bool) or not (written or isinstance(value, int | Decimal)):
        raise NotValid("a decimal number", value)
    decimal = Decimal(value)
    exponent = decimal.as_tuple().exponent
    before, after = 18, 12
    if not isinstance(exponent, int) or exponent < -after or decimal.adjusted() >= before:
        raise NotValid(f"a decimal number of at most {before} and {after} digits", value)
    return decimal


def read_flag(value: Json) -> bool:
    """True or false, no word for it."""
    if not isinstance(value, bool):
        raise NotValid("true or false", value)
    return value


def read_day(value: Json) -> date:
    """A day of the calendar."""
    try:
        if _DAY.fullmatch(read_text(value)):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise NotValid("a day like 2026-04-12", value)


def read_instant(value: Json) -> datetime:
    """A date and time with an offset (RFC 3339), in the years 2000 to 2100."""
    try:
        moment = datetime.fromisoformat(value) if _INSTANT.fullmatch(read_text(value)) else None
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise NotValid("a time with its offset like 2026-04-12T06:30:00+07:00", value)
    check_instant(moment, "")
    return moment


def read_key(kind: type[Key], value: Json) -> Key:
    """A key of that kind, read under the domain that `load` was given."""
    domain: Domain = Context[Domain].get()
    uri = read_text(value)
    if uri.startswith("/t/"):
        uri = f"https://{domain.id_base}{uri}"
    elif uri.startswith("/"):
        uri = f"{CANONICAL_STEM}{uri}"
    return kind.parse(uri, domain)


def read_languages(value: Json) -> Texts:
    """Texts by language tag, each tidied, an empty one left out."""
    if not isinstance(value, dict) or len(value) > _MOST_LANGUAGES:
        raise NotValid(f"texts of at most {_MOST_LANGUAGES} languages by their tags", value)
    if any(isinstance(each, str) and len(each) > LONGEST for each in value.values()):
        raise NotValid(f"at most {LONGEST} characters in each language", value)
    tidied = {tag: read_tidy(each) for tag, each in value.items()}
    return Texts.of({tag: each for tag, each in tidied.items() if each})


def read_gtin(value: Json) -> Gtin:
    """A GTIN of 8, 12, 13 or 14 digits."""
    return Gtin.parse(read_text(value))


def read_gln(value: Json) -> Gln:
    """A GLN of 13 digits."""
    return Gln.parse(read_text(value))
