"""A picture and a colour for each household, so that people who do not read find what is theirs."""

from typing import Final, Literal, NamedTuple

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

Kind = Literal["round", "edged"]
Tone = Literal["full", "pale", "dark"]


class Part(NamedTuple):
    """A part of a picture in a square of 100 × 100, from the lower left corner.

    A round one has x, y, width and height; an edged one the x and y of its corners in turn.
    """

    kind: Kind
    numbers: tuple[float, ...]
    tone: Tone = "full"


def _round(*numbers: float, tone: Tone = "full") -> Part:
    return Part("round", numbers, tone)


def _edged(*numbers: float, tone: Tone = "full") -> Part:
    return Part("edged", numbers, tone)


COLOURS: Final = {
    "đỏ": "#c62828",
    "xanh dương": "#1565c0",
    "vàng": "#f2b705",
    "xanh lá": "#2e7d32",
    "tím": "#6a1b9a",
    "cam": "#ef6c00",
    "nâu": "#6d4c41",
    "đen": "#263238",
}

PICTURES: Final[dict[str, tuple[Part, ...]]] = {
    "cá": (
        _edged(62, 50, 98, 82, 90, 50, 98, 18),
        _round(4, 22, 72, 56),
        _edged(36, 74, 52, 96, 62, 70),
        _round(16, 52, 11, 11, tone="pale"),
        _round(19, 55, 5, 5, tone="dark"),
    ),
    "ngôi sao": (
        _edged(50, 98, 62, 62, 98, 62, 69, 40, 80, 4, 50, 26, 20, 4, 31, 40, 2, 62, 38, 62),
    ),
    "mèo": (
        _edged(16, 52, 18, 98, 46, 76),
        _edged(84, 52, 82, 98, 54, 76),
        _round(10, 8, 80, 76),
        _round(26, 46, 15, 17, tone="pale"),
        _round(59, 46, 15, 17, tone="pale"),
        _round(31, 48, 6, 13, tone="dark"),
        _round(64, 48, 6, 13, tone="dark"),
        _edged(44, 36, 56, 36, 50, 27, tone="pale"),
    ),
    "ấm trà": (
        _round(62, 26, 36, 40),
        _round(70, 34, 20, 24, tone="pale"),
        _edged(26, 52, 2, 76, 10, 80, 34, 58),
        _round(16, 8, 66, 64),
        _edged(30, 66, 68, 66, 62, 78, 36, 78),
        _round(43, 76, 13, 13),
    ),
    "bướm": (
        _round(2, 44, 46, 50),
        _round(52, 44, 46, 50),
        _round(12, 8, 36, 42),
        _round(52, 8, 36, 42),
        _round(13, 58, 20, 22, tone="pale"),
        _round(67, 58, 20, 22, tone="pale"),
        _round(44, 12, 12, 76, tone="dark"),
    ),
    "bông hoa": (
        _round(34, 62, 32, 36),
        _round(34, 2, 32, 36),
        _round(2, 34, 36, 32),
        _round(62, 34, 36, 32),
        _round(12, 56, 32, 32),
        _round(56, 56, 32, 32),
        _round(12, 12, 32, 32),
        _round(56, 12, 32, 32),
        _round(33, 33, 34, 34, tone="pale"),
    ),
    "thỏ": (
        _round(22, 48, 18, 50),
        _round(60, 48, 18, 50),
        _round(28, 58, 7, 32, tone="pale"),
        _round(66, 58, 7, 32, tone="pale"),
        _round(14, 4, 72, 62),
        _round(30, 36, 10, 13, tone="dark"),
        _round(60, 36, 10, 13, tone="dark"),
        _round(43, 20, 14, 10, tone="pale"),
    ),
    "ngôi nhà": (
        _edged(2, 52, 50, 96, 98, 52),
        _edged(14, 54, 86, 54, 86, 6, 14, 6),
        _edged(42, 6, 58, 6, 58, 34, 42, 34, tone="pale"),
        _edged(22, 30, 36, 30, 36, 44, 22, 44, tone="pale"),
        _edged(64, 30, 78, 30, 78, 44, 64, 44, tone="pale"),
    ),
    "gà con": (
        _round(8, 8, 66, 56),
        _round(48, 44, 42, 42),
        _edged(86, 70, 99, 62, 86, 55, tone="dark"),
        _round(70, 66, 8, 8, tone="dark"),
        _edged(58, 82, 62, 97, 69, 86, 76, 97, 78, 82, tone="dark"),
        _round(20, 26, 32, 24, tone="pale"),
        _edged(32, 10, 36, 10, 36, 0, 32, 0, tone="dark"),
        _edged(46, 10, 50, 10, 50, 0, 46, 0, tone="dark"),
    ),
    "lá chè": (
        _edged(46, 0, 54, 0, 54, 50, 46, 50, tone="dark"),
        _edged(50, 44, 36, 74, 50, 100, 64, 74),
        _edged(50, 34, 22, 40, 2, 70, 32, 66),
        _edged(50, 34, 78, 40, 98, 70, 68, 66),
        _edged(50, 10, 24, 10, 4, 32, 34, 34),
        _edged(50, 10, 76, 10, 96, 32, 66, 34),
    ),
    "rùa": (
        _round(76, 30, 24, 22),
        _edged(18, 30, 34, 30, 30, 8, 16, 8),
        _edged(58, 30, 74, 30, 76, 8, 62, 8),
        _round(4, 22, 82, 62),
        _edged(0, 22, 92, 22, 92, 36, 0, 36),
        _edged(45, 76, 60, 66, 60, 50, 45, 42, 30, 50, 30, 66, tone="pale"),
        _round(88, 42, 5, 5, tone="dark"),
    ),
    "mặt trời": (
        _edged(
            44,
            72,
            50,
            100,
            56,
            72,
            76,
            76,
            72,
            56,
            100,
            50,
            72,
            44,
            76,
            24,
            56,
            28,
            50,
            0,
            44,
            28,
            24,
            24,
            28,
            44,
            0,
            50,
            28,
            56,
            24,
            76,
        ),
        _round(22, 22, 56, 56),
        _round(36, 52, 8, 10, tone="dark"),
        _round(56, 52, 8, 10, tone="dark"),
        _edged(36, 42, 64, 42, 58, 33, 42, 33, tone="dark"),
    ),
}

NAMES: Final = tuple(PICTURES)
_SHADES: Final = tuple(COLOURS)
HOW_MANY: Final = len(NAMES) * len(_SHADES)


class Picture(NamedTuple):
    """Which picture in which colour, by their Vietnamese names."""

    name: str
    colour: str


def numbered(number: int) -> Picture:
    """The picture of a number: neighbours differ in both, and `HOW_MANY` follow before one comes again."""
    turn, place = divmod(number, len(NAMES))
    return Picture(NAMES[place], _SHADES[(turn + number) % len(_SHADES)])


def draw(canvas: Canvas, picture: Picture, corner: tuple[float, float], side: float) -> None:
    """Draw a picture into a square whose lower left corner and side are given in points."""
    left, low = corner
    full = HexColor(COLOURS[picture.colour])
    tones = {"full": full, "pale": Color(1, 1, 1), "dark": _darker(full)}
    canvas.saveState()
    canvas.translate(left, low)
    canvas.scale(side / 100, side / 100)
    for part in PICTURES[picture.name]:
        canvas.setFillColor(tones[part.tone])
        if part.kind == "round":
            x, y, wide, high = part.numbers
            canvas.ellipse(x, y, x + wide, y + high, stroke=0, fill=1)
        else:
            _corners(canvas, part.numbers)
    canvas.restoreState()


def _corners(canvas: Canvas, numbers: tuple[float, ...]) -> None:
    path = canvas.beginPath()
    path.moveTo(numbers[0], numbers[1])
    for x, y in zip(numbers[2::2], numbers[3::2], strict=True):
        path.lineTo(x, y)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _darker(colour: Color) -> Color:
    """Nearly black, so that an eye is seen on every colour; white on black itself."""
    bright = colour.red + colour.green + colour.blue
    least = 0.7
    return Color(1, 1, 1) if bright < least else Color(0.1, 0.1, 0.1)
