"""Turns what `qr.codes` draws back into a bitmap, and reads it with a decoder not ours."""

import re

import zxingcpp
from PIL import Image

DOTS = 4
_HALVES = {" ": "00", "▀": "10", "▄": "01", "█": "11"}


def decoded(image: Image.Image) -> tuple[str, str]:
    """The text and the level of the one code in the picture."""
    (code,) = zxingcpp.read_barcodes(image)
    return code.text, code.ec_level


def bitmap(rows: list[str]) -> Image.Image:
    """Rows of 1 (dark) and 0 (light) as a picture of `DOTS` dots a module."""
    image = Image.new("L", (len(rows[0]), len(rows)))
    image.putdata([0 if module == "1" else 255 for row in rows for module in row])
    return image.resize((image.width * DOTS, image.height * DOTS), Image.Resampling.NEAREST)


def svg_rows(drawing: bytes) -> list[str]:
    """Paint the runs of the path, each one module high, on the view box."""
    text = drawing.decode()
    box = re.search(r'viewBox="([^"]+)"', text)
    assert box
    left, top, width, height = map(int, box[1].split())
    rows = [["0"] * width for _ in range(height)]
    for x, y, run, back in re.findall(r"M(\d+) (\d+)h(\d+)v1H(\d+)z", text):
        assert x == back
        for dot in range(int(run)):
            rows[int(y) - top][int(x) - left + dot] = "1"
    return ["".join(row) for row in rows]


def terminal_rows(drawing: str) -> list[str]:
    """Two rows of modules from every line of half blocks."""
    rows = []
    for line in drawing.splitlines():
        shown = re.fullmatch(r"\x1b\[38;5;16;48;5;231m([ ▀▄█]+)\x1b\[0m", line)
        assert shown
        rows += ["".join(_HALVES[sign][half] for sign in shown[1]) for half in (0, 1)]
    return rows
