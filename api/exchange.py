"""What comes in and how it is answered: JSON bodies, versions, pages of a list."""

import re
from base64 import b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

import simplejson
from flask import Response, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from api.errors import Stale, Unconditional
from api.jsons import to_json
from schemas.fields_read import Json
from traceability.errors import NotValid

T = TypeVar("T")

JSON: Final = "application/json"
MOST_BYTES: Final = 64 * 1024
MOST_DEPTH: Final = 20
MOST_ON_A_PAGE: Final = 200
ON_A_PAGE: Final = 50
LONGEST_CURSOR: Final = 2000

_TOKENS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A body: its bytes as they came, and the object they hold, numbers as int or Decimal."""

    raw: bytes
    said: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list: after which key, and how many at most."""

    after: str
    limit: int


def body() -> Spoken:
    """Read the request's JSON object.

    Raises:
        UnsupportedMediaType: its content type is not `application/json` (415).
        RequestEntityTooLarge: it is longer than `MOST_BYTES` (413).
        BadRequest: it is no JSON object, is nested deeper than `MOST_DEPTH`, names a field twice,
            or holds NaN, Infinity or half a character (400).
    """
    if request.mimetype != JSON:
        raise UnsupportedMediaType(f"Expected {JSON}, got {request.mimetype or 'nothing'}.")
    raw = bounded(MOST_BYTES)
    return Spoken(raw, parsed(raw))


def parsed(raw: bytes) -> dict[str, Json]:
    """The JSON object that some bytes hold.

    Raises:
        BadRequest: it is none, is nested too deep, names a field twice, or holds what no file could.
    """
    if _depth(raw) > MOST_DEPTH:
        raise BadRequest(f"Expected JSON at most {MOST_DEPTH} deep, got more.")
    try:
        text = raw.decode()
        said = simplejson.loads(text, use_decimal=True, object_pairs_hook=_distinct)
        _whole(raw, said)
    except NotValid as twice:
        raise BadRequest(str(twice)) from None
    except ValueError as wrong:
        raise BadRequest(f"Expected JSON, got {_reason(wrong)}.") from None
    if not isinstance(said, dict):
        raise BadRequest("Expected a JSON object, got another value.")
    return said


def bounded(most: int) -> bytes:
    """The body's bytes, at most so many.

    Raises:
        RequestEntityTooLarge: it is longer (413).
    """
    request.max_content_length = most
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise RequestEntityTooLarge(f"Expected at most {most} bytes, got more.") from None


def answer(shown: Any, status: int = 200, etag: str = "") -> Response:  # noqa: ANN401  # any JSON
    """A JSON answer; with a strong ETag, a reader who has this version gets 304."""
    response = Response(to_json(shown), status, mimetype=JSON)
    if etag:
        response.set_etag(etag)
    if request.method == "GET":
        response.make_conditional(request)
    return response


def if_match(number: int) -> None:
    """Let a change through that is meant for the version that stands (RFC 9110 §13.1.1).

    Raises:
        Unconditional: no If-Match came.
        Stale: it names another version.
    """
    if not request.headers.get("If-Match"):
        raise Unconditional(f'Expected If-Match: "{number}" or another version, got none.')
    if not request.if_match.contains(str(number)):
        raise Stale(f'Expected If-Match: "{number}", got {request.headers["If-Match"][:80]}.')


def page() -> Page:
    """Which page of a list is asked for: `after` as a Link gave it, `limit` from 1 to 200.

    Raises:
        NotValid: a cursor nobody gave, or a limit that is none.
    """
    text = request.args.get("limit", str(ON_A_PAGE))
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST_ON_A_PAGE):
        raise NotValid(f"a number from 1 to {MOST_ON_A_PAGE}", text, "limit")
    return Page(_cursor(request.args.get("after", "")), int(text))


def listed(
    asked: Page,
    found: Sequence[T],
    key: Callable[[T], str],
    shown: Callable[[T], Any],
) -> Response:
    """One page of a list; `found` has one more than `asked.limit` where another page follows.

    What is shown as None is left out.
    """
    items = found[: asked.limit]
    response = answer({"items": [it for it in map(shown, items) if it is not None]})
    if len(found) > asked.limit:
        after = urlsafe_b64encode(key(items[-1]).encode()).decode().rstrip("=")
        args = {**request.args.to_dict(), "after": after, "limit": str(asked.limit)}
        response.headers["Link"] = f'<{request.path}?{urlencode(args)}>; rel="next"'
    return response


def _cursor(text: str) -> str:
    padded = text + "=" * (-len(text) % 4)
    try:
        if len(text) <= LONGEST_CURSOR:
            return b64decode(padded.encode(), b"-_", validate=True).decode()
    except (Error, ValueError):
        pass
    raise NotValid("a cursor as a Link gave it", text, "after")


def _reason(wrong: ValueError) -> str:
    if isinstance(wrong, simplejson.JSONDecodeError):
        return f"an error in line {wrong.lineno}, column {wrong.colno}"
    return "bytes that are no UTF-8" if isinstance(wrong, UnicodeError) else "a number too long"


def _distinct(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """An object whose names are distinct (RFC 8259 §4 leaves others to chance)."""
    named = dict(pairs)
    if len(named) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotValid("each field only once", twice)
    return named


def _whole(raw: bytes, said: Json) -> None:
    """Refuse half a surrogate pair, which no file could hold."""
    if b"\\ud" in raw.lower():
        simplejson.dumps(said, ensure_ascii=False, use_decimal=True).encode()


def _depth(raw: bytes) -> int:
    deepest = depth = 0
    for token in _TOKENS.findall(raw):
        if token in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif token in b"]}":
            depth -= 1
    return deepest
