"""A single value of an event as it stands in the text that is hashed (CBV 2.0 §8.9)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from traceability.errors import NotValid
from traceability.identifiers.epc_uri import canonical_uri

_LONGEST = 60  # digits of a number written out, before or after the point
_HALF_A_MILLISECOND = timedelta(microseconds=500)
_CBV = "https://ref.gs1.org/cbv/"
_GS1 = "https://gs1.org/voc/"
_URN = "urn:epcglobal:cbv:"
_WEB = {
    "bizstep": f"{_CBV}BizStep-",
    "disp": f"{_CBV}Disp-",
    "btt": f"{_CBV}BTT-",
    "sdt": f"{_CBV}SDT-",
}


def value_text(value: object) -> str:
    """Write a string, number, truth value or nothing.

    Strings stay strings, also those that look like numbers; only keys of GS1 and terms of the CBV
    are brought to one spelling.

    Raises:
        NotValid: A float, an endless number or an object where one value belongs.
    """
    if isinstance(value, str):
        return _string_text(value.strip())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return _number_text(value)
    if value is None:
        return ""
    raise NotValid("a text, a decimal number or a truth value", value)


def _string_text(text: str) -> str:
    if ":" not in text:
        return text
    if text.startswith(_URN):
        kind, _, term = text.removeprefix(_URN).partition(":")
        return _WEB[kind] + term if kind in _WEB else text
    return canonical_uri(text) or text


def _number_text(number: Decimal | int) -> str:
    """All digits, no exponent, no zeros at the end: 600.0 and 6E+2 are both ``600``."""
    exact = Decimal(number)
    if not exact.is_finite() or abs(exact.adjusted()) > _LONGEST:
        raise NotValid(f"a number of at most {_LONGEST} digits", number)
    if not exact:
        return "0"
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def time_text(value: object) -> str:
    """Write a time in UTC to the millisecond, half a millisecond going up.

    What is no time with an offset stays as it is: the hash does not judge what it is given.

    >>> time_text("2026-11-22T06:59:59.9996+07:00")
    '2026-11-22T00:00:00.000Z'
    """
    text = value_text(value)
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return text
        moment = moment.astimezone(UTC) + _HALF_A_MILLISECOND
    except (ValueError, OverflowError):
        return text
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def term_text(value: object, vocabulary: str) -> str:
    """Write a term of the CBV or the GS1 web vocabulary as its URI: ``packing``, ``cbv:…``, a URN.

    Args:
        value: What stands in the event.
        vocabulary: What a bare word is put behind (context 2.0.0).
    """
    text = value_text(value)
    prefix, colon, local = text.partition(":")
    if not colon:
        return vocabulary + text if text else ""
    return {"cbv": _CBV, "gs1": _GS1}[prefix] + local if prefix in {"cbv", "gs1"} else text
