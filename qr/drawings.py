"""Draws a pack of tea with a cup and a sprig, for demonstrations: plainly a drawing, no photo."""

from hashlib import sha256
from io import BytesIO
from math import cos, pi, radians, sin

from PIL import Image, ImageDraw, ImageFilter

Point = tuple[float, float]
Corners = tuple[float, float, float, float]

PACKS = {  # wall behind, table, pack, its band, what is in the cup
    "green": ("#f3ead8", "#d9b98c", "#4c7a4f", "#f7f1df", "#c9c15a"),
    "young": ("#e9efe6", "#c6a57c", "#24544b", "#e8c872", "#b9b04a"),
    "black": ("#f6e6df", "#cda27e", "#a8544a", "#f9ede2", "#b8652f"),
    "lotus": ("#f7eaf0", "#d3b08f", "#c9788f", "#fff5ee", "#d3b660"),
    "roasted": ("#efe6d6", "#b98f66", "#6b4a34", "#e9c98f", "#a5561f"),
    "white": ("#e6edf2", "#cfae86", "#3f6380", "#f2ead6", "#d8c56a"),
}
"""Kinds of tea there are colours for."""

_FINE = 2  # dots drawn for each kept, so that edges come out smooth
_UNITS = 100  # the drawing's own measure: 100 by 100


def drawn(seed: str, kind: str = "green", size: int = 1200) -> bytes:
    """Draw a product picture: the same seed and pillow, the same bytes; no words in it.

    Args:
        seed: whatever names the product, a GTIN for example; it lays the leaves.
        kind: one of `PACKS`; it gives the colours.
        size: pixels of a side; marketplaces ask for 500 or more.

    Returns:
        A square JPEG, at 1200 pixels of 60 kB or less.
    """
    dice = sha256(seed.encode()).digest()
    wall, table, pack, band, tea = PACKS[kind]
    sheet = _Sheet(size * _FINE, wall)
    sheet.box((0, 68, 100, 100), table)
    sheet.round((14, -16, 86, 56), _mix(wall, "#ffffff", 0.45))
    sheet.shade((19, 84, 62, 91))
    _pack(sheet, pack, band, dice)
    sheet.shade((60, 84, 90, 90))
    _cup(sheet, tea)
    _sprig(sheet, (46, 94), 282 + dice[0] % 12, 0.9 + dice[1] % 5 / 25)
    file = BytesIO()
    sheet.image.resize((size, size), Image.Resampling.LANCZOS).save(file, "JPEG", quality=82)
    return file.getvalue()


class _Sheet:
    """Paper to draw on in hundredths of its side."""

    def __init__(self, dots: int, colour: str) -> None:
        self.image = Image.new("RGB", (dots, dots), colour)
        self._pen = ImageDraw.Draw(self.image)
        self._dots = dots / _UNITS

    def box(self, corners: Corners, colour: str, soft: float = 0) -> None:
        """A rectangle, its corners rounded by `soft`."""
        self._pen.rounded_rectangle(self._scaled(corners), soft * self._dots, colour)

    def round(self, corners: Corners, colour: str) -> None:
        """An ellipse."""
        self._pen.ellipse(self._scaled(corners), colour)

    def shape(self, points: list[Point], colour: str) -> None:
        """A filled outline."""
        self._pen.polygon([(x * self._dots, y * self._dots) for x, y in points], colour)

    def line(self, points: list[Point], colour: str, width: float) -> None:
        """A stroke."""
        scaled = [(x * self._dots, y * self._dots) for x, y in points]
        self._pen.line(scaled, colour, round(width * self._dots), joint="curve")

    def shade(self, corners: Corners) -> None:
        """A soft shadow on what is drawn so far."""
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).ellipse(self._scaled(corners), 90)
        mask = mask.filter(ImageFilter.GaussianBlur(self._dots))
        self.image.paste("#3a2a1c", mask=mask)

    def _scaled(self, corners: Corners) -> tuple[float, ...]:
        return tuple(edge * self._dots for edge in corners)


def _pack(sheet: _Sheet, colour: str, band: str, dice: bytes) -> None:
    """A standing caddy, lit from the left, with a band and two leaves and a bud on it."""
    deep = _mix(colour, "#000000", 0.12)
    _lit(sheet, (22, 28, 58, 88), colour, 3)
    _lit(sheet, (20.5, 20, 59.5, 34), deep, 2.4)
    sheet.box((20.5, 31.6, 59.5, 32), _mix(deep, "#000000", 0.3))
    _lit(sheet, (22, 46, 58, 76), band, 0)
    sheet.box((22, 47.2, 58, 47.8), colour)
    sheet.box((22, 74.2, 58, 74.8), colour)
    tilt = dice[2] % 16 - 8
    for turn, long in ((-48, 11), (48, 11), (0, 14)):
        _leaf(sheet, (39, 70), turn + tilt, long, colour)


def _lit(sheet: _Sheet, corners: Corners, colour: str, soft: float) -> None:
    """A round body seen from the side: light on its left, shade on its right."""
    left, top, right, bottom = corners
    middle = (left + right) / 2
    sheet.box((left, top, middle, bottom), _mix(colour, "#ffffff", 0.16), soft)
    sheet.box((middle, top, right, bottom), _mix(colour, "#000000", 0.2), soft)
    sheet.box((left + 6, top, right - 7, bottom), colour)


def _cup(sheet: _Sheet, tea: str) -> None:
    """A small bowl of tea, steaming."""
    arc = [pi * step / 40 for step in range(41)]
    bowl = [(75 - 13 * cos(turn), 70 + 17 * sin(turn)) for turn in arc]
    sheet.box((70, 84, 80, 88.5), "#e4ded2", 1)
    sheet.shape(bowl, "#fbf8f1")
    sheet.shape([(80, 70), *bowl[27:]], "#ebe5d9")
    sheet.round((62, 67, 88, 73), "#ffffff")
    sheet.round((63.4, 67.7, 86.6, 72.3), tea)
    sheet.round((66, 68.4, 76, 70.2), _mix(tea, "#ffffff", 0.3))
    for x in (70, 76, 82):
        wave = [(x + sin(step / 5), 63 - step / 2) for step in range(28)]
        sheet.line(wave, "#ffffff", 0.7)


def _sprig(sheet: _Sheet, foot: Point, turn: float, much: float) -> None:
    """A cut shoot lying on the table: two leaves and a bud, as tea is picked."""
    for leaf, long, green in ((-26, 17, "#5f8f46"), (26, 18, "#79a653"), (0, 20, "#9cc069")):
        _leaf(sheet, foot, turn + leaf, long * much, green)


def _leaf(sheet: _Sheet, foot: Point, turn: float, long: float, colour: str) -> None:
    """A pointed leaf from its foot, `turn` degrees right of upright, with a lighter half."""
    along, across = (
        (sin(radians(turn)), -cos(radians(turn))),
        (cos(radians(turn)), sin(radians(turn))),
    )

    def at(part: float, wide: float) -> Point:
        return (
            foot[0] + long * (part * along[0] + wide * across[0]),
            foot[1] + long * (part * along[1] + wide * across[1]),
        )

    steps = [step / 24 for step in range(25)]
    edge = [(part, 0.2 * sin(pi * part**0.8)) for part in steps]
    left = [at(part, -wide) for part, wide in edge]
    right = [at(part, wide) for part, wide in edge]
    sheet.shape(left + right[::-1], colour)
    sheet.shape(left + [at(part, 0) for part in reversed(steps)], _mix(colour, "#ffffff", 0.16))
    sheet.line([at(-0.12, 0), at(0.94, 0)], _mix(colour, "#000000", 0.2), 0.35)


def _mix(colour: str, other: str, share: float) -> str:
    """`share` of the other colour in the first, both #rrggbb."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(a + (b - a) * share) for a, b in pairs).hex()
