"""Draws a text as a QR code (ISO/IEC 18004): modules, SVG, PNG, or characters for a terminal."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from io import BytesIO
from typing import Any

from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import QRData

from qr.segments import shortest

QUIET = 4
"""Light modules that every drawing leaves around the code (ISO/IEC 18004, 6.3.8)."""

LONGEST = 2331
"""Bytes of any text that version 40 holds at level M (ISO/IEC 18004, table 7)."""

_RANGES = (9, 26, 40)
"""The last version of each range that has the same heads of segments (ISO/IEC 18004, table 3)."""

_HALF_BLOCKS = {"00": " ", "10": "▀", "01": "▄", "11": "█"}
_BLACK_ON_WHITE, _PLAIN = "\x1b[38;5;16;48;5;231m", "\x1b[0m"


class TooLong(ValueError):
    """A text that no QR code of level M holds."""

    def __init__(self, length: int) -> None:
        super().__init__(f"Expected at most {LONGEST} bytes in a QR code, got {length}.")


@lru_cache(maxsize=64)
def matrix(text: str) -> tuple[str, ...]:
    """Lay out the text at level M, in as few modules as it allows, without the quiet zone.

    Returns:
        n rows of n characters, "1" dark and "0" light, n = 17 + 4·version.

    Raises:
        TooLong: more than `LONGEST` bytes of UTF-8.
    """
    data = text.encode()
    if len(data) > LONGEST:
        raise TooLong(len(data))
    code = next(code for last, code in _codes(data) if code.version <= last)
    code.make()
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.modules)


def svg(text: str) -> bytes:
    """Draw the code as SVG: one path of dark runs on white, one unit a module, the text as title.

    Raises:
        TooLong: more than `LONGEST` bytes of UTF-8.
    """
    rows = matrix(text)
    side = len(rows) + 2 * QUIET
    path = "".join(
        f"M{run.start()} {y}h{len(run[0])}v1H{run.start()}z"
        for y, row in enumerate(rows)
        for run in re.finditer("1+", row)
    )
    title = escape("".join(sign if sign.isprintable() else " " for sign in text))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{QUIET} -{QUIET} {side} {side}"'
        f' role="img" shape-rendering="crispEdges"><title>{title}</title>'
        f'<rect x="-{QUIET}" y="-{QUIET}" width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{path}"/></svg>\n'
    ).encode()


def png(text: str, scale: int = 10) -> bytes:
    """Draw the code as a PNG of one bit a dot, `scale` dots a module.

    Raises:
        TooLong: more than `LONGEST` bytes of UTF-8.
    """
    rows = _with_quiet(matrix(text))
    side = len(rows)
    small = Image.new("1", (side, side))
    small.putdata([dot == "0" for row in rows for dot in row])
    file = BytesIO()
    small.resize((side * scale, side * scale)).save(file, "PNG")
    return file.getvalue()


def terminal(text: str) -> str:
    """Draw the code in half blocks, two modules a character, for one code on a screen.

    Black and white are asked for outright, so it reads on a dark and on a light background.

    Raises:
        TooLong: more than `LONGEST` bytes of UTF-8.
    """
    rows = _with_quiet(matrix(text))
    rows.append("0" * len(rows))
    lines = (
        "".join(_HALF_BLOCKS[upper + lower] for upper, lower in zip(above, below, strict=True))
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    )
    return "".join(f"{_BLACK_ON_WHITE}{line}{_PLAIN}\n" for line in lines)


def _codes(data: bytes) -> Iterator[tuple[int, QRCode[Any]]]:
    """The data split best for each range of versions, with the last version of that range."""
    for last in _RANGES:
        code: QRCode[Any] = QRCode(error_correction=ERROR_CORRECT_M)
        for mode, run in shortest(data, last):
            code.add_data(QRData(run, mode, check_data=False))
        yield last, code


def _with_quiet(rows: tuple[str, ...]) -> list[str]:
    side = "0" * QUIET
    light = ["0" * (len(rows) + 2 * QUIET)] * QUIET
    return [*light, *(side + row + side for row in rows), *light]
