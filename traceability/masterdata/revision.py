"""A numbered state of something in the master data, its public and its private part, its bytes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any, Final, Literal

import simplejson

from traceability.errors import NotValid
from traceability.identifiers.uris import Key
from traceability.masterdata.certificate import Certificate
from traceability.masterdata.inputs import InputList
from traceability.masterdata.listing import Listing
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.plain import Held, holdings, made, plain
from traceability.masterdata.privacy import PERSONAL, PRIVATE
from traceability.masterdata.product import Product

Value = Party | Place | Product | Certificate | Listing | InputList
Kind = Literal["party", "place", "product", "certificate", "listing", "inputs"]
KINDS: Final[dict[Kind, type[Value]]] = {
    "party": Party,
    "place": Place,
    "product": Product,
    "certificate": Certificate,
    "listing": Listing,
    "inputs": InputList,
}

_JSON: Final = simplejson.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, use_decimal=True
)


@dataclass(frozen=True, slots=True)
class Revision:
    """What `value` was from this revision on; numbers count from 1 for each key."""

    number: int
    value: Value

    def __post_init__(self) -> None:
        """Refuse a number below 1."""
        if self.number < 1:
            raise NotValid("a revision number from 1", self.number, "number")

    @property
    def key(self) -> Key:
        """What it is a revision of."""
        return self.value.key

    @property
    def kind(self) -> Kind:
        """Party, place, product, certificate, listing or inputs."""
        return next(kind for kind, form in KINDS.items() if isinstance(self.value, form))


def public_part(value: Value, consented: Collection[str] = ()) -> dict[str, Any]:
    """What a stranger may read, as JSON with Decimal kept; fields that hold nothing are left out.

    Args:
        value: Whose fields are marked as `privacy` says.
        consented: Fields that are public by a recorded consent: ``name``, ``address.street``.
    """
    return _split(value, _hidden(value, consented))[0]


def private_part(value: Value, consented: Collection[str] = ()) -> dict[str, Any]:
    """All that `public_part` does not hold, in the same shape."""
    return _split(value, _hidden(value, consented))[1]


def value_of(kind: Kind, public: Mapping[str, Any], private: Mapping[str, Any]) -> Value:
    """The value whose two parts these are.

    Raises:
        NotValid: A part is missing something, as after an erasure, or rules have become stricter.
    """
    try:
        value: Value = made(KINDS[kind], _joined(public, private))
    except TypeError as lacking:
        raise NotValid(f"both parts of a {kind}", public, "private") from lacking
    return value


def canonical_bytes(part: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON, names sorted, no blanks, decimals as numbers without needless zeros.

    Equal parts give equal bytes, whether 1.50 or 1.5 was written.
    """
    return _JSON.encode(_exact(part)).encode()


def _exact(part: Held) -> object:
    """The part with each Decimal written out in full, without exponent or closing zeros."""
    if isinstance(part, Mapping):
        return {name: _exact(held) for name, held in part.items()}
    if isinstance(part, list):
        return [_exact(held) for held in part]
    if isinstance(part, Decimal) and part.is_finite():
        digits = f"{part:f}"
        return simplejson.RawJSON(digits.rstrip("0").rstrip(".") if "." in digits else digits)
    if part is None or isinstance(part, str | int):
        return part
    raise NotValid("text, Decimal, whole numbers, lists and objects", type(part).__name__)


def _hidden(value: Value, consented: Collection[str]) -> frozenset[str]:
    """The paths of the fields that strangers may not see."""
    marks: list[Mapping[str, object]] = [PRIVATE]
    if isinstance(value, Party | Place) and value.personal:
        marks.append(PERSONAL)
    hidden = set[str]()
    for field in fields(value):
        hidden |= {field.name} if field.metadata in marks else set()
        inner = getattr(value, field.name)
        if is_dataclass(inner) and field.name not in hidden:
            hidden |= {
                f"{field.name}.{each.name}" for each in fields(inner) if each.metadata in marks
            }
    return frozenset(hidden - set(consented))


def _split(
    value: Held, hidden: frozenset[str], path: str = ""
) -> tuple[dict[str, Any], dict[str, Any]]:
    public, private = dict[str, Any](), dict[str, Any]()
    for name, held in holdings(value):
        here = f"{path}{name}"
        if here in hidden:
            private[name] = plain(held)
        elif any(each.startswith(f"{here}.") for each in hidden):
            public[name], rest = _split(held, hidden, f"{here}.")
            private |= {name: rest} if rest else {}
        else:
            public[name] = plain(held)
    return public, private


def _joined(public: Mapping[str, Any], private: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(public)
    for name, held in private.items():
        inner = public.get(name)
        both[name] = _joined(inner, held) if isinstance(inner, Mapping) else held
    return both
