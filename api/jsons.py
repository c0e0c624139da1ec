"""JSON answers by orjson: decimals as text, instants in ISO 8601, in the order they were made."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from flask.json.provider import JSONProvider

from traceability.identifiers.uris import Key


def to_json(value: Any) -> bytes:  # noqa: ANN401  # anything that an answer may hold
    """The bytes of an answer."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z)


class Json(JSONProvider):
    """Flask's door to JSON."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:  # noqa: ANN401, ARG002  # Flask's signature
        """Write JSON as text."""
        return to_json(obj).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002  # the same
        """Read JSON."""
        return orjson.loads(s)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Key):
        return value.uri
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError
