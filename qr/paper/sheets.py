"""A PDF file of pages: begun, written on, and ended; A4, and the code drawn as sharp squares."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from qr.codes import QUIET, matrix
from qr.paper.letters import letters, tidy

Size = tuple[float, float]
"""Width and height in points."""

INK: Final = "#111111"
SOFT: Final = "#555555"
LEAST_CODE: Final = 25 * mm
"""No code is printed smaller, its quiet zone included: cheap cameras must read it."""


@contextmanager
def sheets(out: BinaryIO, title: str, size: Size = A4) -> Iterator[Canvas]:
    """A canvas whose pages are written into `out` when the context ends."""
    letters()
    canvas = Canvas(out, pagesize=size, pageCompression=1, invariant=1, lang="vi")
    canvas.setTitle(tidy(title))
    yield canvas
    canvas.save()


def draw_code(canvas: Canvas, text: str, corner: Size, side: float) -> None:
    """Draw the QR code of a text (level M) into a square, quiet zone included.

    Raises:
        ValueError: the square is smaller than `LEAST_CODE`.
        TooLong: the text is too long for a code.
    """
    if side < LEAST_CODE:
        raise ValueError(f"Expected a code of at least {LEAST_CODE:.0f} pt, got {side:.0f}.")
    rows = matrix(text)
    dots = len(rows) + 2 * QUIET
    module = side / dots
    left, low = corner
    canvas.saveState()
    canvas.setFillColor("#ffffff")
    canvas.rect(left, low, side, side, stroke=0, fill=1)
    canvas.setFillColor("#000000")
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        y = low + (dots - QUIET - number - 1) * module
        for run in re.finditer("1+", row):
            x = left + (QUIET + run.start()) * module
            path.rect(x, y, len(run[0]) * module, module)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def grouped(code: str, by: int = 4) -> str:
    """A code in groups, as people read it aloud.

    >>> grouped("7K3M9QX2")
    '7K3M 9QX2'
    """
    return " ".join(code[at : at + by] for at in range(0, len(code), by))
