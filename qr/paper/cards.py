"""Household cards of the size of a bank card: the code to sign in with, a picture, and who it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from qr.paper.letters import BOLD, PLAIN, cut, fitting, lines, tidy
from qr.paper.pictures import Picture, draw
from qr.paper.sheets import INK, SOFT, Size, draw_code, grouped, sheets

CARD: Final[Size] = (85.6 * mm, 53.98 * mm)
"""ISO/IEC 7810 ID-1."""

ACROSS: Final = 2
DOWN: Final = 4
ON_A_SHEET: Final = ACROSS * DOWN
_GAP: Final = 3 * mm
_EDGE: Final = 3.2 * mm
_CODE: Final = 33 * mm
_MARK: Final = (0.4 * mm, 1.2 * mm)
"""From where to where a mark runs, outside a corner."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card; no telephone number, and `name` only where it may be shown.

    `link` is the address in the QR, `code` the same as it is typed, `picture` what is found by eye.
    """

    label: str
    cooperative: str
    picture: Picture
    link: str
    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CardWords:
    """The sentences of a card in its reader's language; `until` has the day in it."""

    title: str
    secret: str
    typed: str
    until: str


def card_sheets(cards: Sequence[tuple[Card, CardWords]]) -> bytes:
    """Eight cards on an A4 sheet with marks to cut along."""
    out = BytesIO()
    with sheets(out, cards[0][1].title if cards else "") as canvas:
        for number, (card, words) in enumerate(cards):
            place = number % ON_A_SHEET
            if number and not place:
                canvas.showPage()
            _card(canvas, card, words, _corner(place))
            _cut_marks(canvas, _corner(place))
    return out.getvalue()


def card_alone(card: Card, words: CardWords) -> bytes:
    """One card on a page of its own size, for a card printer or a telephone."""
    out = BytesIO()
    with sheets(out, words.title, CARD) as canvas:
        _card(canvas, card, words, (0, 0))
    return out.getvalue()


def _corner(place: int) -> Size:
    down, across = divmod(place, ACROSS)
    wide, high = CARD
    left = (A4[0] - ACROSS * wide - (ACROSS - 1) * _GAP) / 2 + across * (wide + _GAP)
    top = (A4[1] + DOWN * high + (DOWN - 1) * _GAP) / 2 - down * (high + _GAP)
    return left, top - high


def _card(canvas: Canvas, card: Card, words: CardWords, corner: Size) -> None:
    wide, high = CARD
    canvas.saveState()
    canvas.translate(*corner)
    canvas.setStrokeColor("#bbbbbb")
    canvas.setLineWidth(0.3)
    canvas.roundRect(0, 0, wide, high, 3 * mm)
    right = wide - _EDGE - _CODE + 2 * mm
    draw_code(canvas, card.link, (right, high - _CODE - 1 * mm), _CODE)
    _who(canvas, card, right - 1 * mm - _EDGE)
    _below(canvas, card, words)
    canvas.restoreState()


def _who(canvas: Canvas, card: Card, room: float) -> None:
    """The label, the cooperative and the picture, in the left half."""
    high = CARD[1]
    canvas.setFillColor(INK)
    size = fitting(card.label, BOLD, room, (12, 25))
    canvas.setFont(BOLD, size)
    canvas.drawString(_EDGE, high - 9.8 * mm, cut(card.label, BOLD, size, room))
    canvas.setFont(PLAIN, 7.5)
    y = high - 15.2 * mm
    for line in list(lines(card.name, BOLD, 7.5, room))[:1] if card.name else ():
        canvas.setFont(BOLD, 7.5)
        canvas.drawString(_EDGE, y, line)
        y -= 3.1 * mm
    canvas.setFont(PLAIN, 7.5)
    canvas.setFillColor(SOFT)
    whole = list(lines(card.cooperative, PLAIN, 7.5, room))
    most = 1 if card.name else 2
    shown = [*whole[: most - 1], " ".join(whole[most - 1 :])]
    for line in shown:
        canvas.drawString(_EDGE, y, cut(line, PLAIN, 7.5, room))
        y -= 3.1 * mm
    draw(canvas, card.picture, (_EDGE + 4 * mm, high - 40 * mm), 20.5 * mm)


def _below(canvas: Canvas, card: Card, words: CardWords) -> None:
    """What is typed where nothing scans, until when, and that it is a key."""
    room = CARD[0] - 2 * _EDGE
    canvas.setFillColor(SOFT)
    canvas.setFont(PLAIN, 6)
    canvas.drawString(_EDGE, 11.6 * mm, cut(words.typed, PLAIN, 6, room))
    canvas.setFillColor(INK)
    code = grouped(card.code)
    size = fitting(code, BOLD, room, (6, 9.5))
    canvas.setFont(BOLD, size)
    canvas.drawString(_EDGE, 7.8 * mm, code)
    canvas.setFont(BOLD, 7.5)
    canvas.drawString(_EDGE, 3.2 * mm, tidy(words.secret))
    canvas.setFont(PLAIN, 7.5)
    canvas.drawRightString(CARD[0] - _EDGE, 3.2 * mm, tidy(words.until))


def _cut_marks(canvas: Canvas, corner: Size) -> None:
    """Short lines outside the four corners of a card."""
    left, low = corner
    right, high = left + CARD[0], low + CARD[1]
    canvas.setStrokeColor("#000000")
    canvas.setLineWidth(0.25)
    begin, end = _MARK
    for x in (left, right):
        for y, way in ((low, -1), (high, 1)):
            canvas.line(x, y + way * begin, x, y + way * end)
    for y in (low, high):
        for x, way in ((left, -1), (right, 1)):
            canvas.line(x + way * begin, y, x + way * end, y)
