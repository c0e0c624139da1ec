"""Writes a spreadsheet row by row: every cell is text, so that nothing in it can ever run."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

LONGEST: Final = 32_767
"""Characters that a cell holds (ECMA-376, and Excel's own limit)."""

_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text begins that a program might take for a formula."""

_HEAD: Final = Font(bold=True)
_GREEN: Final = PatternFill("solid", fgColor="E3EDD6")
_WRAP: Final = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the headings with the widths of their columns in characters, and its rows."""

    name: str
    headings: tuple[tuple[str, int], ...]
    rows: Iterable[Sequence[str]] = ()


def write_sheets(out: BinaryIO, sheets: Iterable[Sheet]) -> None:
    """Write a workbook (ECMA-376); rows are read as they are written, none is kept."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page: Any = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        for number, (_, wide) in enumerate(sheet.headings, start=1):
            page.column_dimensions[get_column_letter(number)].width = wide
        page.append([text_cell(page, text, head=True) for text, _ in sheet.headings])
        for row in sheet.rows:
            page.append([text_cell(page, text) for text in row])
    book.save(out)


def text_cell(page: Any, text: str, *, head: bool = False) -> Any:  # noqa: ANN401  # openpyxl's own
    """A cell of text, whatever it begins with; what looks like a formula is marked as text as well."""
    clean = tidy(text)
    cell = WriteOnlyCell(page, value=clean)
    cell.data_type = "s"
    cell.alignment = _WRAP
    cell.quotePrefix = clean.startswith(_RISKY)
    if head:
        cell.font, cell.fill = _HEAD, _GREEN
    return cell


def tidy(text: str) -> str:
    """A text in Unicode's NFC form without control characters, cut at what a cell holds."""
    normal = unicodedata.normalize("NFC", text)[:LONGEST]
    kept = ("\t", "\n")
    return "".join(
        sign for sign in normal if sign in kept or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
