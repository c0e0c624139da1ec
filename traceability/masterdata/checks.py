"""What a plain field of master data may hold: lines, choices, countries, digests, addresses."""

import re
import unicodedata
from typing import Final

from traceability.errors import NotValid
from traceability.identifiers.code_lists import codes

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_URL: Final = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][!-~]*)?")


def line(text: str, field: str, *, longest: int = 200, lines: bool = False) -> None:
    """Refuse a text that is blank, too long, not NFC, or holds control characters.

    Args:
        text: The text; it must have no blank at either end.
        field: The field named in the refusal.
        longest: The most characters it may have.
        lines: Whether it may have more than one line.
    """
    if not text or text != text.strip():
        raise NotValid("a text without blanks around it", text, field)
    if len(text) > longest:
        raise NotValid(f"at most {longest} characters", text, field)
    allowed = "\n" if lines else ""
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in allowed for char in text):
        raise NotValid("a text without control characters", text, field)
    if not unicodedata.is_normalized("NFC", text):
        raise NotValid("a text in Unicode's NFC form", text, field)


def optional_lines(value: object, *fields: str) -> None:
    """Check each named field of `value` as a `line`; an empty one is left alone."""
    for field in fields:
        if text := getattr(value, field):
            line(text, field)


def check_choice(word: str, choices: tuple[str, ...], field: str) -> None:
    """Refuse a word that is not one of these."""
    if word not in choices:
        raise NotValid("one of " + ", ".join(choices), word, field)


def check_distinct(values: tuple[object, ...], field: str) -> None:
    """Refuse a list that names something twice."""
    if len(set(values)) != len(values):
        raise NotValid("each only once", ", ".join(map(str, values)), field)


def check_country(code: str, field: str) -> None:
    """Refuse what is no ISO 3166-1 alpha-2 code."""
    if code not in codes("iso3166alpha2"):
        raise NotValid("an ISO 3166-1 country of two letters", code, field)


def check_sha256(digest: str, field: str) -> None:
    """Refuse what is no SHA-256 in small hex."""
    if not _SHA256.fullmatch(digest):
        raise NotValid("a SHA-256 in 64 small hexadecimal digits", digest, field)


def check_url(url: str, field: str) -> None:
    """Refuse what is no https address; an empty one is left alone."""
    longest = 2000
    if url and (len(url) > longest or not _URL.fullmatch(url)):
        raise NotValid("an https address", url, field)
