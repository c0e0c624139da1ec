"""The spreadsheet to fill in: explanations, lists to pick from, and rows marked as examples."""

from collections.abc import Sequence
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from schemas.sheets.columns import (
    CULTIVARS,
    EXAMPLE,
    GUIDE,
    KINDS,
    LISTS,
    MARK,
    PLUCKING,
    SHEETS,
    Column,
)
from schemas.sheets.reading import MOST_ROWS
from traceability.communes.register import provinces

_BOLD: Final = Font(bold=True)
_PALE: Final = Font(italic=True, color="777777")
_NEEDED: Final = PatternFill("solid", fgColor="CFE3B4")
_FREE: Final = PatternFill("solid", fgColor="EEF2E6")
_WRAP: Final = Alignment(wrap_text=True, vertical="top")
_AS_TEXT: Final = "@"
_EMPTY_ROWS: Final = 200

_GUIDE: Final = (
    "Bảng nhập hộ và nương",
    "1. Điền trang Hộ trước, rồi trang Nương. Trang Sản phẩm và Lô thu hái không bắt buộc.",
    "2. Mỗi dòng là một hộ, một nương, một sản phẩm hoặc một lô. Cột nền đậm phải điền.",
    f"3. Dòng có chữ “{EXAMPLE}” ở cột {MARK} chỉ để xem và không được nhập. Có thể xóa đi.",
    "4. Đừng đổi tên trang và tên cột. Thêm cột khác sẽ bị báo lỗi.",
    "5. Hệ thống nhập tất cả hoặc không nhập gì: có một ô sai thì chưa dòng nào được ghi.",
    "6. Nhập lại cùng một bảng không tạo thêm gì. Sửa một ô rồi nhập lại thì sửa đúng hộ, nương đó.",
    "7. Xã cũ đã chia cho nhiều xã mới thì hệ thống hỏi lại: hãy ghi tên hoặc mã xã mới.",
    "8. Diện tích và khối lượng ghi như vẫn nói: 3 sào Bắc Bộ, 1080 m², 3 yến 2 cân.",
    "9. Tên, điện thoại và chỗ ở của hộ không hiện cho người mua.",
)


def write_template(out: BinaryIO) -> None:
    """Write it; every cell is text, and lists are data validations that hold no formula of a cell."""
    book = Workbook()
    guide: Any = book.active
    guide.title = GUIDE
    guide.column_dimensions["A"].width = 100
    for number, text in enumerate(_GUIDE, start=1):
        _put(guide, number, 1, text, _BOLD if number == 1 else None)
    lists = _lists()
    for name, columns in SHEETS.items():
        _sheet(book.create_sheet(name), columns, lists)
    _choices(book.create_sheet(LISTS), lists)
    book.save(out)


def _lists() -> dict[str, Sequence[str]]:
    return {
        "provinces": sorted(province.name for province in provinces().values()),
        "kinds": tuple(KINDS),
        "cultivars": CULTIVARS,
        "plucking": PLUCKING,
    }


def _sheet(page: Any, columns: Sequence[Column], lists: dict[str, Sequence[str]]) -> None:  # noqa: ANN401  # openpyxl's own
    page.freeze_panes = "B2"
    mark = Column(MARK, 10, f"Ghi “{EXAMPLE}” để bỏ qua dòng này.", EXAMPLE)
    for place, column in enumerate((mark, *columns), start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = column.width
        head = _put(page, 1, place, column.heading, _BOLD)
        head.fill = _NEEDED if column.needed else _FREE
        if column.says:
            head.comment = Comment(column.says, "")
        _put(page, 2, place, column.example, _PALE)
        for row in range(3, _EMPTY_ROWS):
            page.cell(row, place).number_format = _AS_TEXT
        if column.choices:
            page.add_data_validation(_list(column, letter, lists))


def _list(column: Column, letter: str, lists: dict[str, Sequence[str]]) -> DataValidation:
    """A list to pick from; another word may still be typed where it is only a help."""
    there = get_column_letter(list(lists).index(column.choices) + 1)
    last = len(lists[column.choices]) + 1
    chosen = DataValidation("list", f"{LISTS!r}!${there}$2:${there}${last}", allow_blank=True)
    chosen.showErrorMessage = column.choices == "kinds"
    chosen.add(f"{letter}3:{letter}{MOST_ROWS}")
    return chosen


def _choices(page: Any, lists: dict[str, Sequence[str]]) -> None:  # noqa: ANN401  # openpyxl's own
    heads = ("Tỉnh", "Loại", "Giống", "Phẩm cấp")
    for place, (head, values) in enumerate(zip(heads, lists.values(), strict=True), start=1):
        page.column_dimensions[get_column_letter(place)].width = 26
        _put(page, 1, place, head, _BOLD)
        for number, value in enumerate(values, start=2):
            _put(page, number, place, value)


def _put(page: Any, row: int, column: int, text: str, font: Font | None = None) -> Any:  # noqa: ANN401  # openpyxl's own
    cell = page.cell(row, column)
    cell.value, cell.data_type, cell.number_format = text or None, "s", _AS_TEXT
    cell.alignment = _WRAP
    if font:
        cell.font = font
    return cell
