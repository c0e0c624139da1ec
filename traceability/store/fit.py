"""Whether MongoDB can hold a document: asked before a record is stored that views are to show."""

from typing import Any, Final

import bson
from bson.errors import BSONError
from bson.raw_bson import RawBSONDocument

from traceability.errors import NotValid

LARGEST: Final = 12 * 1024 * 1024
"""Bytes of a document; the database takes 16 MiB, and a view grows."""

UNFIT: Final = (NotValid, BSONError, ArithmeticError, LookupError, TypeError, ValueError)
"""What reading, folding or encoding a record raises when no view can show it."""


def check_fit(document: dict[str, Any]) -> RawBSONDocument:
    """A document as the database is handed it; one that could not be stored is refused.

    Raises:
        NotValid: a number of more than 64 bits, half a surrogate pair, a name with NUL, or too much.
    """
    try:
        encoded = bson.encode(document)
    except (BSONError, OverflowError, UnicodeError) as no:
        raise NotValid("what the database can hold", str(no)) from None
    if len(encoded) > LARGEST:
        raise NotValid(f"a view of at most {LARGEST} bytes", len(encoded))
    return RawBSONDocument(encoded)
