"""Which runs of a text stand as digits, capitals or bytes, so that it takes the fewest bits there are."""

from collections.abc import Iterator
from typing import Final, Literal

from qrcode.util import ALPHA_NUM, mode_sizes_for_version

Mode = Literal[1, 2, 4]
"""Digits (1), digits and capitals (2), or bytes (4), by their indicators (ISO/IEC 18004, table 2)."""

Segment = tuple[Mode, bytes]
"""A mode of `qrcode.util` and the bytes that stand in it."""

Chain = tuple[Mode, int, "Chain"] | None
"""The segments so far, the last one first: its mode, where it begins, those before it."""

_MODES: Final[tuple[tuple[Mode, int, frozenset[int]], ...]] = (
    (1, 20, frozenset(b"0123456789")),
    (2, 33, frozenset(ALPHA_NUM)),
    (4, 48, frozenset(range(256))),
)
"""Each mode, the sixths of a bit a sign takes in it, and the signs it has (ISO/IEC 18004, 7.4.3–7.4.5)."""

_HEAD: Final = 4
"""Bits of the mode at the head of a segment; the length follows (ISO/IEC 18004, table 3)."""


def shortest(data: bytes, version: int) -> list[Segment]:
    """Split bytes into the segments that take the fewest bits in a code of about that version.

    By dynamic programming over place and mode, in sixths of a bit; a segment ends on a whole bit.
    Versions 1–9, 10–26 and 27–40 have the same lengths of heads, hence the same split.
    """
    lengths = mode_sizes_for_version(version)
    done: tuple[int, Chain] = (0, None)
    reached: dict[Mode, tuple[int, Chain]] = {}
    for place, sign in enumerate(data):
        whole = -(-done[0] // 6) * 6
        fresh: dict[Mode, tuple[int, Chain]] = {}
        for mode, each, signs in _MODES:
            if sign in signs:
                begun = (whole + 6 * (_HEAD + lengths[mode]), (mode, place, done[1]))
                cost, chain = min(reached.get(mode, begun), begun, key=_cost)
                fresh[mode] = (cost + each, chain)
        reached, done = fresh, min(fresh.values(), key=_cost)
    return [*_segments(data, done[1])][::-1]


def _cost(way: tuple[int, Chain]) -> int:
    return way[0]


def _segments(data: bytes, chain: Chain) -> Iterator[Segment]:
    """The segments of a chain, the last one first."""
    end = len(data)
    while chain:
        mode, start, chain = chain
        yield mode, data[start:end]
        end = start
