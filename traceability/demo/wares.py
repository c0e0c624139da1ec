"""The demonstration's price list: lines of tea with how they are plucked and made, and their packs.

Plucking standards, steps, ratios and prices are those of Thái Nguyên as growers and papers give them:
fresh to made 4.3 to 6 by grade, 250,000 to 4,000,000 VND a kilogram (cheviet.vn, food.com.vn).
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from traceability.masterdata.product import ProductKind

GREEN: Final = ("TCVN 9740:2013",)
"""Green tea: definition and basic requirements (ISO 11287:2011)."""
BLACK: Final = ("TCVN 1454:2013",)
"""Black tea: definition and basic requirements (ISO 3720:2011)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of tea. `share` is what its plucking takes of the leaf of a plucking of one bud, two leaves.

    `ratio` is kg of fresh leaf for 1 kg of tea, from and to; `steps` the making; `months` it keeps;
    `degrees` of the water it is brewed with; `colour` the kind of picture.
    """

    name: str
    kind: ProductKind
    vi: str
    en: str
    plucking: str
    share: Decimal
    ratio: tuple[Decimal, Decimal]
    steps: tuple[str, ...]
    months: int
    degrees: int
    colour: str
    taste_vi: str
    taste_en: str
    standards: tuple[str, ...] = GREEN
    ingredients_vi: str = "100 % chè"
    ingredients_en: str = "100 % tea"


@dataclass(frozen=True, slots=True)
class Ware:
    """A pack of a line: grams, VND a kilogram, and the GTIN's first twelve digits where it has one."""

    name: str
    cooperative: str
    line: str
    vi: str
    en: str
    grams: int
    price_kg: int
    item: str = ""


_FIRED: Final = ("withering", "fixing", "rolling", "drying", "grading")


def _band(low: str, high: str) -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(high)


LINES: Final = {
    line.name: line
    for line in (
        Line(
            "dinh",
            "green_tea",
            "Trà đinh",
            "Bud tea (trà đinh)",
            "đinh",
            Decimal("0.12"),
            _band("5.0", "5.5"),
            _FIRED,
            18,
            80,
            "young",
            "Chỉ hái nõn đinh; nước xanh vàng, hương cốm.",
            "Buds only; a yellow-green cup that smells of young rice.",
        ),
        Line(
            "tomnon",
            "green_tea",
            "Trà tôm nõn",
            "Bud and first leaf tea (tôm nõn)",
            "tôm nõn",
            Decimal("0.45"),
            _band("4.8", "5.4"),
            _FIRED,
            18,
            80,
            "young",
            "Một nõn với lá non vừa mở; vị dịu, hậu ngọt.",
            "A bud and a leaf just opening; mild, with a sweet finish.",
        ),
        Line(
            "moccau",
            "green_tea",
            "Trà móc câu",
            "Hook tea (móc câu)",
            "1 tôm 2 lá",
            Decimal(1),
            _band("4.5", "5.2"),
            _FIRED,
            24,
            85,
            "green",
            "Cánh chè cong như lưỡi câu; chát dịu, hậu ngọt.",
            "Leaf curled like a hook; mildly astringent, then sweet.",
        ),
        Line(
            "bup",
            "green_tea",
            "Trà búp",
            "Shoot tea (trà búp)",
            "1 tôm 3 lá",
            Decimal(1),
            _band("4.3", "5.0"),
            _FIRED,
            24,
            90,
            "green",
            "Chè uống hằng ngày, đậm và bền nước.",
            "Tea for every day, strong and good for many brews.",
        ),
        Line(
            "sen",
            "scented_tea",
            "Trà ướp sen",
            "Lotus-scented tea",
            "tôm nõn",
            Decimal("0.45"),
            _band("4.8", "5.4"),
            ("scenting",),
            18,
            80,
            "lotus",
            "Trà tôm nõn ướp hoa sen nhiều lần.",
            "Tôm nõn tea scented with lotus flowers several times.",
            ingredients_vi="Chè, hương hoa sen tự nhiên",
            ingredients_en="Tea, natural scent of lotus flowers",
        ),
        Line(
            "den",
            "black_tea",
            "Hồng trà",
            "Black tea",
            "1 tôm 2 lá",
            Decimal(1),
            _band("4.4", "5.0"),
            ("withering", "rolling", "fermenting", "drying", "grading"),
            36,
            95,
            "black",
            "Lên men hoàn toàn; nước đỏ, hương mật.",
            "Fully oxidised; a red cup that smells of honey.",
            standards=BLACK,
        ),
        Line(
            "olong",
            "oolong_tea",
            "Trà ô long",
            "Oolong tea",
            "1 tôm 2 lá",
            Decimal("0.8"),
            _band("4.6", "5.3"),
            ("withering", "fermenting", "fixing", "rolling", "drying", "grading"),
            24,
            90,
            "roasted",
            "Lên men một phần; nước vàng, hương hoa.",
            "Partly oxidised; a golden cup with the scent of flowers.",
            standards=("TCVN 11892-1:2017",),
        ),
    )
}
"""The lines by name."""

WARES: Final = {
    ware.name: ware
    for ware in (
        Ware("dinh-100", "TC", "dinh", "Trà đinh 100 g", "Bud tea 100 g", 100, 3_600_000),
        Ware(
            "tomnon-100",
            "TC",
            "tomnon",
            "Trà tôm nõn 100 g",
            "Tôm nõn tea 100 g",
            100,
            1_500_000,
            "950600077001",
        ),
        Ware(
            "tomnon-200",
            "TC",
            "tomnon",
            "Hộp quà tôm nõn 200 g",
            "Tôm nõn gift box 200 g",
            200,
            1_800_000,
        ),
        Ware(
            "moccau-200",
            "TC",
            "moccau",
            "Trà móc câu 200 g",
            "Hook tea 200 g",
            200,
            500_000,
            "950600077002",
        ),
        Ware("moccau-500", "TC", "moccau", "Trà móc câu 500 g", "Hook tea 500 g", 500, 450_000),
        Ware("bup-500", "TC", "bup", "Trà búp 500 g", "Shoot tea 500 g", 500, 260_000),
        Ware(
            "sen-100", "TC", "sen", "Trà ướp sen 100 g", "Lotus-scented tea 100 g", 100, 2_500_000
        ),
        Ware(
            "qua-500",
            "TC",
            "moccau",
            "Hộp quà móc câu 500 g",
            "Hook tea gift box 500 g",
            500,
            640_000,
        ),
        Ware("dp-moccau-100", "DP", "moccau", "Trà móc câu 100 g", "Hook tea 100 g", 100, 480_000),
        Ware("dp-moccau-500", "DP", "moccau", "Trà móc câu 500 g", "Hook tea 500 g", 500, 400_000),
        Ware("dp-bup-200", "DP", "bup", "Trà búp 200 g", "Shoot tea 200 g", 200, 300_000),
        Ware("dp-bup-500", "DP", "bup", "Trà búp 500 g", "Shoot tea 500 g", 500, 250_000),
        Ware("dp-den-100", "DP", "den", "Hồng trà 100 g", "Black tea 100 g", 100, 600_000),
        Ware("dp-olong-100", "DP", "olong", "Trà ô long 100 g", "Oolong tea 100 g", 100, 900_000),
        Ware(
            "dp-olong-200",
            "DP",
            "olong",
            "Hộp quà ô long 200 g",
            "Oolong gift box 200 g",
            200,
            1_100_000,
        ),
    )
}
"""Everything that is sold, by name; the GTINs are of GS1's prefix for demonstrations."""


def wares_of(cooperative: str, line: str) -> tuple[Ware, ...]:
    """The packs a cooperative makes of a line."""
    return tuple(
        ware for ware in WARES.values() if (ware.cooperative, ware.line) == (cooperative, line)
    )
