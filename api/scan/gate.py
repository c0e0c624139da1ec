"""Popular pages answered at the wall: a kept one never reaches Flask."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote

from api.languages import COOKIE, choose
from api.observing import RULE
from api.scan.answers import headers_of, unchanged
from api.scan.kept import Address, Page, Pages

Environ = dict[str, Any]
Wsgi = Callable[..., Iterable[bytes]]

CODE: Final = '/<any("01", "00", "414", "417", "t", "u"):kind>/<path:rest>'
"""The route of every code's page."""

_METHODS: Final = frozenset({"GET", "HEAD"})


class Gate:
    """Answers what is kept, to whoever asks without a question mark; everybody else goes on to Flask.

    The path must be just the one the page is kept by: another spelling, or one with signs that are
    percent-encoded, finds its page through Flask.
    """

    def __init__(
        self, inner: Wsgi, pages: Pages, languages: tuple[str, ...], clock: Callable[[], datetime]
    ) -> None:
        """Wrap an application."""
        self._inner, self._pages, self._languages, self._clock = inner, pages, languages, clock

    def _kept(self, environ: Environ) -> Page | None:
        path = environ["PATH_INFO"]
        asked = environ["REQUEST_METHOD"] in _METHODS and not environ.get("QUERY_STRING")
        if not asked or "%" in path:
            return None
        accepted = environ.get("HTTP_ACCEPT_LANGUAGE", "")
        language = choose("", _cookie(environ.get("HTTP_COOKIE", "")), accepted, self._languages)
        return self._pages.get(Address(path, language), self._clock())

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer."""
        page = self._kept(environ)
        if page is None:
            return self._inner(environ, start_response)
        environ[RULE] = CODE
        if unchanged(page, environ.get("HTTP_IF_NONE_MATCH")):
            start_response("304 NOT MODIFIED", headers_of(page, None))
            return ()
        packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        start_response("200 OK", headers_of(page, packed))
        body = page.packed if packed else page.body
        return (body,) if environ["REQUEST_METHOD"] == "GET" else ()


def _cookie(header: str) -> str:
    """The reader's language in the header Cookie (RFC 6265 §4.2.1); empty where it is not told."""
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return unquote(value)
    return ""
