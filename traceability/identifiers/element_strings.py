"""GS1 element strings: read with brackets or with FNC1, and written with FNC1.

GS1 General Specifications on element strings. ``^`` stands for FNC1 here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from traceability.errors import NotValid
from traceability.identifiers.ai_table import ApplicationIdentifier, starting, table

FNC1 = "^"

_BRACKETED = re.compile(r"\((\d{2,4})\)((?:[^(\\^]|\\.)+)", re.DOTALL)
_UNKNOWN_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Element:
    """An application identifier's code and a value that is right for it."""

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader tolerates beyond the standard; nothing unless it is asked for.

    Attributes:
        zero_suppressed_gtin: AI 01 may have 8, 12 or 13 digits in a Digital Link (before 1.4).
        convenience_alphas: ``gtin``, ``lot``… stand for codes in a path (before 1.3).
        unknown_ais: Codes that the table does not know are read, their values unjudged.
        unknown_attributes: Unknown codes may stand in the query; asks for `unknown_ais` too.
    """

    zero_suppressed_gtin: bool = False
    convenience_alphas: bool = False
    unknown_ais: bool = False
    unknown_attributes: bool = False


STRICT = Options()


def element(code: str, value: str, options: Options = STRICT) -> Element:
    """Judge one value; raises NotValid for an unknown code or a value not right for it."""
    known = table().get(code)
    if known is not None:
        known.check(value)
    elif not (
        options.unknown_ais and starting(code) is None and 0 < len(value) <= _UNKNOWN_LONGEST
    ):
        raise NotValid("a known application identifier", code)
    return Element(code, value)


def parse_bracketed(text: str, options: Options = STRICT) -> tuple[Element, ...]:
    r"""Read ``(01)09520123456788(10)ABC``; ``\(`` is a bracket inside a value.

    Raises:
        NotValid: another shape, an unknown code, or a value that is not right for its code.
    """
    found: list[Element] = []
    position = 0
    for match in _BRACKETED.finditer(text):
        if match.start() != position:
            break
        position = match.end()
        found.append(element(match[1], match[2].replace("\\", ""), options))
    if not text or position != len(text):
        raise NotValid("an element string such as (01)09520123456788(10)ABC", text)
    return tuple(found)


def parse_with_fnc1(text: str) -> tuple[Element, ...]:
    """Read ``^010952012345678810ABC^2112345``, as a scanner gives it.

    Raises:
        NotValid: another shape, an unknown code, or a value that is not right for its code.
    """
    if not text.startswith(FNC1) or len(text) == 1:
        raise NotValid("an element string that begins with FNC1", text)
    found: list[Element] = []
    rest = text[1:]
    while rest:
        known = starting(rest)
        if known is None:
            raise NotValid("a known application identifier", rest)
        value, rest = _cut(known, rest[len(known.code) :])
        found.append(element(known.code, value))
    return tuple(found)


def _cut(known: ApplicationIdentifier, text: str) -> tuple[str, str]:
    """A fixed length is cut by counting, any other at the next FNC1."""
    length = sum(component.longest for component in known.components)
    if not known.fixed_length:
        value, _, rest = text.partition(FNC1)
        return value, rest
    return text[:length], text[length:].removeprefix(FNC1)


def write_with_fnc1(elements: Iterable[Element]) -> str:
    """Write elements in their order, FNC1 in front and wherever a length is not fixed."""
    written: list[str] = []
    separator = FNC1
    for one in elements:
        written += separator, one.code, one.value
        known = table().get(one.code)
        separator = "" if known and known.fixed_length else FNC1
    return "".join(written)
