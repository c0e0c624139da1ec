"""From a page to an answer: its headers, whether it is known already, packed where that is understood."""

from hashlib import sha256
from typing import Final
from wsgiref.types import WSGIEnvironment

from flask import Response, request
from werkzeug.datastructures import Headers

from api.house import house
from api.languages import COOKIE, code_of_reader
from api.scan.kept import Page

VARY: Final = "Accept-Language, Cookie, Accept-Encoding"
_HTML: Final = "text/html; charset=utf-8"
_JSON_LD: Final = "application/ld+json"
_YEAR: Final = 365 * 24 * 3600
_SEE: Final = 302


class Ready(Response):
    """An answer that is complete as it is made: nothing is worked out of its headers again."""

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        """Its headers (HEAD is answered with the length that GET would have, RFC 9110 §9.3.2)."""
        del environ
        return self.headers


def of(page: Page) -> Response:
    """A kept page."""
    if unchanged(page, request.environ.get("HTTP_IF_NONE_MATCH")):
        return Response(status=304, headers=headers_of(page, None))
    packed = "gzip" in request.environ.get("HTTP_ACCEPT_ENCODING", "")
    body = page.packed if packed else page.body
    return _remembering(Ready(body, headers=Headers(headers_of(page, packed))))


def unchanged(page: Page, known: str | None) -> bool:
    """Whether who asks has this very page (If-None-Match, RFC 9110 §13.1.2)."""
    return known == page.etag and page.storable


def headers_of(page: Page, packed: bool | None) -> list[tuple[str, str]]:  # noqa: FBT001  # tells the body
    """The headers of a page sent packed or as it is; None of a page that is not sent again."""
    headers = [
        ("Content-Type", _HTML),
        ("ETag", page.etag),
        ("Vary", VARY),
        ("Cache-Control", "no-cache" if page.storable else "no-store"),
    ]
    if packed is not None:
        body = page.packed if packed else page.body
        headers.append(("Content-Length", str(len(body))))
    return headers + ([("Content-Encoding", "gzip")] if packed else [])


def fresh(body: bytes) -> Response:
    """A page that is made each time."""
    headers = {"Content-Type": _HTML, "Vary": VARY, "Cache-Control": "no-cache"}
    return _remembering(Response(body, headers=headers))


def data(body: bytes) -> Response:
    """The data of a page."""
    return _tagged(body, _JSON_LD, "no-cache")


def picture(body: bytes, media_type: str) -> Response:
    """A code: the same for as long as the address is."""
    return _tagged(body, media_type, "public, max-age=86400")


def moved(path: str) -> Response:
    """To another of our own addresses."""
    return Response(status=_SEE, headers={"Location": path})


def _tagged(body: bytes, media_type: str, caching: str) -> Response:
    answer = Response(body, content_type=media_type, headers={"Cache-Control": caching})
    answer.set_etag(sha256(body).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def _remembering(answer: Response) -> Response:
    """The answer, with a cookie for the language that was asked for."""
    if request.query_string and COOKIE in request.args:
        settings = house().settings
        code = code_of_reader(settings.languages)
        answer.set_cookie(COOKIE, code, _YEAR, secure=settings.secure, samesite="Lax")
    return answer
