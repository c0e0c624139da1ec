"""A photo in, the texts of the codes on it out: bounded, in a process of its own."""

import json
from dataclasses import dataclass
from pathlib import Path

from qr.apart import ask
from qr.reader import Bounds

_READER = Path(__file__).with_name("reader.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one photo may cost: bytes, pixels, pixels of a side, seconds, bytes of memory.

    `edge` is the longest side it is read at, in pixels; of more than `codes` codes the topmost count.
    """

    bytes: int = 6_000_000
    pixels: int = 40_000_000
    side: int = 20_000
    seconds: int = 10
    memory: int = 1_000_000_000
    edge: int = 2000
    codes: int = 20


class Unread(ValueError):
    """A photo that is not looked at, with what was expected and what was got."""

    def __init__(self, expected: str, got: str) -> None:
        super().__init__(f"Expected {expected}, got {got}.")
        self.expected = expected
        self.got = got


def read(data: bytes, limits: Limits | None = None) -> list[str]:
    """The texts of the codes on a photo, each once, the topmost first; none where there is none.

    Raises:
        Unread: too large, no picture of a known format, damaged, or too costly.
    """
    limits = limits or Limits()
    if len(data) > limits.bytes:
        raise Unread(f"at most {limits.bytes} bytes", str(len(data)))
    size = limits.pixels, limits.side, limits.edge
    bounds = Bounds(*size, limits.codes, limits.seconds, limits.memory)
    said = ask(_READER, bounds, data, limits.seconds)
    if said is None:
        raise Unread(f"a picture that is read within {limits.seconds} s", "one that is not")
    answer = json.loads(said)
    if "expected" in answer:
        raise Unread(**answer)
    texts: list[str] = answer["texts"]
    return texts
