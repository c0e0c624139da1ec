"""Codes read from a photo, for phones that cannot read them themselves."""

from datetime import timedelta
from typing import Final

from flask import Response, request
from werkzeug.exceptions import TooManyRequests, UnsupportedMediaType

from api.described import Description, View, describe
from api.exchange import answer, bounded
from api.farm.media import SENDERS
from api.house import house
from api.who import actor, may
from qr.reading import Limits, Unread, read
from schemas import answers
from traceability.errors import NotValid

LIMITS: Final = Limits()
MOST: Final = 60
"""Photos of one token or session that are looked at in `WINDOW`: a weighing session's pace, and spare."""

WINDOW: Final = timedelta(minutes=5)
_LIMITS: Final = {
    "decode_bytes": LIMITS.bytes,
    "decode_photos_in_5_minutes": MOST,
    "decode_pixels": LIMITS.pixels,
}


def views() -> list[tuple[str, str, View]]:
    """Method, path and view of each."""
    return [("POST", "/api/v1/decode", decode)]


@may(*SENDERS)
@describe(Description(answer=answers.decoded, takes="image/*", limits=_LIMITS))
def decode() -> Response:
    """Read the codes on a photo of at most 6 MB: their texts, the topmost first; none where there is none.

    Nothing of the photo is kept. 60 photos in five minutes are looked at.
    """
    if not request.mimetype.startswith("image/"):
        raise UnsupportedMediaType(f"Expected image/*, got {request.mimetype or 'nothing'}.")
    picture = bounded(LIMITS.bytes)
    wait = house().store.rates.wait("decode", actor().by, MOST, WINDOW, house().ledger.clock())
    if wait:
        raise TooManyRequests(f"Expected at most {MOST} photos in 5 minutes.", retry_after=wait)
    try:
        return answer({"texts": read(picture, LIMITS)})
    except Unread as no:
        raise NotValid(no.expected, no.got, "file") from no
