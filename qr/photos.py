"""A photo in, a clean photo out: bounded, upright, without a trace of where it was taken."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qr.apart import ask
from qr.darkroom import Bounds

_DARKROOM = Path(__file__).with_name("darkroom.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one photo may cost: bytes, pixels, pixels of a side, seconds, bytes of memory.

    `edge` is the longest side of the photo kept, in pixels.
    """

    bytes: int = 25_000_000
    pixels: int = 40_000_000
    side: int = 20_000
    seconds: int = 20
    memory: int = 1_000_000_000
    edge: int = 1600


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo fit to be kept and shown: its size in pixels, and the SHA-256 of its bytes in hex."""

    bytes: bytes
    width: int
    height: int
    media_type: str
    sha256: str


class PhotoRefused(ValueError):
    """A photo that is not taken in, with what was expected and what was got."""

    def __init__(self, expected: str, got: str) -> None:
        super().__init__(f"Expected {expected}, got {got}.")
        self.expected = expected
        self.got = got


def clean(data: bytes, limits: Limits | None = None) -> Photo:
    """Develop a photo in a process of its own: at most `edge` pixels, upright, sRGB, no metadata.

    The same bytes and the same pillow give the same photo. Two are developed at once; the next
    one waits.

    Raises:
        PhotoRefused: too large, no still picture of a known format, damaged, or too costly.
    """
    limits = limits or Limits()
    if len(data) > limits.bytes:
        raise PhotoRefused(f"at most {limits.bytes} bytes", str(len(data)))
    line, _, jpeg = _develop(data, limits).partition(b"\n")
    header = json.loads(line)
    if "expected" in header:
        raise PhotoRefused(**header)
    return Photo(jpeg, **header, media_type="image/jpeg", sha256=sha256(jpeg).hexdigest())


def _develop(data: bytes, limits: Limits) -> bytes:
    bounds = Bounds(limits.pixels, limits.side, limits.edge, limits.seconds, limits.memory)
    answer = ask(_DARKROOM, bounds, data, limits.seconds)
    if answer is None:
        expected = f"a picture that unpacks within {limits.seconds} s"
        raise PhotoRefused(expected, "one that does not")
    return answer
