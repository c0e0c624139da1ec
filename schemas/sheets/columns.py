"""The columns of the spreadsheet of households and plots: headings, what belongs there, and examples."""

from typing import Final, NamedTuple

from schemas.sheets.reading import tidy

MARK: Final = "Đánh dấu"
"""The first column of every sheet: a row in which it says `EXAMPLE` is passed over."""
EXAMPLE: Final = "ví dụ"
GUIDE: Final = "Hướng dẫn"
HOUSEHOLDS: Final = "Hộ"
PLOTS: Final = "Nương"
PRODUCTS: Final = "Sản phẩm"
HARVESTS: Final = "Lô thu hái"
LISTS: Final = "Danh mục"

KINDS: Final = {
    "Búp chè tươi": "fresh_leaf",
    "Chè xanh": "green_tea",
    "Hồng trà": "black_tea",
    "Ô long": "oolong_tea",
    "Bạch trà": "white_tea",
    "Chè ướp hương": "scented_tea",
    "Chè khác": "other_tea",
    "Nông sản khác": "other_crop",
}
"""Kinds of product as they stand in the list to pick from."""


class Column(NamedTuple):
    """A column: its heading, its width in characters, what belongs there, whether it must be filled."""

    heading: str
    width: int
    says: str
    example: str = ""
    choices: str = ""
    needed: bool = False


_OWN: Final = "Để trống nếu là mới. Mã 13 chữ và số do hệ thống cấp, khi sửa cái đã có."

SHEETS: Final[dict[str, tuple[Column, ...]]] = {
    HOUSEHOLDS: (
        Column(
            "Số hộ", 12, "Số hoặc tên gọi của hộ, không trùng nhau: Hộ 017.", "Hộ 000", needed=True
        ),
        Column("Họ tên chủ hộ", 26, "Chỉ hộ và hợp tác xã thấy.", "Nguyễn Văn Ví Dụ", needed=True),
        Column(
            "Tỉnh", 18, "Tên tỉnh, cũ hay mới đều được.", "Thái Nguyên", "provinces", needed=True
        ),
        Column("Xã", 20, "Tên xã, phường, cũ hay mới, hoặc mã 5 số.", "Xã Tân Cương", needed=True),
        Column("Xóm, đường", 26, "Chỉ hộ và hợp tác xã thấy.", "Xóm Hồng Thái"),
        Column("Điện thoại", 16, "Chỉ hộ và hợp tác xã thấy.", "0912 345 678"),
        Column("Mã hộ", 18, _OWN),
    ),
    PLOTS: (
        Column("Số hộ", 12, "Số hộ ở trang Hộ, hoặc của hộ đã có.", "Hộ 000", needed=True),
        Column("Tên nương", 18, "Tên gọi ai cũng đọc được: Nương A.", "Nương A", needed=True),
        Column("Tỉnh", 18, "Để trống nếu cùng xã với hộ.", "", "provinces"),
        Column("Xã", 20, "Để trống nếu cùng xã với hộ.", ""),
        Column("Xã cũ", 14, "Mã 5 số của xã trước 1/7/2025, nếu sổ đỏ ghi xã cũ.", "05503"),
        Column("Diện tích", 18, "Như sổ ghi: 3 sào Bắc Bộ, 1080 m², 0,1 ha.", "3 sào Bắc Bộ"),
        Column("Cây trồng", 14, "", "chè"),
        Column("Giống", 18, "", "Kim Tuyên", "cultivars"),
        Column("Năm trồng", 12, "Bốn chữ số.", "2012"),
        Column("Hàng cây", 18, "Hàng đầu-hàng cuối x số cây mỗi hàng: 1-14x165.", "1-14x165"),
        Column("Vĩ độ", 12, "Độ, dấu phẩy hay chấm: 21,5312.", "21,5312"),
        Column("Kinh độ", 12, "105,7654.", "105,7654"),
        Column("Mã vùng trồng", 18, "Nếu đã được cấp."),
        Column("Nơi cấp mã", 20, "Cơ quan cấp mã vùng trồng."),
        Column("Mã nương", 18, _OWN),
    ),
    PRODUCTS: (
        Column("Tên sản phẩm", 26, "Tên bằng tiếng Việt.", "Chè xanh Tân Cương ví dụ", needed=True),
        Column("Tên tiếng Anh", 26, "", "Example green tea"),
        Column("Loại", 16, "Chọn trong danh mục.", "Chè xanh", "kinds", needed=True),
        Column("Thương hiệu", 18, ""),
        Column("GTIN", 18, "8, 12, 13 hoặc 14 số, nếu có."),
        Column("Khối lượng tịnh", 16, "100 g, 0,5 kg.", "100 g"),
        Column("Hạn dùng (ngày)", 14, "Số ngày kể từ ngày đóng gói.", "365"),
        Column("Tiêu chuẩn", 24, "Cách nhau bằng dấu chấm phẩy.", "TCVN 9740:2013"),
        Column("Mã sản phẩm", 18, _OWN),
    ),
    HARVESTS: (
        Column("Số hộ", 12, "Hộ hái.", "Hộ 000", needed=True),
        Column("Tên nương", 18, "Nương của hộ.", "Nương A", needed=True),
        Column("Ngày hái", 14, "2026-03-20 hoặc 20/03/2026.", "20/03/2026", needed=True),
        Column("Số lượng", 16, "25,5 kg, 3 yến 2 cân; để trống nếu chưa cân.", "25,5 kg"),
        Column("Sản phẩm", 26, "Tên ở trang Sản phẩm, hoặc của sản phẩm đã có."),
        Column("Phẩm cấp", 16, "Một tôm hai lá…", "1 tôm 2 lá", "plucking"),
        Column("Mã lô", 18, "Mã trên thẻ lô trắng, nếu đã treo; để trống thì hệ thống cấp."),
    ),
}
"""By the names of the sheets, in their order."""

FIELDS: Final[dict[str, dict[str, str]]] = {
    HOUSEHOLDS: {
        "label": "Số hộ",
        "name": "Họ tên chủ hộ",
        "person_name": "Họ tên chủ hộ",
        "phone": "Điện thoại",
        "commune": "Xã",
        "street": "Xóm, đường",
    },
    PLOTS: {
        "label": "Tên nương",
        "name": "Tên nương",
        "former_commune": "Xã cũ",
        "declared_area_m2": "Diện tích",
        "declared_as": "Diện tích",
        "year_planted": "Năm trồng",
        "plants": "Hàng cây",
        "code": "Mã vùng trồng",
        "issuer": "Nơi cấp mã",
        "crop": "Cây trồng",
        "cultivar": "Giống",
        "coordinates": "Kinh độ",
    },
    PRODUCTS: {
        "names.vi": "Tên sản phẩm",
        "vi": "Tên sản phẩm",
        "en": "Tên tiếng Anh",
        "brand": "Thương hiệu",
        "net_content.value": "Khối lượng tịnh",
        "shelf_life_days": "Hạn dùng (ngày)",
        "standards": "Tiêu chuẩn",
    },
    HARVESTS: {"amount": "Số lượng", "time": "Ngày hái"},
}
"""The headings under which the domain's fields stand."""

PLUCKING: Final = ("đinh", "tôm nõn", "1 tôm 1 lá", "1 tôm 2 lá", "1 tôm 3 lá", "móc câu", "máy")
CULTIVARS: Final = (
    "Trung du lá nhỏ",
    "Trung du lá to",
    "Trung du búp tím",
    "LDP1",
    "Kim Tuyên",
    "Hương Bắc Sơn",
    "TRI777",
    "TRI5.0",
    "Bát Tiên",
    "Phúc Vân Tiên",
    "LCT1",
    "PH1",
    "PH12",
    "PH14",
    "VN15",
    "Thúy Ngọc",
)
"""Grown in Thái Nguyên (agro.gov.vn); a list to pick from, not one to keep to."""


def folded(text: str) -> str:
    """A heading or a name as it is compared: without regard to capitals and blanks."""
    return tidy(text).casefold()
