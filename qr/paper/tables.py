"""Tables that run over pages: the heading of each section, header rows repeated, pages counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from qr.paper.letters import BOLD, PLAIN, cut, lines, tidy, width
from qr.paper.sheets import INK, SOFT, Size, draw_code, sheets

BOX: Final = "\N{BALLOT BOX}"
"""A cell that is a box to tick."""

Row = tuple[str, ...]
"""The cells of a line; `BOX` is drawn as a box."""

_MARGIN: Final = 12 * mm
_FOOT: Final = 9 * mm
_PAD: Final = 1.2 * mm
_CODE: Final = 27 * mm
_TALLEST: Final = 12
_BY_HAND: Final = 8 * mm
"""How tall a row is that waits for somebody to write."""
_TOTAL: Final = "total"


class Column(NamedTuple):
    """A column: its heading, its share of the width, and whether its cells stand at the right."""

    heading: str
    share: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part that begins on a page of its own, or, where `joined`, below the one before.

    `heading` goes first, `facts` below it, a QR of `link` beside; `empty` rows for entries by hand
    end the table; `closing` stands below it, `signers` sign there.
    """

    heading: str
    facts: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: Iterable[Row] = ()
    link: str = ""
    empty: int = 0
    closing: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """What is the same on every page: the title of the file, the line at the foot, how pages are counted."""

    title: str
    foot: str = ""
    page: str = "Trang {page}/"
    wide: bool = False
    letters: float = 8


def print_tables(out: BinaryIO, paper: Paper, sections: Iterable[Section]) -> int:
    """Write the sections into a PDF file, row by row as they come; returns how many pages it has."""
    size = landscape(A4) if paper.wide else A4
    with sheets(out, paper.title, size) as canvas:
        pen = _Pen(canvas, paper, size)
        for section in sections:
            pen.write(section)
        return pen.end()


class _Pen:
    """Where on the page the next thing is written."""

    def __init__(self, canvas: Canvas, paper: Paper, size: Size) -> None:
        self.canvas, self.paper, self.size = canvas, paper, size
        self.room = size[0] - 2 * _MARGIN
        self.line = paper.letters * 1.25
        self.pages, self.y = 0, 0.0

    def write(self, section: Section) -> None:
        """A whole section."""
        if self.pages == 0 or not section.joined:
            self._turn()
        self._head(section)
        widths = self._widths(section)
        if widths:
            self._rule(section, widths)
            empty = (("",) * len(widths) for _ in range(section.empty))
            for number, row in enumerate(chain(section.rows, empty)):
                self._row(section, widths, row, shaded=number % 2 == 1)
        self._close(section)

    def end(self) -> int:
        """Close the last page and say everywhere how many there are."""
        if self.pages == 0:
            self._turn()
        self._foot()
        self.canvas.showPage()
        self.canvas.beginForm(_TOTAL, 0, 0, 10 * mm, 5 * mm)
        self.canvas.setFont(PLAIN, 7)
        self.canvas.setFillColor(SOFT)
        self.canvas.drawString(0, 0, str(self.pages))
        self.canvas.endForm()
        return self.pages

    def _turn(self) -> None:
        """Begin a page."""
        if self.pages:
            self._foot()
            self.canvas.showPage()
        self.pages += 1
        self.y = self.size[1] - _MARGIN

    def _foot(self) -> None:
        self.canvas.setFont(PLAIN, 7)
        self.canvas.setFillColor(SOFT)
        low = _FOOT - 2 * mm
        foot = cut(self.paper.foot, PLAIN, 7, self.room - 30 * mm)
        self.canvas.drawString(_MARGIN, low, foot)
        page = self.paper.page.format(page=self.pages)
        right = self.size[0] - _MARGIN - 6 * mm
        self.canvas.drawRightString(right, low, page)
        self.canvas.saveState()
        self.canvas.translate(right, low)
        self.canvas.doForm(_TOTAL)
        self.canvas.restoreState()

    def _need(self, high: float) -> bool:
        """Turn the page where so much does not fit on it; whether it was turned."""
        if self.y - high >= _FOOT + 3 * mm:
            return False
        self._turn()
        return True

    def _head(self, section: Section) -> None:
        size = 13.0
        room = self.room - (_CODE + 4 * mm if section.link else 0)
        titles = list(lines(section.heading, BOLD, size, room))
        facts = [line for fact in section.facts for line in lines(fact, PLAIN, 9, room)]
        high = len(titles) * 6 * mm + len(facts) * 4.4 * mm
        self._need(max(high, _CODE if section.link else 0) + 18 * mm)
        top = self.y
        if section.link:
            corner = (self.size[0] - _MARGIN - _CODE, top - _CODE)
            draw_code(self.canvas, section.link, corner, _CODE)
        self.canvas.setFillColor(INK)
        for title in titles:
            self.y -= 5 * mm
            self._text(title, BOLD, size)
            self.y -= 1 * mm
        for fact in facts:
            self.y -= 4.4 * mm
            self._text(fact, PLAIN, 9)
        self.y -= 3 * mm
        if section.link:
            self.y = min(self.y, top - _CODE - 1 * mm)

    def _text(self, text: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(_MARGIN, self.y, text)

    def _widths(self, section: Section) -> list[float]:
        whole = sum(column.share for column in section.columns)
        return [self.room * column.share / whole for column in section.columns]

    def _rule(self, section: Section, widths: Sequence[float]) -> None:
        """The row of headings."""
        cells = [
            list(lines(column.heading, BOLD, self.paper.letters, wide - 2 * _PAD))
            for column, wide in zip(section.columns, widths, strict=True)
        ]
        high = self._high(cells)
        self._need(high + 2 * self.line)
        self.canvas.setFillColor("#e3edd6")
        self.canvas.rect(_MARGIN, self.y - high, self.room, high, stroke=0, fill=1)
        self._cells(section, widths, cells, BOLD)

    def _row(
        self, section: Section, widths: Sequence[float], row: Row, *, shaded: bool = False
    ) -> None:
        cells = [
            self._short(list(lines(text, PLAIN, self.paper.letters, wide - 2 * _PAD)), wide)
            for text, wide in zip(row, widths, strict=True)
        ]
        high = self._high(cells)
        if self._need(high):
            self._rule(section, widths)
        if shaded:
            self.canvas.setFillColor("#f7f7f2")
            self.canvas.rect(_MARGIN, self.y - high, self.room, high, stroke=0, fill=1)
        self._cells(section, widths, cells, PLAIN)

    def _short(self, cell: list[str], wide: float) -> list[str]:
        """No cell is taller than `_TALLEST` lines; what is longer is cut, and says so."""
        if len(cell) <= _TALLEST:
            return cell
        last = cut(cell[_TALLEST - 1] + " …", PLAIN, self.paper.letters, wide - 2 * _PAD)
        return [*cell[: _TALLEST - 1], last if last.endswith("…") else f"{last}…"]

    def _high(self, cells: Sequence[Sequence[str]]) -> float:
        tallest = max(len(cell) for cell in cells)
        return tallest * self.line + 2 * _PAD if tallest else _BY_HAND

    def _cells(
        self,
        section: Section,
        widths: Sequence[float],
        cells: Sequence[Sequence[str]],
        font: str,
    ) -> None:
        """One row of cells that fits on the page, with lines around."""
        high, left = self._high(cells), _MARGIN
        self.canvas.setLineWidth(0.3)
        self.canvas.setStrokeColor("#999999")
        for column, wide, cell in zip(section.columns, widths, cells, strict=True):
            self.canvas.rect(left, self.y - high, wide, high)
            self._cell(cell, (left, wide), font, right=column.right)
            left += wide
        self.y -= high

    def _cell(self, cell: Sequence[str], where: Size, font: str, *, right: bool) -> None:
        left, wide = where
        self.canvas.setFont(font, self.paper.letters)
        self.canvas.setFillColor(INK)
        y = self.y - _PAD - self.paper.letters * 0.95
        for line in cell:
            if line == BOX:
                side = self.paper.letters * 1.1
                self.canvas.rect(left + (wide - side) / 2, y - side * 0.15, side, side)
            elif right:
                self.canvas.drawRightString(left + wide - _PAD, y, line)
            else:
                self.canvas.drawString(left + _PAD, y, line)
            y -= self.line

    def _close(self, section: Section) -> None:
        self.y -= 2 * mm
        for text in section.closing:
            for line in lines(text, PLAIN, 9, self.room):
                self._need(4.4 * mm)
                self.y -= 4.4 * mm
                self.canvas.setFillColor(INK)
                self._text(line, PLAIN, 9)
        if section.signers:
            self._sign(section.signers)
        self.y -= 5 * mm

    def _sign(self, signers: Sequence[str]) -> None:
        """Who signs, side by side, with room above a dotted line."""
        self._need(24 * mm)
        wide = self.room / len(signers)
        self.canvas.setFillColor(INK)
        self.canvas.setFont(PLAIN, 9)
        self.canvas.setStrokeColor(INK)
        for number, signer in enumerate(signers):
            middle = _MARGIN + wide * (number + 0.5)
            text = tidy(signer)
            half = max(width(text, PLAIN, 9) / 2, 22 * mm)
            self.canvas.drawCentredString(middle, self.y - 6 * mm, text)
            self.canvas.setDash(0.6, 2)
            self.canvas.line(middle - half, self.y - 22 * mm, middle + half, self.y - 22 * mm)
            self.canvas.setDash()
        self.y -= 22 * mm
