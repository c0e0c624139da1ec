"""The content checks that the GS1 dictionary names: what a component of an AI's value must be.

Rules: GS1 General Specifications, under each application identifier. Names are those of
the GS1 Barcode Syntax Dictionary. No register of company prefixes is kept: a prefix is only asked
to be four digits at least.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from traceability.identifiers import dates
from traceability.identifiers.check_digits import has_check_digit, has_check_pair, is_number
from traceability.identifiers.code_lists import codes
from traceability.identifiers.coupons import is_coupon, is_positive_offer

Accepts = Callable[[str], bool]

_HALF_TURN, _FULL_TURN = 180_0000000, 360_0000000
_IBAN_REMAINDER = 1


@dataclass(frozen=True, slots=True)
class Linter:
    """One named check: `accepts` judges a component, `expected` says in words what it asks."""

    name: str
    expected: str
    accepts: Accepts


def linter(name: str) -> Linter:
    """Give the linter of that name; raises KeyError when there is none."""
    return _linters()[name]


def names() -> frozenset[str]:
    """The names of all linters."""
    return frozenset(_linters())


def _full(pattern: str) -> Accepts:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _listed(name: str) -> Accepts:
    return lambda text: text in codes(name)


def _degrees(most: int) -> Accepts:
    return lambda text: len(text) == 10 and is_number(text) and int(text) <= most  # noqa: PLR2004


def _is_base64url(text: str) -> bool:
    """Base64url; with padding the whole length must divide by three, as GS1's rule has it."""
    return re.fullmatch(r"[A-Za-z0-9_-]*={0,2}", text) is not None and not (
        text.endswith("=") and len(text) % 3
    )


def _is_iban(text: str) -> bool:
    """ISO 13616: country, two check digits, account; the whole is 1 modulo 97."""
    if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{9,32}", text) is None or text[:2] not in codes(
        "iso3166alpha2"
    ):
        return False
    turned = text[4:] + text[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == _IBAN_REMAINDER


def _is_piece_of_total(text: str) -> bool:
    half, odd = divmod(len(text), 2)
    return not odd and is_number(text) and 0 < int(text[:half]) <= int(text[half:])


def _is_position_in_sequence(text: str) -> bool:
    match = re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", text, re.ASCII)
    return match is not None and int(match[1]) <= int(match[2])


def _is_country_or_999(text: str) -> bool:
    return text == "999" or text in codes("iso3166")


_CONTENT: tuple[tuple[str, str, Accepts], ...] = (
    ("csetnumeric", "digits", is_number),
    ("cset82", "characters of GS1 set 82", _full(r"""[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*""")),
    ("cset39", "characters of GS1 set 39", _full(r"[#\-/0-9A-Z]*")),
    ("cset64", "base64url characters", _is_base64url),
    ("csum", "a right check digit", has_check_digit),
    ("csumalpha", "a right check character pair", has_check_pair),
    ("gcppos1", "a company prefix in front", _full(r"\d{4}.*")),
    ("gcppos2", "a company prefix from the second digit", _full(r".\d{4}.*")),
    ("hasnondigit", "a character that is no digit", _full(r".*\D.*")),
    ("hyphen", "a hyphen", _full(r"-+")),
    ("zero", "zero", _full(r"0+")),
    ("nonzero", "a number other than zero", _full(r"\d*[1-9]\d*")),
    ("nozeroprefix", "a number without a leading zero", _full(r"(?:[1-9]\d*)?")),
    ("yesno", "0 or 1", _full(r"[01]")),
    ("winding", "0, 1 or 9", _full(r"[019]")),
    ("iso5218", "0, 1, 2 or 9", _full(r"[0129]")),
    ("mediatype", "a media type from 01 to 10 or 80 to 99", _full(r"0[1-9]|10|[89]\d")),
    ("importeridx", "an importer index", _full(r"[-0-9A-Z_a-z]")),
    ("pcenc", "right percent encoding", _full(r"(?:[^%]|%[0-9A-Fa-f]{2})*")),
    ("pieceoftotal", "a piece number no greater than its total", _is_piece_of_total),
    ("posinseqslash", "a position no greater than its end", _is_position_in_sequence),
    ("latitude", "a latitude from 0 to 1800000000", _degrees(_HALF_TURN)),
    ("longitude", "a longitude from 0 to 3600000000", _degrees(_FULL_TURN)),
)

_LISTS: tuple[tuple[str, str, Accepts], ...] = (
    ("iso3166", "a numeric country code", _listed("iso3166")),
    ("iso3166999", "a numeric country code or 999", _is_country_or_999),
    ("iso3166alpha2", "a two-letter country code", _listed("iso3166alpha2")),
    ("iso4217", "a numeric currency code", _listed("iso4217")),
    ("packagetype", "a package type code", _listed("packagetype")),
    ("iban", "an international bank account number", _is_iban),
    ("couponcode", "a North American coupon code", is_coupon),
    ("couponposoffer", "a North American positive offer file code", is_positive_offer),
)

_DATES: tuple[tuple[str, str, Accepts], ...] = (
    ("yymmdd", "a date YYMMDD", dates.is_yymmdd),
    ("yymmd0", "a date YYMMDD, DD may be 00", dates.is_yymmd0),
    ("yyyymmdd", "a date YYYYMMDD", dates.is_yyyymmdd),
    ("yyyymmd0", "a date YYYYMMDD, DD may be 00", dates.is_yyyymmd0),
    ("hhmi", "a time HHMI", _full(r"(?:[01]\d|2[0-3])[0-5]\d")),
    ("hh", "hours from 00 to 23", _full(r"[01]\d|2[0-3]")),
    ("mi", "minutes from 00 to 59", _full(r"[0-5]\d")),
    ("ss", "seconds from 00 to 59", _full(r"[0-5]\d")),
)


@cache
def _linters() -> dict[str, Linter]:
    return {row[0]: Linter(*row) for row in _CONTENT + _LISTS + _DATES}
