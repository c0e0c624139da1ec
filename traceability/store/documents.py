"""Frozen dataclasses to MongoDB documents and back: the one mapping between the domain and BSON.

A field's type hint says how it is written: Decimal as Decimal128, an instant in UTC to the
millisecond, a date as ISO text, an enumeration by its value, a set as a sorted list, a key of
`identifiers.uris` (a dataclass of the one field `uri`) as its text, any other dataclass as a
document. A field whose default is nothing (None, an empty tuple or frozenset, or a value that is
false, such as a tally of nothing) is left out while it is so. Fields that the class does not know
are passed over, so that programs of two ages agree.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Context, Decimal, Inexact
from enum import Enum
from functools import cache, partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import (
    Any,
    Final,
    Literal,
    NamedTuple,
    NewType,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from bson import Decimal128

from traceability.errors import NotValid

T = TypeVar("T")

Bson: TypeAlias = Any
"""A dict, a list, or what BSON holds as it is: text, int, bytes, an instant, Decimal128, None."""

_Coder = Callable[[Any], Any]

_NOTHING: Final[tuple[object, ...]] = (None, (), frozenset())
_BIAS: Final = 6176
_COEFFICIENT: Final = 113
_DIGITS: Final = 34
_SPECIAL: Final = 0b11
_WIDE: Final = Context(prec=_DIGITS)


class _Codec(NamedTuple):
    """How a value is written and read; None where it stays as it is."""

    encode: _Coder | None
    decode: _Coder | None


_PLAIN: Final = _Codec(None, None)


def to_document(value: object) -> Bson:
    """A value of the domain as MongoDB holds it: a dataclass gives a dict, a tuple a list.

    Raises:
        NotValid: a time without its zone, or a number of more than 34 digits.
        TypeError: a field is of a type that documents do not hold, such as float.
    """
    if isinstance(value, tuple):
        return [to_document(part) for part in value]
    encode = _codec(type(value)).encode
    return value if encode is None else encode(value)


def from_document(cls: type[T], document: Bson) -> T:
    """The value of that type which `to_document` wrote; times are aware, in UTC.

    Raises:
        NotValid: a field without default is missing, or the class refuses what stands there.
        TypeError: a field is of a type that documents do not hold.
    """
    decode = _codec(cls).decode
    value: T = document if decode is None else decode(document)
    return value


def decimal128(number: Decimal) -> Decimal128:
    """A decimal with its exponent kept (IEEE 754-2008 §3.5.2, integer coefficient).

    Raises:
        NotValid: it has more than 34 digits.
    """
    whole, _, part = str(number).lstrip("-").partition(".")
    digits = whole + part
    if not digits.isdecimal() or len(digits) > _DIGITS:
        return _unusual(number)
    bits = number.is_signed() << 127 | _BIAS - len(part) << _COEFFICIENT | int(digits)
    return Decimal128.from_bid(bits.to_bytes(16, "little"))


def decimal(stored: Decimal128) -> Decimal:
    """The decimal that was stored, with its exponent."""
    bits = int.from_bytes(stored.bid, "little")
    if bits >> 125 & _SPECIAL == _SPECIAL:
        return stored.to_decimal()
    number = Decimal(bits & (1 << _COEFFICIENT) - 1)
    scaled = number.scaleb((bits >> _COEFFICIENT & 0x3FFF) - _BIAS, _WIDE)
    return scaled.copy_negate() if bits >> 127 else scaled


def _compiled(hint: Any) -> _Codec:  # noqa: ANN401  # a type hint is no one type
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin = get_origin(hint)
    if origin in _CONTAINERS:
        return _CONTAINERS[origin](*get_args(hint))
    if isinstance(hint, NewType):
        return _codec(hint.__supertype__)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _Codec(attrgetter("value"), hint)
    if _is_key(hint):
        return _Codec(attrgetter("uri"), hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint)
    raise TypeError(f"Expected a type that documents can hold, got {hint!r}.")


def _record(cls: type) -> _Codec:
    hints = get_type_hints(cls)
    known = [field for field in fields(cls) if field.init]
    writing = [(field.name, _left_out(field), _part(hints[field.name]).encode) for field in known]
    reading = [(field.name, _part(hints[field.name]).decode) for field in known]
    required = {field.name for field in known if _has_no_default(field)}

    def encode(value: object) -> Bson:
        document = {}
        for name, left_out, code in writing:
            part = getattr(value, name)
            if part not in left_out:
                document[name] = part if code is None else code(part)
        return document

    def decode(document: Mapping[str, Any]) -> object:
        if not required <= document.keys():
            missing = ", ".join(sorted(required - document.keys()))
            raise NotValid(f"a stored {cls.__name__} with {missing}", document)
        return cls(
            **{
                name: document[name] if code is None else code(document[name])
                for name, code in reading
                if name in document
            }
        )

    return _Codec(encode, decode)


def _part(hint: Any) -> _Codec:  # noqa: ANN401  # as above
    """A nested dataclass is looked up when it is met, so that a class may hold its own kind."""
    if isinstance(hint, type) and is_dataclass(hint) and not _is_key(hint):
        return _Codec(to_document, partial(from_document, hint))
    return _codec(hint)


def _left_out(field: Field[Any]) -> tuple[object, ...]:
    default = field.default
    nothing = default in _NOTHING or (is_dataclass(default) and not default)
    return (default,) if nothing else ()


def _has_no_default(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _is_key(hint: object) -> bool:
    return is_dataclass(hint) and [field.name for field in fields(hint)] == ["uri"]


def _tuple(*hints: Any) -> _Codec:  # noqa: ANN401  # as above
    if hints[-1] is Ellipsis:
        return _many(_part(hints[0]), list, tuple)
    parts = [_part(hint) for hint in hints]
    encoders, decoders = [part.encode for part in parts], [part.decode for part in parts]

    def each(coders: list[_Coder | None], values: Any) -> list[Any]:  # noqa: ANN401  # any tuple
        pairs = zip(coders, values, strict=True)
        return [value if code is None else code(value) for code, value in pairs]

    return _Codec(partial(each, encoders), lambda stored: tuple(each(decoders, stored)))


def _frozenset(hint: Any) -> _Codec:  # noqa: ANN401  # as above
    return _many(_part(hint), partial(sorted, key=str), frozenset)


def _many(part: _Codec, written: _Coder, made: _Coder) -> _Codec:
    encode, decode = part
    return _Codec(
        written if encode is None else lambda values: written(map(encode, values)),
        made if decode is None else lambda stored: made(map(decode, stored)),
    )


def _mapping(key: object, hint: Any) -> _Codec:  # noqa: ANN401  # as above
    if key is not str:
        raise TypeError(f"Expected a mapping by text, got one by {key!r}.")

    def each(code: _Coder | None, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value if code is None else code(value) for name, value in values.items()}

    encode, decode = _part(hint)
    return _Codec(partial(each, encode), partial(each, decode))


def _union(*hints: Any) -> _Codec:  # noqa: ANN401  # as above
    parts = [_part(hint) for hint in hints if hint is not NoneType]
    if len(parts) == 1:
        return _Codec(_unless_none(parts[0].encode), _unless_none(parts[0].decode))
    if any(part != _PLAIN for part in parts):
        raise TypeError(f"Expected a union that a document can tell apart, got {hints!r}.")
    return _PLAIN


def _unless_none(code: _Coder | None) -> _Coder | None:
    return code and (lambda value: None if value is None else code(value))


def _open_written(value: object) -> Bson:
    if isinstance(value, Mapping):
        return {name: _open_written(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_open_written(part) for part in value]
    encode = _OPEN.get(type(value), _PLAIN).encode
    return value if encode is None else encode(value)


def _open_read(stored: Bson) -> Bson:
    if isinstance(stored, dict):
        return {name: _open_read(part) for name, part in stored.items()}
    if isinstance(stored, list):
        return [_open_read(part) for part in stored]
    decode = _OPEN.get(type(stored), _PLAIN).decode
    return stored if decode is None else decode(stored)


def _instant(value: datetime) -> datetime:
    if value.utcoffset() is None:
        raise NotValid("a time with its zone", value)
    instant, rest = value.astimezone(UTC), value.microsecond % 1000
    return instant.replace(microsecond=instant.microsecond - rest) if rest else instant


def _instant_read(stored: datetime) -> datetime:
    return stored.astimezone(UTC) if stored.tzinfo else stored.replace(tzinfo=UTC)


def _unusual(number: Decimal) -> Decimal128:
    """A decimal written with an exponent, or not a finite number."""
    try:
        return Decimal128(number)
    except Inexact:
        raise NotValid(f"a number of at most {_DIGITS} digits", number) from None


_codec: Final[Callable[[Any], _Codec]] = cache(_compiled)
_DECIMAL: Final = _Codec(decimal128, decimal)
_INSTANT: Final = _Codec(_instant, _instant_read)
_ANYTHING: Final = _Codec(_open_written, _open_read)
_OPEN: Final[Mapping[type, _Codec]] = {
    Decimal: _Codec(decimal128, None),
    Decimal128: _Codec(None, decimal),
    datetime: _INSTANT,
}
_SCALARS: Final[Mapping[Any, _Codec]] = {
    **dict.fromkeys((str, int, bool, bytes, NoneType), _PLAIN),
    Decimal: _DECIMAL,
    datetime: _INSTANT,
    date: _Codec(date.isoformat, date.fromisoformat),
    Any: _ANYTHING,
    object: _ANYTHING,
}
_CONTAINERS: Final[Mapping[Any, Callable[..., _Codec]]] = {
    tuple: _tuple,
    frozenset: _frozenset,
    Mapping: _mapping,
    Union: _union,
    UnionType: _union,
    Literal: lambda *_: _PLAIN,
}
