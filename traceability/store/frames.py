"""A backup's bytes: one line of text, frames under gzip, and the SHA-256 of both at the end.

A frame is one byte that says what it is and one BSON document, which begins with its own length.
"""

import gzip
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

from traceability.errors import NotValid

HEADER: Final = b"farm-traceability backup v1\n"

_DIGEST: Final = 32
_BLOCK: Final = 1 << 20
_LENGTH: Final = 4

Frame = tuple[bytes, bytes]
"""What it is, in one byte, and its BSON."""


class Writable(Protocol):
    """Something bytes are written to."""

    def write(self, data: bytes, /) -> object:
        """Write them all."""


@contextmanager
def writing(path: Path) -> Iterator[Writable]:
    """Write frames to a file that only its owner reads; it takes its name when it is whole."""
    draft = path.with_name(f".{path.name}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        hashed = _Hashed(file)
        hashed.write(HEADER)
        with gzip.GzipFile(
            fileobj=hashed, mode="wb", filename="", mtime=0, compresslevel=6
        ) as packed:
            yield packed
        file.write(hashed.digest.digest())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def frame(kind: bytes, document: bytes | memoryview) -> bytes:
    """One frame."""
    return kind + bytes(document)


def read(path: Path) -> Iterator[Frame]:
    """The frames of a file, after its hash was found right.

    Raises:
        NotValid: it is no backup, or not one byte as it was written.
    """
    end = _checked(path)
    with path.open("rb") as file:
        file.seek(len(HEADER))
        with _Window(file, end) as window, gzip.GzipFile(fileobj=window, mode="rb") as packed:
            yield from _frames(io.BufferedReader(packed, _BLOCK))


def _frames(packed: io.BufferedReader) -> Iterator[Frame]:
    while kind := packed.read(1):
        length = packed.read(_LENGTH)
        yield kind, length + packed.read(int.from_bytes(length, "little") - _LENGTH)


def _checked(path: Path) -> int:
    """Where the packed part ends; refuses a file whose SHA-256 is not the one it ends with."""
    end = path.stat().st_size - _DIGEST
    digest = hashlib.sha256()
    with path.open("rb") as file:
        head = file.read(len(HEADER))
        if head != HEADER:
            raise NotValid(f"a file that begins with {HEADER.decode().strip()!r}", head)
        digest.update(head)
        window = _Window(file, end)
        while block := window.read(_BLOCK):
            digest.update(block)
        stated = file.read(_DIGEST)
    if digest.digest() != stated:
        expected = f"a whole backup, which ends with its SHA-256 {digest.hexdigest()}"
        raise NotValid(expected, stated.hex() or "nothing there")
    return end


class _Hashed:
    """A file whose bytes are hashed as they are written."""

    def __init__(self, file: io.BufferedWriter) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


class _Window(io.RawIOBase):
    """A file that seems to end earlier than it does."""

    def __init__(self, file: io.BufferedReader, end: int) -> None:
        self._file, self._end = file, end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  # any writable buffer, as io says
        view = memoryview(buffer)
        left = max(0, self._end - self._file.tell())
        return self._file.readinto(view[: min(len(view), left)])
