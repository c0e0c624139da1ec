"""A spreadsheet from a stranger is bounded before it is opened, and its XML declares nothing."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from schemas.sheets import reading
from schemas.sheets.reading import read_sheets
from schemas.sheets.template import write_template
from schemas.sheets.writing import LONGEST, Sheet, write_sheets
from traceability.errors import NotValid


def book(*rows: Sequence[Any], name: str = "Hộ") -> bytes:
    """A workbook of one sheet, as a spreadsheet program writes it."""
    made = Workbook()
    sheet: Any = made.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            new.writestr(part.filename, change(body) if part.filename == name else body)
    return out.getvalue()


def test_cells_are_read_as_what_they_show() -> None:
    data = book(("Số hộ", "Diện tích", "Ngày"), (" Ho\u0323\u0302  17 ", 1080.5, date(2026, 3, 20)))
    (page,) = read_sheets(data)
    (row,) = page.rows
    assert (row.text("Số hộ"), row.text("Diện tích"), row.text("Ngày")) == (
        "Hộ 17",
        "1080.5",
        "2026-03-20",
    )
    assert (row.number, row.address("Diện tích")) == (2, "B2")


def test_rows_that_hold_nothing_are_passed_over_and_numbers_stay() -> None:
    (page,) = read_sheets(book(("Số hộ",), ("Hộ 1",), (None,), ("Hộ 2",)))
    assert [row.number for row in page.rows] == [2, 4]


def test_a_formula_counts_by_its_value_and_is_never_run() -> None:
    (page,) = read_sheets(book(("Số hộ", "Xã"), ("Hộ 1", "=1+1")))
    assert page.rows[0].text("Xã") == ""


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 90, b"a,b\n1,2\n"])
def test_what_is_no_spreadsheet_is_refused(data: bytes) -> None:
    with pytest.raises(NotValid, match=r"Expected a spreadsheet \(\.xlsx\), got"):
        read_sheets(data)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("hello.txt", "hi")
    with pytest.raises(NotValid, match=r"Expected a spreadsheet \(\.xlsx\), got"):
        read_sheets(out.getvalue())


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"]
)
def test_xml_that_declares_entities_is_refused(part: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">]>'

    def armed(body: bytes) -> bytes:
        return bomb + body.partition(b"?>")[2] if body.startswith(b"<?xml") else bomb + body

    with pytest.raises(NotValid, match=r"Expected a spreadsheet \(\.xlsx\), got"):
        read_sheets(with_part(book(("Số hộ",)), part, armed))


def test_a_file_that_would_become_too_large_is_refused_unopened() -> None:
    large = b" " * (reading.MOST_UNZIPPED + 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", large)
    assert len(out.getvalue()) < reading.MOST_BYTES
    with pytest.raises(NotValid, match=r"bytes unzipped, got 20971521\."):
        read_sheets(out.getvalue())


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_no_spreadsheet_has_is_refused(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        made.writestr("xl/workbook.xml", b"<a/>" * 9)
    with pytest.raises(NotValid, match=r"Expected a file that is stored or deflated, got"):
        read_sheets(out.getvalue())


def test_another_office_file_is_no_spreadsheet() -> None:
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", types)
        made.writestr("word/document.xml", "<document/>")
    with pytest.raises(NotValid, match=r"Expected a spreadsheet \(\.xlsx\), got"):
        read_sheets(out.getvalue())


def test_a_spoilt_part_is_refused() -> None:
    data = bytearray(book(("Số hộ",), *[("Hộ 1",)] * 200))
    at = data.index(b"xl/worksheets/sheet1.xml") + 40
    data[at : at + 60] = bytes(60)
    with pytest.raises(NotValid, match=r"Expected a spreadsheet \(\.xlsx\), got"):
        read_sheets(bytes(data))


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/sheet.png"])
def test_a_file_of_too_many_elements_is_refused_and_its_tree_never_made(name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, b"<r>" + b"<c/>" * reading.MOST_ELEMENTS + b"</r>")
    with pytest.raises(NotValid, match=r"Expected a file of at most 1000000 elements, got"):
        read_sheets(out.getvalue())


def test_a_file_of_too_many_bytes_is_refused_unread() -> None:
    with pytest.raises(NotValid, match=r"Expected a file of at most 5242880 bytes, got 5242881\."):
        read_sheets(b" " * (reading.MOST_BYTES + 1))


def test_a_file_of_too_many_parts_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(reading.MOST_PARTS + 1):
            made.writestr(f"part{number}", "")
    with pytest.raises(NotValid, match=r"Expected a file of at most 200 parts, got 201\."):
        read_sheets(out.getvalue())


def test_too_many_rows_columns_and_letters_are_refused() -> None:
    for rows, no in (
        ([("a",), *[("b",)] * (reading.MOST_ROWS + 1)], r"at most 5000 rows"),
        ([tuple(f"c{number}" for number in range(41))], r"at most 40 columns"),
        ([("a",), ("x" * 501,)], r"a cell of at most 500 characters, got '501 characters'"),
    ):
        with pytest.raises(NotValid, match=no):
            read_sheets(book(*rows))


def test_a_row_far_below_all_others_is_refused_and_not_waited_for() -> None:
    for number in (b"1048576", b"99999999999"):
        far = b'<row r="' + number + b'"'
        data = with_part(
            book(("a",), ("b",)),
            "xl/worksheets/sheet1.xml",
            lambda body, far=far: body.replace(b'<row r="2"', far),  # type: ignore[misc]
        )
        with pytest.raises(NotValid, match=r"at most 5000 rows"):
            read_sheets(data)


def cells(data: bytes) -> list[Any]:
    """Every cell of a workbook that holds something."""
    from_bytes = load_workbook(io.BytesIO(data))
    return [cell for sheet in from_bytes for row in sheet.iter_rows() for cell in row if cell.value]


RISKY = ["=1+1", "+84912345678", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "'=1"]


def test_what_looks_like_a_formula_is_written_as_text_and_marked_so() -> None:
    out = io.BytesIO()
    write_sheets(out, [Sheet("=x", (("=head", 9),), [(text,) for text in RISKY])])
    found = cells(out.getvalue())
    assert [cell.value.strip() for cell in found[1:]] == [text.strip() for text in RISKY]
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.quotePrefix for cell in found if cell.value[0] in "=+-@\t")
    assert b"<f>" not in zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")


def test_control_characters_and_endless_texts_do_not_break_a_sheet() -> None:
    out = io.BytesIO()
    write_sheets(out, [Sheet("x", (("a", 9),), [("a\x00\x0bb",), ("y" * 40_000,)])])
    _, control, long = cells(out.getvalue())
    assert (control.value, len(long.value)) == ("ab", LONGEST)


def test_the_template_holds_text_alone_and_reads_back() -> None:
    out = io.BytesIO()
    write_template(out)
    assert {cell.data_type for cell in cells(out.getvalue())} == {"s"}
    names = [page.name for page in read_sheets(out.getvalue())]
    assert names == ["Hướng dẫn", "Hộ", "Nương", "Sản phẩm", "Lô thu hái", "Danh mục"]
