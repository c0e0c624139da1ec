"""A phone's queue brought as a file: taken by the same door as if the phone had sent it itself."""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any, Final

import simplejson
from werkzeug.exceptions import TooManyRequests

from api.farm import moments, taking, uploads
from schemas.phone import MOST_RECORDS
from traceability.errors import NotValid, Refusal

VERSION: Final = "phone-queue/1"
MOST: Final = 5000
"""Records in one file."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one record: its id, how it ended, and why it was not taken."""

    id: str
    status: str
    why: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a queue: how many records ended how, those not taken, and photos and voices kept.

    `lost` were not what they say; `later` were too many for now, and may be brought again.
    """

    counts: Mapping[str, int]
    wrong: tuple[Told, ...]
    media: int
    lost: int
    later: int


def bring(data: bytes) -> Brought:
    """Take a queue's file: its records, some at a time, then its photos and voices.

    Raises:
        NotValid: it is no such file.
    """
    told = _read(data)
    found = [_told(answer) for part in _parts(told["records"]) for answer in _taken(part)]
    counts: dict[str, int] = {}
    for each in found:
        counts[each.status] = counts.get(each.status, 0) + 1
    wrong = tuple(each for each in found if each.status == "invalid")
    how = [_media(each) for each in told.get("media", [])]
    return Brought(counts, wrong, how.count("kept"), how.count("lost"), how.count("later"))


def _read(data: bytes) -> dict[str, Any]:
    expected = f"a file that a phone wrote ({VERSION})"
    try:
        told = simplejson.loads(data.decode(), use_decimal=True)
    except (ValueError, RecursionError):
        raise NotValid(expected, "another file", "queue") from None
    if not isinstance(told, dict) or told.get("v") != VERSION:
        raise NotValid(expected, "another file", "queue")
    records, media = told.get("records"), told.get("media", [])
    if not (isinstance(records, list) and isinstance(media, list)):
        raise NotValid(expected, "a file without records", "queue")
    if not all(isinstance(each, str) for each in records):
        raise NotValid(expected, "a file without records", "queue")
    if len(records) > MOST:
        raise NotValid(f"at most {MOST} records", len(records), "queue")
    return told


def _parts(records: Sequence[str]) -> Iterator[list[str]]:
    left = iter(records)
    while part := list(islice(left, MOST_RECORDS)):
        yield part


def _taken(part: Sequence[str]) -> list[dict[str, Any]]:
    return taking.take(part, moments.moment(None))[0]


def _told(answer: Mapping[str, Any]) -> Told:
    why = (answer.get("problem") or {}).get("detail", "")
    return Told(str(answer.get("id") or ""), str(answer["status"]), str(why))


def _media(each: Any) -> str:  # noqa: ANN401 - whatever stands in a file
    """Keep a photo or voice: whether it is ``kept``, was not what it says, or is to come ``later``."""
    try:
        _keep(each)
    except TooManyRequests:
        return "later"
    except (Refusal, Error, KeyError, TypeError, ValueError):
        return "lost"
    return "kept"


def _keep(each: Mapping[str, Any]) -> None:
    name, data = str(each["sha256"]), b64decode(each["data"], validate=True)
    if sha256(data).hexdigest() != name:
        raise NotValid("a file of the hash that it is sent under", name, "queue")
    step = uploads.MOST_PIECE
    for start in range(0, len(data), step):
        end = min(start + step, len(data))
        piece = uploads.Piece(data[start:end], start, len(data), last=end == len(data))
        uploads.take(name, piece)
