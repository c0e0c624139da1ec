"""The letters of every printed page, Vietnamese ones among them, and texts that fit where they stand."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

import font_source_sans_pro
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

PLAIN: Final = "Text"
BOLD: Final = "TextBold"
_FILES: Final = {PLAIN: "SourceSansPro", BOLD: "SourceSansProBold"}
_MORE: Final = "…"


@cache
def letters() -> None:
    """Make both fonts known to the printer, once a process (Source Sans Pro, OFL)."""
    for name, file in _FILES.items():
        registerFont(TTFont(name, font_source_sans_pro.font_files_ttf[file]))


def tidy(text: str) -> str:
    """A text in Unicode's NFC form, since letters put together of marks are not in the font."""
    spaced = (sign if sign.isprintable() else " " for sign in unicodedata.normalize("NFC", text))
    return " ".join("".join(spaced).split(" ")).strip()


def width(text: str, font: str, size: float) -> float:
    """How wide a text is, in points."""
    letters()
    return float(stringWidth(text, font, size))


def cut(text: str, font: str, size: float, most: float) -> str:
    """As much of a text as fits into so many points, with … where something is missing."""
    text = tidy(text)
    if width(text, font, size) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width(text[:middle].rstrip() + _MORE, font, size) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + _MORE


def fitting(text: str, font: str, most: float, sizes: tuple[float, float]) -> float:
    """The greatest size of a text, between a least and a greatest one, at which it fits."""
    least, greatest = sizes
    there = width(tidy(text), font, greatest)
    return greatest if there <= most else max(least, greatest * most / there)


def lines(text: str, font: str, size: float, most: float) -> Iterator[str]:
    """The lines of a text broken between words; a word that is too long alone is broken within."""
    line = ""
    for word in tidy(text).split():
        longer = f"{line} {word}" if line else word
        if width(longer, font, size) <= most:
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, font, size, most)
        yield from full
    if line:
        yield line


def _pieces(word: str, font: str, size: float, most: float) -> list[str]:
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign, font, size) > most:
            pieces.append("")
        pieces[-1] += sign
    return pieces
