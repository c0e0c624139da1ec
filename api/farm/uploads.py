"""How a photo or a spoken note comes in: piece by piece, whole or not at all, clean and signed for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256 as digest
from itertools import islice
from typing import Final

from werkzeug.exceptions import TooManyRequests

from api.house import house
from api.who import actor
from qr import photos, voice
from traceability.access import Actor, Role, sees
from traceability.errors import Conflict, NotValid
from traceability.ledger.entry import MEDIA
from traceability.log.receipts import Receipt, Reception
from traceability.store.media import Medium, Upload

FORM: Final = "media/1"
MOST_BYTES: Final = 6_000_000
"""Bytes of a photo as it is sent; of a spoken note `qr.voice.LONGEST`."""
MOST_PIECE: Final = 128 * 1024
LEAST_PIECE: Final = 1024
"""Bytes of a piece, but for the last."""
MOST_UNFINISHED: Final = 60
"""Uploads of a party that are on their way at once."""
MOST_A_DAY: Final = 1000
"""Files of a party that are kept within a day."""

LIMITS: Final = {
    "media_bytes": MOST_BYTES,
    "media_files_a_day": MOST_A_DAY,
    "media_piece_bytes": MOST_PIECE,
    "media_uploads_on_their_way": MOST_UNFINISHED,
    "media_voice_bytes": voice.LONGEST,
}

_DAY: Final = timedelta(days=1)
_ASKED: Final = 50
_LIMITS: Final = photos.Limits(bytes=MOST_BYTES)
_HEAD: Final = 12
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class Gap(Conflict):
    """A piece that does not follow what is here; `offset` is where the next one has to begin."""

    def __init__(self, expected: str, got: object, offset: int) -> None:
        """Say what was expected, what came, and where to go on."""
        super().__init__(expected, got)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of a file of `length` bytes, from `offset` on; `last` when the file ends with them."""

    data: bytes
    offset: int
    length: int
    last: bool

    @property
    def end(self) -> int:
        """Where the next piece begins."""
        return self.offset + len(self.data)


def take(sha256: str, piece: Piece) -> Medium | Upload:
    """Take a piece of a file: what is kept when it was the last, how far the upload is when not.

    A file that is kept is not taken again from a party that sent it; from another it is, whole:
    whoever knows its hash need not have the file.

    Raises:
        Gap: the piece does not follow what is here, the file is longer or of another hash than was said.
        NotValid: it is neither a picture nor a spoken note, or one that is not taken.
        TooManyRequests: this party has too many on their way, or kept too many today.
    """
    media, party = house().store.media, actor().party
    if kept := sent(sha256, party):
        return kept
    upload = media.upload(sha256, party)
    _check(piece, upload)
    if upload is None:
        _check_kind(piece)
        _check_quota(party)
        now = house().ledger.clock()
        upload = media.begin(Upload(sha256, party, piece.length, now))
        _check(piece, upload)  # another worker may have begun it, and gone on, meanwhile
    if piece.data and not media.append(upload, piece.data, house().ledger.clock()):
        there = media.upload(sha256, party)
        raise _gap(piece, there.offset if there else 0)
    upload = Upload(sha256, party, piece.length, upload.at, piece.end)
    return _finish(upload) if piece.last else upload


def sent(sha256: str, party: str) -> Medium | None:
    """A kept file, if this party sent the whole of it."""
    kept = house().store.media.about(sha256)
    return kept if kept and party in kept.parties else None


def receipt(medium: Medium) -> Receipt:
    """The signed receipt of a file that is kept; the same for whoever sends it."""
    name = f"{MEDIA}{medium.sha256}"
    return house().ledger.acknowledge(Reception(name, medium.sha256, FORM, medium.at, "accepted"))


def is_seen(medium: Medium) -> bool:
    """Whether who asks may see a file: whoever sees a party that sent it, or that its sender told it for.

    A record that names the hash of another's file opens it to nobody.
    """
    asking = actor()
    return any(_sees(asking, party) for party in dict.fromkeys(_parties(medium)))


def _parties(medium: Medium) -> Iterator[str]:
    store, key = house().store, f"{MEDIA}{medium.sha256}"
    yield from medium.parties
    for record in islice(store.records.about(key), _ASKED):
        if record.origin.party in medium.parties:
            yield record.subject
    for held in store.held.about(key, _ASKED):
        if held.origin.party in medium.parties:
            yield held.desk


def _sees(asking: Actor, party: str) -> bool:
    store = house().store
    if sees(asking, store.masterdata.subject(party)):
        return True
    if asking.role is not Role.HELPER:
        return False
    now, given = house().ledger.clock(), store.people.delegations(party)
    return any(each.delegate == asking.party and each.starts <= now < each.ends for each in given)


def _check(piece: Piece, upload: Upload | None) -> None:
    """Refuse a piece that does not follow, or that the file has no room for."""
    offset, length = (upload.offset, upload.length) if upload else (0, piece.length)
    if piece.length != length:
        raise Gap(f"Upload-Length {length} as before", piece.length, offset)
    if piece.offset != offset:
        raise _gap(piece, offset)
    if piece.end > length or (piece.last and piece.end < length):
        raise Gap(f"{length} bytes in all", piece.end, offset)
    if len(piece.data) < LEAST_PIECE and not piece.last and piece.end < length:
        raise NotValid(f"at least {LEAST_PIECE} bytes, or the last piece", len(piece.data))


def _gap(piece: Piece, offset: int) -> Gap:
    return Gap(f"Upload-Offset {offset}", piece.offset, offset)


def _check_kind(piece: Piece) -> None:
    """Refuse by its first bytes what would be refused at the end."""
    if _is_voice(piece.data):
        most = voice.LONGEST
    elif piece.data.startswith(_PICTURES) or piece.data[8:_HEAD] == b"WEBP":
        most = MOST_BYTES
    else:
        raise NotValid("a JPEG, PNG or WebP picture, or a WAV", "something else", "file")
    if piece.length > most:
        raise NotValid(f"at most {most} bytes", piece.length, "file")


def _is_voice(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:_HEAD] == b"WAVE"


def _check_quota(party: str) -> None:
    media, now = house().store.media, house().ledger.clock()
    if media.unfinished(party) >= MOST_UNFINISHED:
        sentence = f"Expected at most {MOST_UNFINISHED} uploads on their way, got one more."
        raise TooManyRequests(sentence, retry_after=600)
    if media.kept_since(party, now - _DAY) >= MOST_A_DAY:
        sentence = f"Expected at most {MOST_A_DAY} files a day, got one more."
        raise TooManyRequests(sentence, retry_after=3600)


def _finish(upload: Upload) -> Medium:
    """Check the hash, clean and keep; a second one who finishes the same finds it kept."""
    media = house().store.media
    data = media.joined(upload)
    came = digest(data).hexdigest()
    if came != upload.sha256:
        media.drop(upload)
        if kept := sent(upload.sha256, upload.party):
            return kept
        raise Gap(f"bytes whose SHA-256 is {upload.sha256}", came, 0)
    try:
        clean = voice.clean(data) if _is_voice(data) else photos.clean(data, _LIMITS)
    except (voice.VoiceRefused, photos.PhotoRefused) as no:
        media.drop(upload)
        raise NotValid(no.expected, no.got, "file") from no
    parties, now = (upload.party,), house().ledger.now()
    size = len(clean.bytes)
    medium = Medium(upload.sha256, upload.length, clean.media_type, size, parties, now)
    kept = media.keep(medium, clean.bytes)
    media.drop(upload)
    return kept
