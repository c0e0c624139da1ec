"""Pictures over the wire: taken in clean and bounded, served under their SHA-256."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from api.described import Description, View, describe
from api.exchange import answer, bounded
from api.house import house
from api.who import actor, may, roles_for
from qr.photos import Limits, Photo, PhotoRefused, clean
from schemas import answers
from traceability.access import Role
from traceability.errors import NotFound, NotValid
from traceability.masterdata.checks import check_sha256
from traceability.store.files import File

LIMITS: Final = Limits()
_AROUND: Final = 64 * 1024
"""Bytes that a multipart body may have beside the picture."""

_SENDERS: Final = tuple(
    role for role in roles_for("read") if role not in {Role.MARKETPLACE, Role.AUTHORITY}
)
_SERVED: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of everything that can be done with documents."""
    yield "POST", "/documents", keep_document
    yield "GET", "/documents/<sha256>", serve_document


@may(*_SENDERS)
@describe(Description(answer=answers.document, status=201, takes="image/*"))
def keep_document() -> Response:
    """Keep a picture, without a trace of where it was taken; as the body, or as `file` of a form.

    It is stored upright with at most 1600 pixels a side. A repeat gets the first answer.
    """
    photo = developed(_picture())
    file = File(photo.sha256, photo.media_type, len(photo.bytes), actor().party)
    fresh = house().store.files.put(file, photo.bytes)
    path = f"/api/v1/documents/{file.sha256}"
    shown = {"sha256": file.sha256, "media_type": file.media_type, "size": file.size, "path": path}
    response = answer(answers.document.dump(shown), 201 if fresh else 200)
    response.headers["Location"] = path
    return response


@may()
@describe(Description(gives="image/jpeg"))
def serve_document(sha256: str) -> Response:
    """Serve a picture by the SHA-256 of its bytes; it never changes."""
    check_sha256(sha256, "sha256")
    about = house().store.files.about(sha256)
    if about is None:
        raise NotFound("document", sha256)
    response = Response(b"", mimetype=about.media_type, headers=_SERVED)
    response.set_etag(sha256)
    response.make_conditional(request)
    if response.status_code != HTTPStatus.NOT_MODIFIED:
        response.set_data(house().store.files.read(sha256))
    return response


def _picture() -> bytes:
    """The picture's bytes.

    Raises:
        UnsupportedMediaType, RequestEntityTooLarge, NotValid: no picture, too long, no `file`.
    """
    if request.mimetype.startswith("image/"):
        return bounded(LIMITS.bytes)
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType(f"Expected image/*, got {request.mimetype or 'nothing'}.")
    request.max_content_length = LIMITS.bytes + _AROUND
    if (request.content_length or 0) > request.max_content_length:
        raise RequestEntityTooLarge(f"Expected at most {LIMITS.bytes} bytes, got more.")
    file = request.files.get("file")
    if file is None:
        raise NotValid("a picture", "none", "file")
    return file.stream.read(LIMITS.bytes + 1)


def developed(data: bytes) -> Photo:
    """A picture made clean.

    Raises:
        NotValid: it is none, or too large a one.
    """
    try:
        return clean(data, LIMITS)
    except PhotoRefused as no:
        raise NotValid(no.expected, no.got, "file") from no
