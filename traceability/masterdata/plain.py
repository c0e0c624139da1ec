"""Values of master data as JSON, and JSON as values: one generic function each way."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from traceability.identifiers.keys import Gln, Gtin
from traceability.identifiers.uris import Key
from traceability.masterdata.geometry import Shape
from traceability.masterdata.texts import NO_TEXTS, Texts

Json = Any
"""JSON as simplejson reads it with `use_decimal`: text, int, Decimal, bool, list, dict."""
Held = Any
"""A value of master data, or of one of its fields."""
Form = Any
"""The type of such a value, as a field's annotation has it."""

_EMPTY: Final = (None, "", (), NO_TEXTS)
_WRITE: Final[dict[type, Callable[[Held], Json]]] = {
    Shape: attrgetter("geojson"),
    Texts: Texts.as_dict,
    Gtin: attrgetter("value"),
    Gln: attrgetter("value"),
    date: date.isoformat,
}
_READ: Final[dict[Form, Callable[[Json], Held]]] = {
    Shape: Shape.read,
    Texts: Texts.of,
    Gtin: Gtin.parse,
    Gln: Gln.parse,
    date: date.fromisoformat,
    Decimal: Decimal,
    str: str,
    int: int,
    bool: bool,
}


def plain(value: Held) -> Json:
    """The value as JSON, Decimal kept; a field that holds nothing is left out of its object."""
    if type(value) in _WRITE:
        return _WRITE[type(value)](value)
    if isinstance(value, Key):
        return value.uri
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if is_dataclass(value):
        return {name: plain(held) for name, held in holdings(value)}
    return value


def holdings(value: Held) -> list[tuple[str, Held]]:
    """Names and values of a dataclass's fields that hold something."""
    pairs = [(field.name, getattr(value, field.name)) for field in fields(value)]
    return [(name, held) for name, held in pairs if held not in _EMPTY]


def made(form: Form, data: Json) -> Held:
    """The value that `plain` gave `data` for; it is checked again as it is made.

    Raises:
        NotValid: The rules have become stricter since it was written.
    """
    if form in _READ:
        return _READ[form](data)
    origin: Form = get_origin(form)
    if origin is Literal:
        return data
    if origin is tuple:
        return tuple(made(get_args(form)[0], each) for each in data)
    if isinstance(form, UnionType):
        (inner,) = (part for part in get_args(form) if part is not NoneType)
        return made(inner, data)
    return form(data) if issubclass(form, Key) else _of_fields(form, data)


def _of_fields(form: Form, data: Json) -> Held:
    hints = get_type_hints(form)
    given = [field.name for field in fields(form) if field.init and field.name in data]
    return form(**{name: made(hints[name], data[name]) for name in given})
