"""What happened: one EPCIS 2.0 event, read into types, with its body kept as it came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import simplejson

from traceability.errors import NotValid
from traceability.events.amount import Portion, amount_of, said_of
from traceability.events.bounds import check_instant, check_json
from traceability.events.content_hash import content_hash
from traceability.events.namespaces import Namespaces
from traceability.identifiers.epc_uri import canonical_uri

TYPES: Final = frozenset(
    {
        "ObjectEvent",
        "AggregationEvent",
        "AssociationEvent",
        "TransactionEvent",
        "TransformationEvent",
    }
)
ACTIONS: Final = frozenset({"ADD", "OBSERVE", "DELETE"})

Body = Mapping[str, Any]
"""An EPCIS event as parsed JSON: text, Decimal numbers, lists and objects."""

_JSON: Final = simplejson.JSONEncoder(use_decimal=True, ensure_ascii=False, separators=(",", ":"))
_SINGLE: Final = (
    ("epcList", "object"),
    ("inputEPCList", "input"),
    ("outputEPCList", "output"),
    ("childEPCs", "child"),
)
_CLASSES: Final = (
    ("quantityList", "object"),
    ("inputQuantityList", "input"),
    ("outputQuantityList", "output"),
    ("childQuantityList", "child"),
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """An earlier event of the same id is declared wrong (EPCIS 2.0 §7.4.1.4)."""

    time: datetime
    reason: str | None
    corrective: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One event: what, when, where, why and how (EPCIS 2.0 §7.4).

    `id` is the client's `urn:uuid:…` or the content hash; `hash` is always the CBV 2.0 content hash.
    `step` and the dispositions are bare CBV names where CBV has one, otherwise URIs. `portions` name
    batches, serials and logistic units by canonical URI. `body` is the event as recorded.
    """

    id: str
    hash: str
    type: str
    time: datetime
    action: str | None
    step: str
    disposition: str
    portions: tuple[Portion, ...]
    read_point: str | None
    location: str | None
    sources: tuple[tuple[str, str], ...]
    destinations: tuple[tuple[str, str], ...]
    set: tuple[str, ...]
    unset: tuple[str, ...]
    error: Declaration | None
    body: Body

    def of(self, *roles: str) -> Iterator[Portion]:
        """The portions in one of these roles."""
        return (portion for portion in self.portions if portion.role in roles)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every batch, serial and unit the event speaks of, each once."""
        return tuple(dict.fromkeys(portion.uri for portion in self.portions))

    @property
    def made(self) -> tuple[Portion, ...]:
        """What came into being here: outputs, what an ADD names, and the unit that was packed."""
        if self.type == "TransformationEvent":
            return tuple(self.of("output"))
        if self.action != "ADD":
            return ()
        return tuple(self.of("object" if self.type == "ObjectEvent" else "parent"))

    @property
    def consumed(self) -> tuple[Portion, ...]:
        """What went into `made`: inputs of a transformation, children that were packed."""
        if self.type == "TransformationEvent":
            return tuple(self.of("input"))
        return tuple(self.of("child")) if self.action == "ADD" else ()

    @property
    def place(self) -> str | None:
        """Where it happened: the location it left things at, otherwise the read point."""
        return self.location or self.read_point

    def party(self, end: str = "source") -> str | None:
        """The owning party at one end of the event, by URI; None where none is named."""
        ends = self.sources if end == "source" else self.destinations
        return next((uri for kind, uri in ends if kind == "owning_party"), None)


def make(body: Body, namespaces: Namespaces) -> Event:
    """Read a new event and give it its content hash, and its id where the client made none.

    Raises:
        NotValid: a field is missing or cannot be true for anybody, or no view could hold it.
    """
    check_json(body)
    if not isinstance(body.get("ilmd") or {}, Mapping):
        raise NotValid("an object", body["ilmd"], "ilmd")
    content = content_hash(body, namespaces)
    return read(body, event_id=str(body.get("eventID") or content), content=content)


def read(body: Body, *, event_id: str, content: str) -> Event:
    """Read a recorded event whose id and content hash are known."""
    kind = _one_of(body, "type", TYPES)
    action = None if kind == "TransformationEvent" else _one_of(body, "action", ACTIONS)
    persistent = body.get("persistentDisposition") or {}
    return Event(
        id=event_id,
        hash=content,
        type=kind,
        time=instant(body.get("eventTime"), "eventTime"),
        action=action,
        step=str(body.get("bizStep", "")),
        disposition=str(body.get("disposition", "")),
        portions=tuple(_portions(body)),
        read_point=_place(body, "readPoint"),
        location=_place(body, "bizLocation"),
        sources=_ends(body, "sourceList", "source"),
        destinations=_ends(body, "destinationList", "destination"),
        set=tuple(persistent.get("set", ())),
        unset=tuple(persistent.get("unset", ())),
        error=_declaration(body.get("errorDeclaration")),
        body=body,
    )


def to_bytes(body: Body) -> bytes:
    """The bytes of an event as we write them: UTF-8 JSON, decimals as numbers, order kept."""
    return _JSON.encode(body).encode()


def from_bytes(data: bytes) -> Body:
    """Parse an event's bytes; numbers become Decimal."""
    body: Body = simplejson.loads(data.decode(), use_decimal=True)
    return body


def instant(text: object, field: str) -> datetime:
    """An ISO 8601 instant with its offset (EPCIS 2.0 §7.3.1.1), to the millisecond.

    Raises:
        NotValid: not a time, a time without offset, or one outside the years 2000 to 2100.
    """
    expected = "a time with its offset, such as 2026-03-20T07:30:00+07:00"
    try:
        time = datetime.fromisoformat(str(text))
    except ValueError:
        raise NotValid(expected, text, field) from None
    if time.utcoffset() is None:
        raise NotValid(expected, text, field)
    check_instant(time, field)
    return time.replace(microsecond=time.microsecond // 1000 * 1000)


def _one_of(body: Body, field: str, allowed: frozenset[str]) -> str:
    value = body.get(field)
    if value not in allowed:
        raise NotValid("one of " + ", ".join(sorted(allowed)), value, field)
    return str(value)


def _portions(body: Body) -> Iterator[Portion]:
    if body.get("parentID"):
        yield Portion(_uri(body["parentID"], "parentID"), "parent")
    for field, role in _SINGLE:
        for epc in body.get(field, ()):
            yield Portion(_uri(epc, field), role)  # type: ignore[arg-type]  # a literal of the table
    said = said_of(body)
    for field, role in _CLASSES:
        for element in body.get(field, ()):
            uri = _uri(element.get("epcClass"), field)
            yield Portion(uri, role, amount_of(element, said.get(uri)))  # type: ignore[arg-type]  # the same


def _uri(text: object, field: str) -> str:
    if not isinstance(text, str) or ":" not in text:
        raise NotValid("a URI", text, field)
    return canonical_uri(text) or text


def _place(body: Body, field: str) -> str | None:
    place = body.get(field)
    return _uri(place.get("id"), field) if place else None


def _ends(body: Body, field: str, name: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(end.get("type")), _uri(end.get(name), field)) for end in body.get(field, ()))


def _declaration(error: Body | None) -> Declaration | None:
    if error is None:
        return None
    return Declaration(
        time=instant(error.get("declarationTime"), "errorDeclaration.declarationTime"),
        reason=error.get("reason"),
        corrective=tuple(error.get("correctiveEventIDs", ())),
    )
