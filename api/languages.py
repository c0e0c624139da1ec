"""The reader's language: which one it is, and every sentence, date and number written in it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from babel.units import format_unit
from flask import request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from traceability.batches.batch import VIETNAM
from traceability.events.amount import Amount
from traceability.vocabulary import PIECE

COOKIE: Final = "lang"
FOLDER: Final = Path(__file__).parent / "translations"

_UNITS: Final = {
    "KGM": "mass-kilogram",
    "GRM": "mass-gram",
    "MGM": "mass-milligram",
    "TNE": "mass-tonne",
    "LTR": "volume-liter",
    "MLT": "volume-milliliter",
    "MTK": "area-square-meter",
    "HAR": "area-hectare",
}
"""CLDR's names of UN/ECE Rec 20 units; a count and the quintal are named in the catalogue."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language (BCP 47) and its catalogue, key to sentence with ``{placeholders}``."""

    code: str
    sentences: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The sentence of a key, its placeholders filled with text as it is: escape it on a page."""
        return self.sentences[key].format_map(values)

    def knows(self, key: str) -> bool:
        """Whether the catalogue has that key."""
        return key in self.sentences

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, as HTML's `dir` has it."""
        return Locale.parse(self.code).text_direction

    def date(self, day: date) -> str:
        """A day; an instant as the day it is in Vietnam."""
        if isinstance(day, datetime):
            day = day.astimezone(VIETNAM).date()
        return format_date(day, self.say("form.date"), locale=self.code)

    def time(self, instant: datetime) -> str:
        """The hour and minute of an instant in Vietnam."""
        there = instant.astimezone(VIETNAM)
        return format_time(there, self.say("form.time"), locale=self.code, tzinfo=VIETNAM)

    def number(self, number: Decimal | int) -> str:
        """A number with this language's comma or point."""
        return format_decimal(number, locale=self.code)

    def amount(self, amount: Amount) -> str:
        """An amount with its unit; a count in pieces."""
        unit = _UNITS.get(amount.unit)
        if unit:
            return format_unit(amount.value, unit, length="short", locale=self.code)
        key = "unit.pieces" if amount.unit == PIECE else "unit.quintals"
        return self.say(key, number=self.number(amount.value))


@cache
def speak(code: str) -> Language:
    """The language of that code; its catalogue is read once."""
    text = (FOLDER / f"{code}.toml").read_text("utf-8")
    return Language(code, dict(_flat(tomllib.loads(text))))


@cache
def speak_in(room: str, code: str) -> Language:
    """The same with the sentences of a room beside, from the catalogue in its folder."""
    text = (FOLDER / room / f"{code}.toml").read_text("utf-8")
    return Language(code, {**speak(code).sentences, **dict(_flat(tomllib.loads(text)))})


@lru_cache(maxsize=512)
def choose(asked: str, cookie: str, accepted: str, offered: tuple[str, ...]) -> str:
    """Of the languages on offer: the one asked for, else the cookie's, else the browser's, else the first.

    Args:
        asked: ``?lang=``.
        cookie: The cookie `lang`.
        accepted: The header Accept-Language (RFC 9110 §12.5.4).
        offered: Language codes, the default first.
    """
    for wish in (asked, cookie):
        if wish in offered:
            return wish
    accept = parse_accept_header(accepted, LanguageAccept)
    return accept.best_match(offered, offered[0])


def code_of_reader(offered: tuple[str, ...]) -> str:
    """The code of the language to answer the running request in."""
    asked = request.args.get(COOKIE, "") if request.query_string else ""
    cookie = request.cookies.get(COOKIE, "") if "HTTP_COOKIE" in request.environ else ""
    return choose(asked, cookie, request.environ.get("HTTP_ACCEPT_LANGUAGE", ""), offered)


def _flat(table: Mapping[str, Any], head: str = "") -> Iterator[tuple[str, str]]:
    for name, held in table.items():
        if isinstance(held, Mapping):
            yield from _flat(held, f"{head}{name}.")
        else:
            yield f"{head}{name}", held
