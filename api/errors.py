"""The one table from error to answer: problem+json for programs, a page for people."""

from collections.abc import Callable
from typing import Any, Final

import orjson
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from api.who import TooSoon, Unknown
from schemas.problem import BadShape
from traceability.access import PinWanted
from traceability.errors import Conflict, NotFound, NotValid, NotYours, Refusal

JSON_PATHS: Final = ("/api/", "/epcis/", "/log/", "/healthz", "/readyz")
"""Routes whose every "no" is `application/problem+json` (RFC 9457)."""

PROBLEM: Final = "application/problem+json"

_WRITES: Final = frozenset({"POST", "PUT", "PATCH"})

Page = Callable[[int, str], str]
"""Makes the page of a "no" in the reader's language, of a status and a sentence."""


class Stale(Refusal):
    """A change to a version that is no longer the last (RFC 9110 §13.1.1)."""


class Unconditional(Refusal):
    """A change without saying to which version (RFC 6585 §3)."""


_STATUS: Final[tuple[tuple[type[Exception], int, str], ...]] = (
    (Unknown, 401, "Who asks is not known"),
    (NotYours, 403, "Not yours"),
    (NotFound, 404, "Not found"),
    (Stale, 412, "Changed meanwhile"),
    (Unconditional, 428, "Say which version"),
    (Conflict, 409, "Conflict"),
    (NotValid, 422, "Not valid"),
    (TooSoon, 429, "Too many wrong guesses"),
)


def problem(
    status: int, title: str, detail: str, errors: dict[str, list[str]] | None = None
) -> Response:
    """A "no" to a program, in the one shape of RFC 9457."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    body |= {"detail": detail} | ({"errors": errors} if errors else {})
    answer = Response(orjson.dumps(body), status, mimetype=PROBLEM)
    if status == _STATUS[0][1]:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def status_of(no: Exception) -> int:
    """The status of a refusal."""
    return _known(no)[0]


def for_programs() -> bool:
    """Whether the one who asks is a program."""
    return request.path.startswith(JSON_PATHS)


def register(app: Flask, page: Page) -> None:
    """Let an application answer every refusal in the one shape."""

    def refused(error: Exception) -> Response:
        status, title = _known(error)
        if for_programs():
            shown = problem(status, title, str(error), _errors(error))
        else:
            shown = Response(page(status, str(error)), status, mimetype="text/html")
        if isinstance(error, TooSoon):
            shown.headers["Retry-After"] = str(error.seconds)
        return shown

    def http(error: HTTPException) -> Response:
        status = error.code or 500
        detail = error.description or ""
        if not for_programs():
            shown = Response(page(status, detail), status, mimetype="text/html")
        else:
            shown = problem(status, error.name, detail)
        kept = ("Allow", "Retry-After", "Location")
        for name, value in error.get_headers():
            if name in kept:
                shown.headers[name] = value
        return shown

    app.register_error_handler(Unknown, refused)
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, http)


def told_of(error: Refusal | HTTPException) -> dict[str, Any]:
    """The members of a problem that say why: for a "no" to one of many things that were sent."""
    if isinstance(error, HTTPException):
        return {"title": error.name, "detail": error.description or ""}
    errors = _errors(error)
    told = {"title": _known(error)[1], "detail": str(error)}
    return told | ({"errors": errors} if errors else {})


def _known(error: Exception) -> tuple[int, str]:
    for kind, status, title in _STATUS:
        if isinstance(error, kind):
            reads = kind is NotValid and request.method not in _WRITES
            return (400 if reads else status), title
    return 400, "Refused"


def _errors(error: Exception) -> dict[str, list[str]] | None:
    if isinstance(error, BadShape):
        return error.errors
    if isinstance(error, PinWanted):
        return {"pin": [str(error)]}
    if isinstance(error, NotValid) and error.field:
        return {error.field: [str(error)]}
    return None
