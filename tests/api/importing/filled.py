"""The spreadsheet's template, filled in as a cooperative would."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from schemas.sheets.columns import HARVESTS, HOUSEHOLDS, MARK, PLOTS, PRODUCTS, SHEETS

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

LUONG = {
    "Số hộ": "Hộ 101",
    "Họ tên chủ hộ": "Nguyễn Thị Lương",
    "Tỉnh": "Thái Nguyên",
    "Xã": "xã Tân Cương",
    "Điện thoại": "0912 345 678",
}
NUONG = {
    "Số hộ": "Hộ 101",
    "Tên nương": "Nương Đồi",
    "Diện tích": "3 sào Bắc Bộ",
    "Cây trồng": "chè",
    "Giống": "LDP1",
    "Hàng cây": "1-14 x 165",
    "Năm trồng": 2012,
}
CHE = {"Tên sản phẩm": "Búp tươi", "Loại": "búp chè tươi"}
LO = {
    "Số hộ": "Hộ 101",
    "Tên nương": "Nương Đồi",
    "Ngày hái": "20/03/2026",
    "Số lượng": "3 yến 2 cân",
}
ALL: Rows = {HOUSEHOLDS: [LUONG], PLOTS: [NUONG], PRODUCTS: [CHE], HARVESTS: [LO]}


def book(rows: Rows) -> bytes:
    """The template filled in, as a spreadsheet program saves it."""
    made = Workbook()
    for name, lines in rows.items():
        sheet: Any = made.create_sheet(name)
        heads = [MARK, *(column.heading for column in SHEETS[name])]
        sheet.append(heads)
        for line in lines:
            sheet.append([line.get(head) for head in heads])
    del made["Sheet"]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
