"""Photos and spoken notes over the wire: sent in pieces that can go on, served to those they belong to."""

import re
from http import HTTPStatus
from typing import Final

from flask import Response, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from api import receipts
from api.described import Description, View, describe
from api.errors import problem
from api.exchange import answer, bounded
from api.farm.uploads import (
    LIMITS,
    MOST_BYTES,
    MOST_PIECE,
    Gap,
    Piece,
    is_seen,
    receipt,
    sent,
    take,
)
from api.house import house
from api.who import Unknown, actor, also_lapsed, has_lapsed, may, roles_for
from schemas import answers
from traceability.access import Role
from traceability.errors import NotFound, NotYours
from traceability.masterdata.checks import check_sha256
from traceability.store.media import Upload

PARTIAL: Final = "application/partial-upload"
OFFSET, LENGTH, COMPLETE = "Upload-Offset", "Upload-Length", "Upload-Complete"
SENDERS: Final = tuple(
    role for role in roles_for("read") if role not in {Role.MARKETPLACE, Role.AUTHORITY}
)
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)
_FLAGS: Final = {"?0": False, "?1": True}
_SERVED: Final = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
_HEADERS: Final = {
    OFFSET: "Where the piece begins, in bytes",
    LENGTH: f"Bytes of the whole file, at most {MOST_BYTES}",
    COMPLETE: "?1 with the last piece, ?0 with any other",
}


def views() -> list[tuple[str, str, View]]:
    """Method, path and view of each."""
    path = "/api/v1/media/<sha256>"
    return [("PATCH", path, send_media), ("GET", path, serve_media)]


@also_lapsed
@may(*SENDERS)
@describe(Description(answer=answers.receipt, takes=PARTIAL, headers=_HEADERS, limits=LIMITS))
def send_media(sha256: str) -> Response:
    """Send a piece of a photo or spoken note, named by the SHA-256 of the whole; at most 128 KB.

    204 with the new Upload-Offset while pieces are to come; 200 with a signed receipt when it is
    kept, also for an empty last piece of a file that this party sent before. 409 bears the Upload-Offset
    from which to go on. A photo (JPEG, PNG, WebP) is kept upright, at most 1600 pixels a side and
    without metadata; a spoken note is WAV, 8 kHz mono µ-law, at most 60 seconds.
    """
    check_sha256(sha256, "sha256")
    try:
        there = take(sha256, _piece())
    except Gap as no:
        return _with(problem(HTTPStatus.CONFLICT, "Conflict", str(no)), no.offset, complete=False)
    if isinstance(there, Upload):
        return _with(Response(status=HTTPStatus.NO_CONTENT), there.offset, complete=False)
    shown = answer(receipts.shown(receipt(there)))
    return _with(shown, int(request.headers[LENGTH]), complete=True)


@also_lapsed
@may(*SENDERS)
@describe(Description(gives="image/jpeg"))
def serve_media(sha256: str) -> Response:
    """Serve a kept photo or spoken note, clean, by the SHA-256 it was sent under.

    To those who see a party that sent it or that its sender's record speaks for. HEAD says how much
    of it came from this party: Upload-Offset, and Upload-Complete ?1 when it is kept.
    """
    check_sha256(sha256, "sha256")
    if request.method == "HEAD":
        return _progress(sha256)
    medium = house().store.media.about(sha256)
    if has_lapsed():
        raise Unknown("Expected a card in force, got one that ran out.")
    if medium is None:
        raise NotFound("file", sha256)
    if not is_seen(medium):
        raise NotYours("a reader to whom the file belongs", str(actor()))
    response = Response(b"", mimetype=medium.media_type, headers=_SERVED)
    response.set_etag(sha256)
    response.make_conditional(request)
    if response.status_code != HTTPStatus.NOT_MODIFIED:
        response.set_data(house().store.media.read(sha256))
    return response


def _progress(sha256: str) -> Response:
    party = actor().party
    if medium := sent(sha256, party):
        return _with(Response(status=HTTPStatus.NO_CONTENT), medium.sent, complete=True)
    upload = house().store.media.upload(sha256, party)
    if upload is None:
        raise NotFound("file", sha256)
    return _with(Response(status=HTTPStatus.NO_CONTENT), upload.offset, complete=False)


def _piece() -> Piece:
    """The piece that came.

    Raises:
        UnsupportedMediaType, BadRequest, RequestEntityTooLarge: another type, headers that are
            missing or say nothing, a piece or a file that is too long.
    """
    if request.mimetype != PARTIAL:
        raise UnsupportedMediaType(f"Expected {PARTIAL}, got {request.mimetype or 'nothing'}.")
    offset, length = _number(OFFSET), _number(LENGTH)
    flag = request.headers.get(COMPLETE, "")
    if flag not in _FLAGS:
        raise BadRequest(f"Expected {COMPLETE}: ?0 or ?1, got {flag[:40] or 'none'}.")
    if length > MOST_BYTES:
        raise RequestEntityTooLarge(f"Expected a file of at most {MOST_BYTES} bytes, got {length}.")
    return Piece(bounded(MOST_PIECE), offset, length, _FLAGS[flag])


def _number(name: str) -> int:
    text = request.headers.get(name, "")
    if not _NUMBER.fullmatch(text):
        raise BadRequest(f"Expected {name} in bytes, got {text[:40] or 'none'}.")
    return int(text)


def _with(response: Response, offset: int, *, complete: bool) -> Response:
    """An answer that says how far the file is; no cache may keep it."""
    response.headers[OFFSET] = str(offset)
    response.headers[COMPLETE] = "?1" if complete else "?0"
    response.headers["Cache-Control"] = "no-store"
    return response
