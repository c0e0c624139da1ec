"""One record of a phone's queue as it came: its text, what could be read of it, or why not."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from werkzeug.exceptions import BadRequest

from api.exchange import MOST_BYTES, parsed
from api.house import house
from schemas.fields import load
from schemas.fields_read import Json, read_id
from schemas.phone import ENVELOPE, Envelope
from traceability.errors import NotValid

Wrong = NotValid | BadRequest


@dataclass(frozen=True, slots=True)
class Came:
    """A record's text in UTF-8, its SHA-256 in hex, its id if it has one, and its envelope or why not."""

    raw: bytes
    sha256: str
    id: str | None = None
    envelope: Envelope | None = None
    wrong: Wrong | None = None

    @classmethod
    def of(cls, text: str) -> Self:
        """Read a record; whatever is wrong with it stays with it."""
        raw = text.encode("utf-8", "replace")
        hashed = sha256(raw).hexdigest()
        try:
            _check_whole(text)
            said = parsed(raw)
        except BadRequest as no:
            return cls(raw, hashed, wrong=no)
        name = _id(said)
        try:
            envelope: Envelope = load(ENVELOPE, said, house().domain)
        except NotValid as no:
            return cls(raw, hashed, name, wrong=no)
        return cls(raw, hashed, name, envelope)


def _check_whole(text: str) -> None:
    """Refuse half a character, which no file could hold, and what no request could: what is hashed came."""
    if len(text) > MOST_BYTES:
        raise BadRequest(f"Expected a record of at most {MOST_BYTES} bytes, got more.")
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise BadRequest("Expected whole characters, got half of one.") from None
    if size > MOST_BYTES:
        raise BadRequest(f"Expected a record of at most {MOST_BYTES} bytes, got {size}.")


def _id(said: dict[str, Json]) -> str | None:
    try:
        return read_id(said.get("id"))
    except NotValid:
        return None
