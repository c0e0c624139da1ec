"""How large a kept photo is: read from its own header, since photos are kept as JPEG."""

from typing import Final

_START: Final = b"\xff\xd8"
_NO_FRAMES: Final = frozenset({0xC4, 0xC8, 0xCC})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - _NO_FRAMES
_LONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})


def shorter_side(jpeg: bytes) -> int:
    """Pixels of a JPEG's shorter side; 0 of anything else (ISO/IEC 10918-1 B.1.1, B.2.2)."""
    if not jpeg.startswith(_START):
        return 0
    place = len(_START)
    while jpeg[place : place + 1] == b"\xff" and place + 9 <= len(jpeg):
        marker = jpeg[place + 1]
        if marker in _FRAMES:
            return min(_number(jpeg, place + 5), _number(jpeg, place + 7))
        place += _step(jpeg, place, marker)
    return 0


def _step(jpeg: bytes, place: int, marker: int) -> int:
    """To the next marker: past fill bytes, markers without a segment, or the segment."""
    if marker == 0xFF:  # noqa: PLR2004  # the fill byte of B.1.1.2
        return 1
    return 2 if marker in _LONE else 2 + _number(jpeg, place + 2)


def _number(jpeg: bytes, place: int) -> int:
    return int.from_bytes(jpeg[place : place + 2], "big")
