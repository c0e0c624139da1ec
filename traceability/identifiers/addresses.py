"""What follows a code: a pack's serial, or a plant's row and position, told apart by shape."""

import re

from traceability.errors import NotValid
from traceability.identifiers.element_strings import Element
from traceability.identifiers.own_codes import Serial
from traceability.identifiers.percent import escape

_ADDRESS = re.compile(r"(?:(?P<plot>.*)\.)?[1-9][0-9]{0,4}-[1-9][0-9]{0,4}")


def is_own_address(text: str) -> bool:
    """Say whether `text` is ``{row}-{position}``, so that what it follows is a plot's code."""
    match = _ADDRESS.fullmatch(text)
    return match is not None and match["plot"] is None


def is_plant_extension(last: Element) -> bool:
    """Say whether a GLN extension ends in a plant's address: ``{extension}.{row}-{position}``."""
    match = _ADDRESS.fullmatch(last.value) if last.code == "254" else None
    return match is not None and match["plot"] is not None


def serial_tail(text: str) -> str:
    """Write the serial of an own pack as a segment; raises NotValid for a plant's address."""
    if is_own_address(text):
        raise NotValid("a serial that is no plant's address", text)
    return escape(Serial.parse(text).value)


def address_tail(text: str) -> str:
    """Give a plant's address as a segment; raises NotValid for another shape."""
    if not is_own_address(text):
        raise NotValid("a row and a position such as 3-17", text)
    return text
