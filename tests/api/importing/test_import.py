"""A cooperative brings its households in a spreadsheet: all of them, or none and every wrong cell told."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from api.importing.plan import read_plan
from api.importing.record import record_plan
from api.importing.wishes import Desk, Plan
from schemas.sheets.columns import HARVESTS, HOUSEHOLDS, PLOTS, PRODUCTS
from schemas.sheets.template import write_template
from tests.api.importing.filled import ALL, CHE, LO, LUONG, NUONG, Rows, book
from tests.cast import Cast, revise
from traceability.errors import Conflict, NotValid
from traceability.ledger.rebuild import rebuild
from traceability.masterdata.geometry import Shape
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.store.masterdata import Last


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """The cooperative's officer, on a day of the story."""
    return Desk(cast.ledger, cast.domain, cast.officer, cast.cooperative, date(2026, 3, 21))


def imported(desk: Desk, rows: Rows) -> int:
    return record_plan(read_plan(book(rows), desk), desk)


def cells(plan: Plan) -> list[tuple[str, str, str]]:
    return [(each.sheet, each.column, each.address) for each in plan.wrong]


def found(desk: Desk, kind: str, name: str) -> Last:
    every = desk.store.masterdata.each(kind)
    (last,) = [each for each in every if getattr(each.value, "label", "") == name]
    return last


def test_households_plots_products_and_lots_come_in_at_once(desk: Desk) -> None:
    assert imported(desk, ALL) == 4
    party, plot = found(desk, "party", "Hộ 101").value, found(desk, "place", "Nương Đồi").value
    assert isinstance(party, Party)
    assert isinstance(plot, Place)
    assert (party.member_of, party.phone) == (desk.cooperative, "+84912345678")
    assert (party.address and party.address.commune) == "05503"
    assert (plot.party, plot.area, plot.declared_as) == (party.key, Decimal(1080), "3 sào Bắc Bộ")
    assert plot.plant_count == 14 * 165
    (batch,) = desk.store.batches.where({"owner": party.key.uri})
    assert batch.made.of("mass") == Decimal(32)


def test_the_same_file_twice_makes_nothing_new(desk: Desk) -> None:
    imported(desk, ALL)
    count = desk.store.records.count()
    assert imported(desk, ALL) == 0
    assert imported(desk, dict(list(ALL.items())[::-1])) == 0
    assert desk.store.records.count() == count


def test_a_cell_that_changed_is_a_revision_of_the_same_thing(desk: Desk) -> None:
    imported(desk, ALL)
    key = found(desk, "party", "Hộ 101").value.key
    assert imported(desk, {HOUSEHOLDS: [LUONG | {"Họ tên chủ hộ": "Trần Văn Bình"}]}) == 1
    last = found(desk, "party", "Hộ 101")
    assert (last.value.key, last.number) == (key, 2)
    assert isinstance(last.value, Party)
    assert last.value.name == "Trần Văn Bình"


def test_an_old_file_does_not_undo_what_was_changed_since(desk: Desk, cast: Cast) -> None:
    imported(desk, ALL)
    last = found(desk, "party", "Hộ 101")
    assert isinstance(last.value, Party)
    changed = Party(
        last.value.key, "household", "Tên mới", "Hộ 101", last.value.address, desk.cooperative
    )
    revise(cast.ledger, cast.officer, changed, 2)
    assert imported(desk, ALL) == 0
    assert found(desk, "party", "Hộ 101").value == changed


def test_one_wrong_cell_keeps_everything_out_and_all_of_them_are_told(desk: Desk) -> None:
    before = desk.store.records.count()
    plan = read_plan(
        book(
            {
                HOUSEHOLDS: [
                    LUONG,
                    LUONG | {"Số hộ": "Hộ 102", "Xã": "Không Có"},
                    {"Số hộ": "Hộ 103"},
                ],
                PLOTS: [NUONG | {"Diện tích": "ba sào"}, NUONG | {"Số hộ": "Hộ 999"}],
            }
        ),
        desk,
    )
    assert cells(plan) == [
        (HOUSEHOLDS, "Xã", "E3"),
        (HOUSEHOLDS, "Họ tên chủ hộ", "C4"),
        (HOUSEHOLDS, "Tỉnh", "D4"),
        (HOUSEHOLDS, "Xã", "E4"),
        (PLOTS, "Diện tích", "G2"),
        (PLOTS, "Số hộ", "B3"),
    ]
    with pytest.raises(
        Conflict, match=r"Expected a spreadsheet without a wrong cell, got '6 wrong"
    ):
        record_plan(plan, desk)
    assert desk.store.records.count() == before


WRONG = [
    (HOUSEHOLDS, LUONG, {"Điện thoại": "12"}, "Điện thoại"),
    (HOUSEHOLDS, LUONG, {"Tỉnh": "Atlantis"}, "Tỉnh"),
    (HOUSEHOLDS, LUONG, {"Xã": "Cam Giá"}, "Xã"),
    (HOUSEHOLDS, LUONG, {"Mã hộ": "7K3M9QX27K3M9"}, "Mã hộ"),
    (PLOTS, NUONG, {"Diện tích": "1.080"}, "Diện tích"),
    (PLOTS, NUONG, {"Diện tích": "3 yến"}, "Diện tích"),
    (PLOTS, NUONG, {"Hàng cây": "nhiều"}, "Hàng cây"),
    (PLOTS, NUONG, {"Năm trồng": "xưa"}, "Năm trồng"),
    (PLOTS, NUONG, {"Năm trồng": "3000"}, "Năm trồng"),
    (PLOTS, NUONG, {"Vĩ độ": "21,5"}, "Kinh độ"),
    (PLOTS, NUONG, {"Vĩ độ": "105,7", "Kinh độ": "21,5"}, "Kinh độ"),
    (PLOTS, NUONG, {"Xã cũ": "99999"}, "Xã cũ"),
    (PLOTS, NUONG, {"Mã vùng trồng": "VN-TN-1"}, "Nơi cấp mã"),
    (PRODUCTS, CHE, {"Loại": "chè tiên"}, "Loại"),
    (PRODUCTS, CHE, {"GTIN": "8930000000011"}, "GTIN"),
    (PRODUCTS, CHE, {"Khối lượng tịnh": "vừa"}, "Khối lượng tịnh"),
    (HARVESTS, LO, {"Ngày hái": "hôm qua"}, "Ngày hái"),
    (HARVESTS, LO, {"Số lượng": "3 sào Bắc Bộ"}, "Số lượng"),
    (HARVESTS, LO, {"Tên nương": "Nương Khác"}, "Tên nương"),
    (HARVESTS, LO, {"Sản phẩm": "Không có"}, "Sản phẩm"),
    (HARVESTS, LO, {"Mã lô": "ABC"}, "Mã lô"),
]


@pytest.mark.parametrize(("sheet", "row", "change", "column"), WRONG)
def test_a_wrong_cell_is_told_by_its_column(
    desk: Desk, sheet: str, row: dict[str, Any], change: dict[str, Any], column: str
) -> None:
    rows = dict(ALL) | {sheet: [row | change]}
    (wrong,) = [each for each in read_plan(book(rows), desk).wrong if each.sheet == sheet]
    assert wrong.column == column
    assert wrong.sentence.startswith("Expected ")


def test_an_old_commune_that_went_to_several_is_asked_back_with_their_codes(desk: Desk) -> None:
    (wrong,) = read_plan(book({HOUSEHOLDS: [LUONG | {"Xã": "Cam Giá"}]}), desk).wrong
    assert "05467 Phường Gia Sàng, 05500 Phường Tích Lương" in wrong.expected
    assert imported(desk, {HOUSEHOLDS: [LUONG | {"Xã": "05500"}]}) == 1


def test_the_same_household_or_plot_twice_in_a_file_is_told(desk: Desk) -> None:
    plan = read_plan(book({HOUSEHOLDS: [LUONG, LUONG], PLOTS: [NUONG, NUONG]}), desk)
    assert cells(plan) == [(HOUSEHOLDS, "Số hộ", "B3"), (PLOTS, "Tên nương", "C3")]


def test_two_pluckings_alike_are_two_lots(desk: Desk) -> None:
    assert imported(desk, ALL) == 4
    assert imported(desk, dict(ALL) | {HARVESTS: [LO, LO]}) == 1


def test_a_lot_bears_the_code_of_its_tag(desk: Desk) -> None:
    code = desk.new_code("test", "tag").value
    imported(desk, dict(ALL) | {HARVESTS: [LO | {"Mã lô": f"{code[:4]} {code[4:]}".lower()}]})
    assert desk.store.batches.get(desk.domain.root + code)
    plan = read_plan(book({HARVESTS: [LO | {"Mã lô": code, "Số lượng": "9 kg"}]}), desk)
    assert cells(plan) == [(HARVESTS, "Mã lô", "H2")]


def test_rows_marked_as_examples_are_passed_over(desk: Desk) -> None:
    out = io.BytesIO()
    write_template(out)
    plan = read_plan(out.getvalue(), desk)
    assert [wrong.expected for wrong in plan.wrong] == ["at least one row to import"]
    filled = load_workbook(out)
    filled[HOUSEHOLDS]["A2"].value = None
    again = io.BytesIO()
    filled.save(again)
    assert [wish.title for wish in read_plan(again.getvalue(), desk).wishes] == ["Hộ 000"]


def test_strange_sheets_and_columns_are_told(desk: Desk) -> None:
    made = Workbook()
    sheet: Any = made.active
    sheet.title = "Trang 1"
    other: Any = made.create_sheet(HOUSEHOLDS)
    other.append(["Số hộ", "Lương tháng"])
    out = io.BytesIO()
    made.save(out)
    plan = read_plan(out.getvalue(), desk)
    assert {each.column for each in plan.wrong} == {
        "",
        "Lương tháng",
        "Họ tên chủ hộ",
        "Tỉnh",
        "Xã",
    }


def test_nobody_imports_into_anothers_household(desk: Desk, cast: Cast) -> None:
    code = cast.household.uri.rpartition("/")[2]
    theirs = Desk(desk.ledger, desk.domain, cast.stranger, cast.stranger_cooperative, desk.today)
    plan = read_plan(book({HOUSEHOLDS: [LUONG | {"Mã hộ": code}]}), theirs)
    assert cells(plan) == [(HOUSEHOLDS, "Mã hộ", "H2")]
    assert imported(theirs, {HOUSEHOLDS: [LUONG]}) == 1
    assert imported(desk, {HOUSEHOLDS: [LUONG]}) == 1
    assert sum(1 for _ in desk.store.masterdata.each("party")) == 5


def test_a_recorder_imports_nothing(desk: Desk, cast: Cast) -> None:
    hers = Desk(desk.ledger, desk.domain, cast.recorder, cast.cooperative, desk.today)
    assert read_plan(book({HOUSEHOLDS: [LUONG]}), hers).wrong


def test_a_row_changes_what_it_fills_in_and_keeps_the_rest(desk: Desk) -> None:
    imported(desk, ALL)
    assert (
        imported(desk, {PLOTS: [NUONG | {"Giống": "", "Vĩ độ": "21,55", "Kinh độ": "105,78"}]}) == 1
    )
    moved = found(desk, "place", "Nương Đồi").value
    assert isinstance(moved, Place)
    assert moved.shape
    assert moved.shape.point == (Decimal("105.78"), Decimal("21.55"))
    assert moved.cultivar == "LDP1"


def test_what_was_imported_is_made_again_from_the_log(desk: Desk) -> None:
    imported(desk, ALL)
    before = list(desk.store.masterdata.raw())
    rebuild(desk.store, desk.now)
    assert list(desk.store.masterdata.raw()) == before


def test_hundreds_of_households_come_in_and_too_many_are_refused(desk: Desk) -> None:
    rows = [LUONG | {"Số hộ": f"Hộ {number}"} for number in range(2000, 2300)]
    plan = read_plan(book({HOUSEHOLDS: rows}), desk)
    assert (len(plan.wishes), plan.wrong) == (300, ())
    with pytest.raises(NotValid, match="at most 5000 rows"):
        read_plan(book({HOUSEHOLDS: [LUONG] * 5001}), desk)


def test_a_shape_that_was_walked_is_kept(desk: Desk, cast: Cast) -> None:
    imported(desk, ALL)
    plot = found(desk, "place", "Nương Đồi").value
    assert isinstance(plot, Place)
    ring = [("105.78", "21.55"), ("105.79", "21.55"), ("105.79", "21.56"), ("105.78", "21.55")]
    corners = [[Decimal(x), Decimal(y)] for x, y in ring]
    walked = replace(plot, shape=Shape.read({"type": "Polygon", "coordinates": [corners]}))
    revise(cast.ledger, cast.officer, walked, 2)
    assert imported(desk, {PLOTS: [NUONG | {"Vĩ độ": "21,5", "Kinh độ": "105,7"}]}) == 0
    assert found(desk, "place", "Nương Đồi").value == walked


def test_a_row_is_not_wrong_because_the_row_that_it_names_is(desk: Desk) -> None:
    rows = dict(ALL) | {
        HOUSEHOLDS: [LUONG | {"Xã": "Không Có"}],
        PLOTS: [NUONG | {"Diện tích": "x"}],
    }
    assert cells(read_plan(book(rows), desk)) == [
        (HOUSEHOLDS, "Xã", "E2"),
        (PLOTS, "Diện tích", "G2"),
    ]
