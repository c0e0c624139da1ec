"""A spoken note in, a clean one out: 8 kHz mono µ-law WAV of a minute at most, sound and nothing else."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

RATE = 8000
SECONDS = 60
LONGEST = 500_000
"""Bytes of a file; a minute of sound has 480,000."""

_MU_LAW = 7
_FORMAT = struct.Struct("<HHIIHH")
_CHUNK = struct.Struct("<4sI")
_HEAD = 12


@dataclass(frozen=True, slots=True)
class Voice:
    """A spoken note fit to be kept: its bytes, how many samples it has, and its SHA-256 in hex."""

    bytes: bytes
    samples: int
    media_type: str
    sha256: str


class VoiceRefused(ValueError):
    """A sound that is not taken in, with what was expected and what was got."""

    def __init__(self, expected: str, got: str) -> None:
        super().__init__(f"Expected {expected}, got {got}.")
        self.expected = expected
        self.got = got


def clean(data: bytes) -> Voice:
    """Read a RIFF/WAVE file and write it anew with nothing but its `fmt ` and `data` chunks.

    Whatever else stands in it, such as where or by what it was recorded, is gone. Writing again
    what was written changes nothing.

    Raises:
        VoiceRefused: too long, no WAV of µ-law (format 7), one channel and 8000 samples a second,
            or cut short.
    """
    if len(data) > LONGEST:
        raise VoiceRefused(f"at most {LONGEST} bytes", str(len(data)))
    if data[:4] != b"RIFF" or data[8:_HEAD] != b"WAVE":
        raise VoiceRefused("a WAV file", "something else")
    chunks = dict[bytes, bytes]()
    for name, body in _chunks(data):
        if name in {b"fmt ", b"data"} and name in chunks:
            raise VoiceRefused("one fmt and one data chunk", "two")
        chunks[name] = body
    _check_format(chunks.get(b"fmt ", b""))
    sound = chunks.get(b"data", b"")
    if not 0 < len(sound) <= RATE * SECONDS:
        raise VoiceRefused(f"1 to {RATE * SECONDS} samples of sound", str(len(sound)))
    written = wav(sound)
    return Voice(written, len(sound), "audio/wav", sha256(written).hexdigest())


def wav(sound: bytes) -> bytes:
    """µ-law samples as a WAV file: `fmt ` with its empty extension, then `data`, padded to an even length."""
    form = _FORMAT.pack(_MU_LAW, 1, RATE, RATE, 1, 8) + b"\0\0"
    body = _CHUNK.pack(b"fmt ", len(form)) + form
    body += _CHUNK.pack(b"data", len(sound)) + sound + b"\0" * (len(sound) % 2)
    return _CHUNK.pack(b"RIFF", 4 + len(body)) + b"WAVE" + body


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk, to the end of the file; a pad follows an odd one."""
    at = _HEAD
    while at + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, at)
        at += _CHUNK.size
        if at + size > len(data):
            raise VoiceRefused("a whole WAV file", "one that is cut short")
        yield name, data[at : at + size]
        at += size + size % 2


def _check_format(form: bytes) -> None:
    if len(form) < _FORMAT.size:
        raise VoiceRefused("a WAV file with its format", "none")
    kind, channels, rate, _, _, bits = _FORMAT.unpack_from(form)
    if (kind, channels, rate, bits) != (_MU_LAW, 1, RATE, 8):
        expected = f"µ-law (format {_MU_LAW}) of 1 channel, {RATE} Hz and 8 bits"
        raise VoiceRefused(expected, f"format {kind} of {channels}, {rate} Hz and {bits}")
