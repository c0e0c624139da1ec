"""Reads a spreadsheet from a stranger: bounded before it is opened, its XML declaring nothing."""

import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from lzma import LZMAError
from typing import Any, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - it is an error, named in small letters

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from traceability.errors import NotValid

MOST_BYTES: Final = 5 * 1024 * 1024
"""Of the file as it comes."""
MOST_UNZIPPED: Final = 20 * 1024 * 1024
MOST_ELEMENTS: Final = 1_000_000
"""Of all its XML."""
MOST_PARTS: Final = 200
MOST_SHEETS: Final = 20
MOST_ROWS: Final = 5_000
"""Of one sheet, its heading left out."""
MOST_COLUMNS: Final = 40
LONGEST: Final = 500
"""Characters of one cell."""

_LAST_ROW: Final = 100_000
"""What stands further down, empty rows included, is not waited for."""

_EXPECTED: Final = "a spreadsheet (.xlsx)"
_XML_NAMES: Final = (".xml", ".rels", ".vml")
_XML_BEGINS: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
_A_TIME: Final = 64 * 1024


class Cell(NamedTuple):
    """What stands in a cell, as text, and its address: ``D5``."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its number as the program shows it, and its cells by their headings."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]

    def text(self, heading: str) -> str:
        """What stands under a heading; nothing where the sheet has no such column."""
        cell = self.cells.get(heading)
        return cell.text if cell else ""

    def address(self, heading: str) -> str:
        """Where that is."""
        cell = self.cells.get(heading)
        return cell.address if cell else str(self.number)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that was read: its name, its headings in their order, its rows that hold something."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheets(data: bytes) -> tuple[Page, ...]:
    """Every sheet of a workbook (ECMA-376), the first row of each as its headings.

    Of a formula the value counts that the program wrote beside it.

    Raises:
        NotValid: no workbook, or one that is too large in any way.
    """
    _bounded(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (*_BROKEN, InvalidFileException) as no:
        raise NotValid(_EXPECTED, "a file that cannot be read", "file") from no
    try:
        if len(book.worksheets) > MOST_SHEETS:
            raise NotValid(f"at most {MOST_SHEETS} sheets", len(book.worksheets), "file")
        return tuple(_page(sheet) for sheet in book.worksheets)
    except _BROKEN as no:
        raise NotValid(_EXPECTED, "a sheet that cannot be read", "file") from no
    finally:
        book.close()


_BROKEN: Final = (
    BadZipFile,
    DefusedXmlException,
    ParseError,
    ZlibError,
    LZMAError,
    OSError,
    EOFError,
    LookupError,
    ArithmeticError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
)
"""What openpyxl and its readers raise of a file that is not what it says it is."""


def _bounded(data: bytes) -> None:
    """Refuse a file that is too large, would become too large, or whose XML declares entities."""
    if len(data) > MOST_BYTES:
        raise NotValid(f"a file of at most {MOST_BYTES} bytes", len(data), "file")
    try:
        with ZipFile(io.BytesIO(data)) as zipped:
            parts = zipped.infolist()
            _ask_size(parts)
            counted = _Counted()
            for part in parts:
                _ask_plain(zipped, part, counted)
    except _BROKEN as no:
        if isinstance(no, NotValid):
            raise
        raise NotValid(_EXPECTED, "another kind of file", "file") from no


def _ask_size(parts: list[ZipInfo]) -> None:
    """What a part says of its size is what is ever read of it (`zipfile` stops there)."""
    if len(parts) > MOST_PARTS:
        raise NotValid(f"a file of at most {MOST_PARTS} parts", len(parts), "file")
    size = sum(part.file_size for part in parts)
    if size > MOST_UNZIPPED:
        raise NotValid(f"a file of at most {MOST_UNZIPPED} bytes unzipped", size, "file")
    if any(part.flag_bits & 1 for part in parts):
        raise NotValid("a file without a password", "one with it", "file")
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise NotValid("a file that is stored or deflated", "another compression", "file")


class _Counted:
    """What XML is read into: no tree, the elements counted."""

    def __init__(self) -> None:
        self.elements = 0

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        """Count an element.

        Raises:
            NotValid: there are too many.
        """
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise NotValid(f"a file of at most {MOST_ELEMENTS} elements", "more", "file")


def _ask_plain(zipped: ZipFile, part: ZipInfo, counted: _Counted) -> None:
    with zipped.open(part) as stream:
        data = stream.read(_A_TIME)
        is_xml = part.filename.lower().endswith(_XML_NAMES) or _begins_as_xml(data)
        if not is_xml:
            return
        parser = DefusedXMLParser(target=counted, forbid_dtd=True)
        parser.feed(data)
        for more in iter(partial(stream.read, _A_TIME), b""):
            parser.feed(more)
        parser.close()


def _begins_as_xml(data: bytes) -> bool:
    """Whatever it is called: a workbook names its parts as it likes."""
    return bool(data) and (data.lstrip() or b"<").startswith(_XML_BEGINS)


def _page(sheet: Any) -> Page:  # noqa: ANN401  # openpyxl's own
    name = tidy(str(sheet.title))
    sheet.reset_dimensions()  # what a file says of its size is not believed
    rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
    head = tuple(_text(value) for value in next(rows, ()))
    if any(head[MOST_COLUMNS:]):
        raise NotValid(f"at most {MOST_COLUMNS} columns", "more", name)
    return Page(name, tuple(filter(None, head)), tuple(_rows(name, head, rows)))


def _rows(name: str, head: tuple[str, ...], rows: Iterator[Any]) -> Iterator[Row]:
    for number, values in enumerate(rows, start=2):
        texts = [_text(value) for value in values] if any(values) else []
        if (any(texts) and number > MOST_ROWS + 1) or number > _LAST_ROW:
            raise NotValid(f"at most {MOST_ROWS} rows", "more", name)
        if not any(texts):
            continue
        yield Row(name, number, dict(_cells(name, number, head, texts)))


def _cells(
    name: str, number: int, head: tuple[str, ...], texts: list[str]
) -> Iterator[tuple[str, Cell]]:
    for place, (heading, text) in enumerate(zip(head, texts, strict=False), start=1):
        address = f"{get_column_letter(place)}{number}"
        if len(text) > LONGEST:
            got = f"{len(text)} characters"
            raise NotValid(f"a cell of at most {LONGEST} characters", got, f"{name}.{address}")
        if heading:
            yield heading, Cell(text, address)


def _text(value: object) -> str:
    """What a cell shows, as text: numbers without needless zeros, days as 2026-03-20."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float | int | Decimal):
        return _number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return tidy(str(value))


def _number(number: Decimal) -> str:
    if not number.is_finite():
        return str(number)
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def tidy(text: str) -> str:
    """A text in NFC, blanks around it gone, one blank where there were several, no control characters."""
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in normal)
    return " ".join(kept.split())
