"""Reads a printed page back: its texts through the fonts' own tables, and the squares of its codes."""

import base64
import re
import zlib
from collections.abc import Iterator
from decimal import Decimal

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d\S*) [\d.]+ Tf|\((?:\\.|[^\\()])*\) Tj|\bET\b", re.DOTALL)
_ESCAPE = re.compile(rb"\\(\d{1,3}|.)", re.DOTALL)
_LETTER = re.compile(rb"<(\w{2})> <(\w{4})>")
_SQUARE = re.compile(rb"(-?[\d.]+) (-?[\d.]+) ([\d.]+) ([\d.]+) re")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf: bytes) -> list[str]:
    """The text of each page, one line for each piece that was drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    fonts = {name: _letters(objects, number) for name, number in _fonts(objects)}
    return ["\n".join(_texts(stream, fonts)) for stream in _contents(objects)]


def squares(pdf: bytes) -> list[tuple[Decimal, ...]]:
    """Left, low, width and height of every rectangle of the first page, in points of its own frame."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    stream = next(iter(_contents(objects)))
    return [tuple(Decimal(part.decode()) for part in found) for found in _SQUARE.findall(stream)]


def size(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page, in points."""
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+)", pdf)
    assert box
    return float(box[1]), float(box[2])


def _fonts(objects: dict[int, bytes]) -> Iterator[tuple[bytes, int]]:
    for body in objects.values():
        if b"/F1 " in body and b"/Type" not in body:
            for name, number in re.findall(rb"/(F\S+) (\d+) 0 R", body):
                yield name, int(number)


def _letters(objects: dict[int, bytes], number: int) -> dict[int, str]:
    found = re.search(rb"/ToUnicode (\d+) 0 R", objects[number])
    if not found:
        return {code: chr(code) for code in range(256)}
    table = _LETTER.findall(_opened(objects[int(found[1])]))
    return {int(code, 16): chr(int(letter, 16)) for code, letter in table}


def _contents(objects: dict[int, bytes]) -> Iterator[bytes]:
    for body in objects.values():
        if re.search(rb"/Type /Page\b", body):
            found = re.search(rb"/Contents (\d+) 0 R", body)
            assert found
            yield _opened(objects[int(found[1])])


def _opened(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found
    data = found[1].strip()
    if b"/ASCII85Decode" in body:
        data = base64.a85decode(data.removesuffix(b"~>"))
    return zlib.decompress(data) if b"/FlateDecode" in body else data


def _texts(stream: bytes, fonts: dict[bytes, dict[int, str]]) -> Iterator[str]:
    table: dict[int, str] = {}
    text = ""
    for found in _SHOWN.finditer(stream):
        if found[1]:
            table = fonts[found[1]]
        elif found[0] == b"ET":
            yield text
            text = ""
        else:
            raw = _ESCAPE.sub(_meant, found[0][1:-4])
            text += "".join(table.get(code, "�") for code in raw)


def _meant(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else _LETTERS.get(sign, sign)
