"""A picture that a form of the desk sends: made clean and kept, like any other of the API."""

from typing import IO

from api.house import house
from api.rest.documents import LIMITS, developed
from api.who import actor
from traceability.errors import NotValid
from traceability.store.files import File


def kept(stream: IO[bytes]) -> str:
    """Keep a picture without a trace of where it was taken; its SHA-256, in hex.

    Raises:
        NotValid: it is no picture, or too large a one.
    """
    try:
        photo = developed(stream.read(LIMITS.bytes + 1))
    except NotValid as no:
        raise NotValid(no.expected, no.got, "images") from None
    file = File(photo.sha256, photo.media_type, len(photo.bytes), actor().party)
    house().store.files.put(file, photo.bytes)
    return photo.sha256
