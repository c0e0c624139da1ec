"""A list of crop-protection products as a table: all rows or every wrong cell, by row and column."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.inputs import COLUMNS, Line, read_csv, read_list, read_xlsx
from schemas.inputs_shown import template_csv, template_sheet, written
from schemas.problem import BadShape
from schemas.sheets.writing import Sheet, write_sheets
from traceability.errors import NotValid
from traceability.masterdata.inputs import MOST_ROWS, DoseRange, Ingredient, InputRow

GOOD = {
    "row": "R1",
    "name": "Thuốc A",
    "maker": "Công ty B",
    "active_ingredients": "Abamectin: 18 g/l; Dầu khoáng: 50 %",
    "registration": "123/CNĐKT",
    "crops": "chè; rau",
    "pests": "rầy xanh",
    "dose_least": "0,4",
    "dose_most": "0.6",
    "dose_unit": "lít",
    "dose_per": "ha",
    "interval_days": "7",
    "valid_from": "01/02/2026",
    "valid_until": "",
    "source": "Thông tư thử nghiệm",
}
ROW = InputRow(
    row="R1",
    name="Thuốc A",
    maker="Công ty B",
    ingredients=(Ingredient("Abamectin", "18 g/l"), Ingredient("Dầu khoáng", "50 %")),
    registration="123/CNĐKT",
    crops=("chè", "rau"),
    pests=("rầy xanh",),
    valid_from=date(2026, 2, 1),
    source="Thông tư thử nghiệm",
    dose=DoseRange(Decimal("0.4"), Decimal("0.6"), "LTR", "HAR"),
    interval_days=7,
)
words = st.text("abcđêạ 19", min_size=1, max_size=9).map(str.strip).filter(bool)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
doses = st.builds(
    lambda low, more, unit, per: DoseRange(low, low + more + 1, unit, per),
    st.decimals(0, 99, places=2),
    st.decimals(0, 99, places=2),
    st.sampled_from(["LTR", "MLT", "KGM", "GRM"]),
    st.sampled_from(["HAR", "LTR"]),
)
rows = st.builds(
    InputRow,
    row=words,
    name=words,
    maker=words,
    ingredients=st.lists(st.builds(Ingredient, words, words), min_size=1, max_size=3).map(tuple),
    registration=words,
    crops=st.lists(words, min_size=1, max_size=3, unique=True).map(tuple),
    pests=st.lists(words, max_size=3, unique=True).map(tuple),
    valid_from=days,
    source=words,
    dose=st.none() | doses,
    interval_days=st.none() | st.integers(0, 365),
)


def table(*lines: dict[str, str], comma: str = ";") -> bytes:
    head = comma.join(lines[0])
    body = [comma.join(f'"{cell}"' for cell in line.values()) for line in lines]
    return "\r\n".join([head, *body]).encode("utf-8-sig")


def wrong(*lines: dict[str, str]) -> dict[str, list[str]]:
    with pytest.raises(BadShape) as no:
        read_list(read_csv(table(*lines)))
    return no.value.errors


@pytest.mark.parametrize("comma", [";", ",", "\t"])
def test_a_table_is_read_as_programs_for_spreadsheets_write_it(comma: str) -> None:
    assert read_list(read_csv(table(GOOD, comma=comma))) == (ROW,)


def test_headings_may_be_vietnamese_and_in_any_order() -> None:
    turned = {COLUMNS[name].upper(): GOOD[name] for name in reversed(GOOD)}
    assert read_list(read_csv(table(turned))) == (ROW,)


def test_a_workbook_is_read_as_the_same() -> None:
    out = BytesIO()
    sheet = Sheet("A", tuple((each, 9) for each in COLUMNS.values()), [list(GOOD.values())])
    write_sheets(out, [sheet])
    assert read_list(read_xlsx(out.getvalue())) == (ROW,)


@given(rows)
def test_a_row_goes_out_and_comes_back(row: InputRow) -> None:
    assert read_list([Line(2, written(row))]) == (row,)


def test_the_templates_have_every_column_and_no_row() -> None:
    assert read_list(read_csv(template_csv())) == ()
    out = BytesIO()
    write_sheets(out, [template_sheet()])
    assert read_list(read_xlsx(out.getvalue())) == ()


def test_every_wrong_cell_is_named_at_once() -> None:
    first = GOOD | {"dose_unit": "gáo", "interval_days": "-1", "source": ""}
    second = GOOD | {"row": "R2", "valid_from": "hôm qua", "active_ingredients": "Abamectin"}
    assert wrong(first, second) == {
        "2.source": ["Expected a value, got nothing."],
        "2.dose_unit": ["Expected one of l, lít, ml, kg, g, gam, got 'gáo'."],
        "2.interval_days": ["Expected a whole number of days, got '-1'."],
        "3.active_ingredients": ["Expected ingredients like Abamectin: 18 g/l, got 'Abamectin'."],
        "3.valid_from": ["Expected a day like 2026-04-12 or 12/04/2026, got 'hôm qua'."],
    }


@pytest.mark.parametrize(
    ("but", "column", "sentence"),
    [
        (
            {"dose_most": "0,1"},
            "dose_most",
            "Expected a dose from a least to a most, got '0.4-0.1'.",
        ),
        ({"dose_unit": ""}, "dose_unit", "Expected a value where there is a dose, got 'nothing'."),
        ({"valid_until": "2026-01-01"}, "valid_until", "Expected a last day not before the first"),
        ({"interval_days": "400"}, "interval_days", "Expected 0 to 365 days, got 400."),
        ({"crops": "chè; chè"}, "crops", "Expected each only once, got 'chè, chè'."),
    ],
)
def test_what_no_label_could_say_is_refused(
    but: dict[str, str], column: str, sentence: str
) -> None:
    ((where, said),) = wrong(GOOD | but).items()
    assert where == f"2.{column}"
    assert said[0].startswith(sentence)


def test_a_row_named_twice_is_refused() -> None:
    assert wrong(GOOD, GOOD) == {"3.row": ["Expected a name of its own, got that of row 2."]}


@pytest.mark.parametrize(
    ("data", "path", "sentence"),
    [
        (b"\xff\xfe\x00", "file", "Expected a table in UTF-8, got another file."),
        (b'row;"name', "file", "Expected a table in UTF-8, got another file."),
        (bytes(2_000_001), "file", "Expected at most 2000000 bytes, got 2000001."),
        (b"row;colour", "1", "Expected one of row, name, maker, active_ingredients,"),
        (b"row;row", "1", "Expected row once, got it twice."),
        (b"row;name", "1", "Expected a column maker, got none."),
        (b"", "1", "Expected a column row, got none."),
    ],
)
def test_what_is_no_such_table_is_refused(data: bytes, path: str, sentence: str) -> None:
    with pytest.raises(BadShape) as no:
        read_list(read_csv(data))
    ((where, said),) = no.value.errors.items()
    assert where == path
    assert said[0].startswith(sentence)


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(NotValid) as no:
        read_list(read_xlsx(b"PK"))
    assert str(no.value) == "Expected a spreadsheet (.xlsx), got 'another kind of file'."


def test_too_many_rows_are_refused() -> None:
    lines = (Line(number, GOOD | {"row": str(number)}) for number in range(2, MOST_ROWS + 4))
    with pytest.raises(BadShape) as no:
        read_list(lines)
    assert no.value.errors == {"file": ["Expected at most 3000 rows, got more."]}
