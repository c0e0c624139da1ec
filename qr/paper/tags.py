"""Blank tags: codes that were drawn beforehand, to be bound to a lot in the field by scanning them."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from qr.paper.letters import BOLD, PLAIN, cut, fitting
from qr.paper.sheets import INK, SOFT, Size, draw_code, grouped, sheets

TAG: Final[Size] = (60 * mm, 42 * mm)
ACROSS: Final = 3
DOWN: Final = 6
ON_A_SHEET: Final = ACROSS * DOWN
_CODE: Final = 30 * mm


@dataclass(frozen=True, slots=True)
class Tag:
    """A code and the address in its QR."""

    code: str
    link: str


@dataclass(frozen=True, slots=True)
class TagWords:
    """The sentences of a tag; `lines` name what is written by hand, each before a dotted line."""

    title: str
    cooperative: str
    lines: tuple[str, ...]


def tag_sheets(tags: Sequence[Tag], words: TagWords) -> bytes:
    """Eighteen tags on an A4 sheet, with lines to cut along."""
    out = BytesIO()
    with sheets(out, words.title) as canvas:
        for number, tag in enumerate(tags):
            place = number % ON_A_SHEET
            if number and not place:
                canvas.showPage()
            _tag(canvas, tag, words, _corner(place))
    return out.getvalue()


def _corner(place: int) -> Size:
    down, across = divmod(place, ACROSS)
    left = (A4[0] - ACROSS * TAG[0]) / 2 + across * TAG[0]
    return left, (A4[1] + DOWN * TAG[1]) / 2 - (down + 1) * TAG[1]


def _tag(canvas: Canvas, tag: Tag, words: TagWords, corner: Size) -> None:
    wide, high = TAG
    canvas.saveState()
    canvas.translate(*corner)
    canvas.setStrokeColor("#999999")
    canvas.setLineWidth(0.3)
    canvas.setDash(2, 2)
    canvas.rect(0, 0, wide, high)
    canvas.setDash()
    draw_code(canvas, tag.link, (0.5 * mm, high - _CODE - 0.5 * mm), _CODE)
    left, room = _CODE + 1.5 * mm, wide - _CODE - 3.5 * mm
    canvas.setFillColor(SOFT)
    canvas.setFont(PLAIN, 6.5)
    canvas.drawString(left, high - 5 * mm, cut(words.cooperative, PLAIN, 6.5, room))
    canvas.setFillColor(INK)
    for number, line in enumerate(words.lines):
        y = high - 11.5 * mm - number * 8.5 * mm
        canvas.setFont(PLAIN, 7)
        canvas.drawString(left, y, cut(line, PLAIN, 7, room))
        canvas.setDash(0.6, 1.6)
        canvas.line(left, y - 4.6 * mm, left + room, y - 4.6 * mm)
        canvas.setDash()
    code = grouped(tag.code)
    size = fitting(code, BOLD, wide - 6 * mm, (9, 16))
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(wide / 2, 4 * mm, code)
    canvas.restoreState()
