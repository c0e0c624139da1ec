"""Weighing slips, four on a sheet: how much, of what, whose, when, and the code of the lot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from qr.paper.letters import BOLD, PLAIN, cut, fitting, lines
from qr.paper.pictures import Picture, draw
from qr.paper.sheets import INK, SOFT, Size, draw_code, sheets

ON_A_SHEET: Final = 4
_SLIP: Final[Size] = (A4[0] / 2, A4[1] / 2)
_EDGE: Final = 8 * mm
_CODE: Final = 32 * mm


@dataclass(frozen=True, slots=True)
class Slip:
    """One weighing, in words: `facts` go below the weight, each a line.

    `code` is the lot's, as people read it; `link` its page.
    """

    whose: str
    picture: Picture
    weight: str
    facts: tuple[str, ...]
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class SlipWords:
    """What is the same on every slip: its title, whose scales, who signs; `nothing` where there is none."""

    title: str
    scales: str
    signers: tuple[str, str]
    nothing: str


def slip_sheets(out: BinaryIO, slips: Sequence[Slip], words: SlipWords) -> None:
    """Write the slips, four on an A4 sheet with dashed lines to cut along."""
    with sheets(out, words.title) as canvas:
        if not slips:
            canvas.setFont(PLAIN, 11)
            canvas.drawString(
                2 * _EDGE, A4[1] - 3 * _EDGE, cut(words.nothing, PLAIN, 11, A4[0] - 4 * _EDGE)
            )
        for number, slip in enumerate(slips):
            place = number % ON_A_SHEET
            if number and not place:
                canvas.showPage()
            down, across = divmod(place, 2)
            canvas.saveState()
            canvas.translate(across * _SLIP[0], (1 - down) * _SLIP[1])
            _slip(canvas, slip, words)
            canvas.restoreState()


def _slip(canvas: Canvas, slip: Slip, words: SlipWords) -> None:
    wide, high = _SLIP
    room = wide - 2 * _EDGE
    canvas.setStrokeColor("#999999")
    canvas.setLineWidth(0.3)
    canvas.setDash(2, 2)
    canvas.rect(0, 0, wide, high)
    canvas.setDash()
    _head(canvas, slip, words, room)
    y = high - 40 * mm
    canvas.setFillColor(INK)
    size = fitting(slip.weight, BOLD, room, (14, 34))
    canvas.setFont(BOLD, size)
    canvas.drawString(_EDGE, y - 8 * mm, slip.weight)
    y -= 16 * mm
    canvas.setFont(PLAIN, 9.5)
    for fact in slip.facts:
        for line in list(lines(fact, PLAIN, 9.5, room))[:2]:
            canvas.drawString(_EDGE, y, line)
            y -= 5 * mm
    _foot(canvas, slip, words, room)


def _head(canvas: Canvas, slip: Slip, words: SlipWords, room: float) -> None:
    high = _SLIP[1]
    canvas.setFillColor(SOFT)
    canvas.setFont(PLAIN, 9)
    canvas.drawString(_EDGE, high - 10 * mm, cut(words.scales, PLAIN, 9, room))
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 13)
    canvas.drawString(_EDGE, high - 16.5 * mm, cut(words.title, BOLD, 13, room))
    draw(canvas, slip.picture, (_EDGE, high - 34 * mm), 14 * mm)
    left = _EDGE + 18 * mm
    size = fitting(slip.whose, BOLD, room - 18 * mm, (10, 20))
    canvas.setFont(BOLD, size)
    canvas.drawString(left, high - 29 * mm, cut(slip.whose, BOLD, size, room - 18 * mm))


def _foot(canvas: Canvas, slip: Slip, words: SlipWords, room: float) -> None:
    low = 30 * mm
    draw_code(canvas, slip.link, (_EDGE - 3 * mm, low), _CODE)
    canvas.setFillColor(INK)
    size = fitting(slip.code, BOLD, room - _CODE, (7, 11))
    canvas.setFont(BOLD, size)
    canvas.drawString(_EDGE + _CODE, low + _CODE / 2, cut(slip.code, BOLD, size, room - _CODE))
    canvas.setFont(PLAIN, 8.5)
    canvas.setStrokeColor(INK)
    for number, signer in enumerate(words.signers):
        left = _EDGE + number * room / 2
        canvas.drawString(left, 24 * mm, cut(signer, PLAIN, 8.5, room / 2 - 2 * mm))
        canvas.setDash(0.6, 2)
        canvas.line(left, 10 * mm, left + room / 2 - 6 * mm, 10 * mm)
        canvas.setDash()
