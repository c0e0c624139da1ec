"""How a feed is answered: never empty, the same bytes under the same tag, packed where that is taken."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Final

from flask import Response, request
from werkzeug.exceptions import ServiceUnavailable

from api.house import house
from schemas.feeds import Stem, zipped
from traceability.ledger.google import BASE, FORM
from traceability.store.listings import Version

Writer = Callable[[Stem, Iterable[bytes]], Iterator[bytes]]

WAIT: Final = 600
"""Seconds after which to ask again for a feed that holds nothing yet."""


class Streamed(Response):
    """An answer whose length is not worked out: that would hold all of it in memory."""

    automatically_set_content_length = False


def streamed(channel: str, write: Writer, media_type: str) -> Response:
    """A channel's feed, written while it is sent, with `ETag`, `Last-Modified` and its conditions.

    Raises:
        ServiceUnavailable: the channel carries no listing: an empty feed would take down every offer.
    """
    here = house()
    version = here.store.listings.version()
    if version is None or not here.store.listings.carried(channel):
        sentence = "Expected a listing that this feed can carry, got none yet."
        raise ServiceUnavailable(sentence, retry_after=WAIT)
    stem = Stem(BASE, here.settings.base_url)
    packed = _takes_gzip()
    pieces = write(stem, here.store.listings.fragments(channel))
    answer = Streamed(zipped(pieces) if packed else pieces, content_type=media_type)
    _bear(answer, version, tag(version, stem, packed=packed), packed=packed)
    answer.make_conditional(request)
    return answer


def tag(version: Version, stem: Stem, *, packed: bool) -> str:
    """The strong entity tag of a feed (RFC 9110 §8.8.3): all that its bytes are made from.

    It is known before a byte is written. Each coding has its own.
    """
    told = f"{FORM} {version.number} {version.at.isoformat()} {stem.address}"
    return sha256(told.encode()).hexdigest()[:32] + ("-gzip" if packed else "")


def _bear(answer: Response, version: Version, etag: str, *, packed: bool) -> None:
    answer.set_etag(etag)
    answer.last_modified = version.at
    answer.vary.add("Accept-Encoding")
    answer.cache_control.no_cache = True
    answer.headers["X-Robots-Tag"] = "noindex"
    if packed:
        answer.content_encoding = "gzip"


def _takes_gzip() -> bool:
    return request.accept_encodings["gzip"] > 0
