"""The list of crop-protection products as a table: its columns, and how their cells are read."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from schemas.fields_read import read_number, read_tidy
from schemas.problem import BadShape
from schemas.sheets.reading import read_sheets
from traceability.errors import NotValid
from traceability.masterdata.inputs import MOST_ROWS, DoseRange, Ingredient, InputRow

MOST_BYTES: Final = 2_000_000
"""Bytes of a table as it comes."""
MOST_WRONG: Final = 200
"""Wrong cells that are told at once."""

COLUMNS: Final = {
    "row": "Mã dòng",
    "name": "Tên thuốc",
    "maker": "Nhà sản xuất",
    "active_ingredients": "Hoạt chất: hàm lượng",
    "registration": "Số đăng ký",
    "crops": "Cây trồng",
    "pests": "Đối tượng phòng trừ",
    "dose_least": "Liều thấp nhất",
    "dose_most": "Liều cao nhất",
    "dose_unit": "Đơn vị liều",
    "dose_per": "Tính trên",
    "interval_days": "Thời gian cách ly (ngày)",
    "valid_from": "Từ ngày",
    "valid_until": "Đến ngày",
    "source": "Nguồn",
}
"""Columns and their headings in Vietnamese; a heading may be either, in any order."""

_NEEDED: Final = "row name maker active_ingredients registration crops valid_from source".split()
_UNITS: Final = {"l": "LTR", "lít": "LTR", "ml": "MLT", "kg": "KGM", "g": "GRM", "gam": "GRM"}
_PER: Final = {"ha": "HAR", "l": "LTR", "lít": "LTR", "lít nước": "LTR", "l nước": "LTR"}
_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y")
_DELIMITERS: Final = ";,\t"

Cells = Mapping[str, str]
"""One row: what stands under each column, by its name in `COLUMNS`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table with its number as a spreadsheet shows it."""

    number: int
    cells: Cells


def read_list(lines: Iterable[Line]) -> tuple[InputRow, ...]:
    """The rows of a table, or every wrong cell by ``{number}.{column}``.

    Raises:
        BadShape: a cell is wrong, a row is named twice, or there are too many.
    """
    wrong: list[tuple[str, str]] = []
    found: dict[str, tuple[int, InputRow]] = {}
    for line in lines:
        try:
            row = _row(line.cells)
        except BadShape as no:
            wrong += [
                (f"{line.number}.{at}", text) for at, said in no.errors.items() for text in said
            ]
        else:
            first, _ = found.setdefault(row.row, (line.number, row))
            if first != line.number:
                sentence = f"Expected a name of its own, got that of row {first}."
                wrong.append((f"{line.number}.row", sentence))
        if len(wrong) >= MOST_WRONG or len(found) > MOST_ROWS:
            break
    if len(found) > MOST_ROWS:
        raise BadShape([("file", f"Expected at most {MOST_ROWS} rows, got more.")])
    if wrong:
        raise BadShape(wrong)
    return tuple(row for _, row in found.values())


def read_csv(data: bytes) -> Iterator[Line]:
    """The rows of a CSV file in UTF-8, its cells apart by semicolon, comma or tab.

    Raises:
        BadShape: it is too long, no UTF-8 or no CSV, or a heading is none of `COLUMNS`.
    """
    if len(data) > MOST_BYTES:
        raise BadShape([("file", f"Expected at most {MOST_BYTES} bytes, got {len(data)}.")])
    try:
        text = data.decode("utf-8-sig")
        first, _, _ = text.partition("\n")
        delimiter = max(_DELIMITERS, key=first.count)
        table = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error) as no:
        raise BadShape([("file", "Expected a table in UTF-8, got another file.")]) from no
    return read_table(table)


def read_xlsx(data: bytes) -> Iterator[Line]:
    """The rows of the first sheet of a workbook.

    Raises:
        NotValid: it is no workbook, or one that is too large in any way.
        BadShape: a heading is none of `COLUMNS`.
    """
    sheet = next(iter(read_sheets(data)), None)
    if sheet is None:
        raise BadShape([("file", "Expected a workbook with a sheet, got none.")])
    names = dict(zip(sheet.headings, _headings(list(sheet.headings)), strict=True))
    for row in sheet.rows:
        cells = {name: row.text(heading) for heading, name in names.items() if name}
        if any(cells.values()):
            yield Line(row.number, cells)


def read_table(table: Iterable[Iterable[str]]) -> Iterator[Line]:
    """The rows under a row of headings; empty ones are passed over.

    Raises:
        BadShape: a heading is none of `COLUMNS`, stands twice, or one is missing.
    """
    rows = iter(table)
    names = _headings([read_tidy(cell) for cell in next(rows, ())])
    return _lines(names, rows)


def _headings(said: list[str]) -> list[str]:
    known = {name: name for name in COLUMNS} | {it.casefold(): name for name, it in COLUMNS.items()}
    names = [known.get(heading.casefold(), "") for heading in said]
    strange = [heading for heading, name in zip(said, names, strict=True) if heading and not name]
    if strange:
        known_ones = ", ".join(COLUMNS)
        raise BadShape([("1", f"Expected one of {known_ones}, got {strange[0][:80]!r}.")])
    named = [name for name in names if name]
    twice = [name for name in named if named.count(name) > 1]
    missing = [name for name in _NEEDED if name not in named]
    if twice or missing:
        expected = f"{twice[0]} once" if twice else f"a column {missing[0]}"
        raise BadShape([("1", f"Expected {expected}, got {'it twice' if twice else 'none'}.")])
    return names


def _lines(names: list[str], rows: Iterator[Iterable[str]]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=2):
        cells = [read_tidy(cell) for cell in row]
        if any(cells):
            pairs = zip(names, cells, strict=False)
            yield Line(number, {name: cell for name, cell in pairs if name})


def _row(cells: Cells) -> InputRow:
    """The value of a row; BadShape names every column that is wrong."""
    wrong = [(name, "Expected a value, got nothing.") for name in _NEEDED if not cells.get(name)]
    said: dict[str, Any] = {}
    for column, read in _READ.items():
        cell = cells.get(column, "")
        try:
            said[column] = read(cell) if cell else None
        except NotValid as no:
            wrong.append((column, str(no)))
    if wrong:
        raise BadShape(wrong)
    try:
        return InputRow(**_fields(said))
    except NotValid as no:
        raise BadShape([(no.field or "row", str(no))]) from no


def _fields(said: dict[str, Any]) -> dict[str, Any]:
    doses = {name: said.pop(f"dose_{name}") for name in ("least", "most", "unit", "per")}
    least, most = doses["least"], doses["most"]
    if any(it is not None for it in doses.values()):
        for name in ("most", "unit", "per"):
            if doses[name] is None:
                raise NotValid("a value where there is a dose", "nothing", f"dose_{name}")
        said["dose"] = DoseRange(
            most if least is None else least, most, doses["unit"], doses["per"]
        )
    said["ingredients"] = said.pop("active_ingredients")
    return said | {"maker": said["maker"] or "", "pests": said["pests"] or ()}


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for each in cell.split(";") if (part := each.strip()))


def _ingredients(cell: str) -> tuple[Ingredient, ...]:
    found = []
    for each in _listed(cell):
        name, colon, content = (part.strip() for part in each.partition(":"))
        if not (name and colon and content):
            raise NotValid("ingredients like Abamectin: 18 g/l", each)
        found.append(Ingredient(name, content))
    return tuple(found)


def _decimal(cell: str) -> Decimal:
    return read_number(cell.replace(",", "."))


def _whole(cell: str) -> int:
    if not (cell.isascii() and cell.isdecimal() and len(cell) <= 4):  # noqa: PLR2004  # a year has three
        raise NotValid("a whole number of days", cell)
    return int(cell)


def _day(cell: str) -> date:
    for form in _DAYS:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise NotValid("a day like 2026-04-12 or 12/04/2026", cell)


def _unit(words: Mapping[str, str]) -> Callable[[str], str]:
    def read(cell: str) -> str:
        code = words.get(cell.casefold(), cell)
        if code not in words.values():
            raise NotValid("one of " + ", ".join(words), cell)
        return code

    return read


_READ: Final[dict[str, Callable[[str], Any]]] = {
    **dict.fromkeys(("row", "name", "maker", "registration", "source"), read_tidy),
    "active_ingredients": _ingredients,
    "crops": _listed,
    "pests": _listed,
    "dose_least": _decimal,
    "dose_most": _decimal,
    "dose_unit": _unit(_UNITS),
    "dose_per": _unit(_PER),
    "interval_days": _whole,
    "valid_from": _day,
    "valid_until": _day,
}
