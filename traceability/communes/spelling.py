"""Vietnamese names made comparable: without marks, and with marks wherever the tone was put."""

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook above and dot below, as characters of their own (NFD)."""


def plain(name: str) -> str:
    """Small letters without any mark, one space between words.

    >>> plain("Đại Phúc"), plain("Ia H’Drai"), plain("Hoà  Bình - Hòa Bình")
    ('dai phuc', 'ia hdrai', 'hoa binh hoa binh')
    """
    letters = (each for each in _letters(name) if not unicodedata.combining(each))
    return "".join(letters).replace("đ", "d")


def marked(name: str) -> str:
    """The same with its marks, the tone of each word at the end of the word.

    >>> marked("Hoà") == marked("Hòa"), marked("thuỷ") == marked("Thủy")
    (True, True)
    >>> marked("Phú Thanh") == marked("Phú Thạnh")
    False
    """
    return " ".join(_tone_last(word) for word in _letters(name).split())


def _letters(name: str) -> str:
    low = unicodedata.normalize("NFD", name.casefold())
    low = re.sub("['’]", "", low)
    kept = (each if each.isalnum() or unicodedata.combining(each) else " " for each in low)
    return " ".join("".join(kept).split())


def _tone_last(word: str) -> str:
    tones = "".join(letter for letter in word if letter in TONES)
    return "".join(letter for letter in word if letter not in TONES) + tones
