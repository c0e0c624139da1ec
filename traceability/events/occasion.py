"""When, where and for whom something happened, and the frame of an EPCIS event around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from traceability.events.amount import Amount, Portion, said_as
from traceability.events.bounds import check_instant
from traceability.events.namespaces import Namespaces, namespaces_of
from traceability.identifiers.domain import Domain
from traceability.identifiers.uris import (
    BatchKey,
    LogisticKey,
    PartyKey,
    PlaceKey,
    PlantKey,
    SerialKey,
)

Thing = BatchKey | SerialKey | LogisticKey | PlantKey
Details = Mapping[str, Any]
"""Own fields by bare name (`dose`, `plucking`); they stand in the event under the prefix `farm:`."""

PREFIX: Final = "farm"


class Goods(NamedTuple):
    """Some of a batch, or one serial, plant or logistic unit; `amount` None where the weight is unknown."""

    key: Thing
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, where and for which party; `event_id` is the client's `urn:uuid:…`, if it made one."""

    domain: Domain
    time: datetime
    place: PlaceKey
    party: PartyKey
    event_id: str | None = None

    def __post_init__(self) -> None:
        """A time without its offset says nothing (EPCIS 2.0 §7.3.1.1)."""
        check_instant(self.time, "time")

    def step(self, name: str) -> str:
        """The URI of one of our own business steps (vocabulary.OWN_STEPS)."""
        return f"{vocabulary_uri(self.domain)}bizStep/{name}"


@dataclass(frozen=True, slots=True)
class Frame:
    """What every event has beside its goods: why it happened and what else is to be said.

    An empty `disposition` leaves the goods as they are.
    `other` is the party and place at the other end: who goods go to or, when `incoming`, came from.
    """

    step: str
    disposition: str
    ilmd: Details = field(default_factory=dict)
    details: Details = field(default_factory=dict)
    extra: Details = field(default_factory=dict)
    other: tuple[PartyKey | None, PlaceKey | None] = (None, None)
    incoming: bool = False


def vocabulary_uri(domain: Domain) -> str:
    """The namespace of the installation's own words; `farm:` in its events."""
    return f"https://{domain.id_base}/voc/"


@cache
def namespaces(domain: Domain) -> Namespaces:
    """The prefixes our own events use beside those of the EPCIS 2.0.0 context."""
    return namespaces_of({"@context": {PREFIX: vocabulary_uri(domain)}})


def object_event(at: Occasion, action: str, goods: Sequence[Goods], frame: Frame) -> dict[str, Any]:
    """An ObjectEvent (EPCIS 2.0 §7.4.2)."""
    body = _begin("ObjectEvent", at)
    body["action"] = action
    body |= _listed(goods, "epcList", "quantityList")
    return _finish(body, at, frame) | _said(goods)


def transformation_event(
    at: Occasion, inputs: Sequence[Goods], outputs: Sequence[Goods], frame: Frame
) -> dict[str, Any]:
    """A TransformationEvent (EPCIS 2.0 §7.4.5): inputs are used up, outputs come into being."""
    body = _begin("TransformationEvent", at)
    body |= _listed(inputs, "inputEPCList", "inputQuantityList")
    body |= _listed(outputs, "outputEPCList", "outputQuantityList")
    return _finish(body, at, frame) | _said([*inputs, *outputs])


def aggregation_event(
    at: Occasion, action: str, parent: LogisticKey, children: Sequence[Goods], frame: Frame
) -> dict[str, Any]:
    """An AggregationEvent (EPCIS 2.0 §7.4.3): children are put into a parent or taken out."""
    body = _begin("AggregationEvent", at)
    body |= {"parentID": parent.uri, "action": action}
    body |= _listed(children, "childEPCs", "childQuantityList")
    return _finish(body, at, frame) | _said(children)


def _begin(kind: str, at: Occasion) -> dict[str, Any]:
    offset = at.time.utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    body: dict[str, Any] = {"type": kind}
    if at.event_id:
        body["eventID"] = at.event_id
    body["eventTime"] = at.time.isoformat(timespec="milliseconds")
    body["eventTimeZoneOffset"] = f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    return body


def _listed(goods: Sequence[Goods], epcs: str, classes: str) -> dict[str, Any]:
    single = [good.key.uri for good in goods if not isinstance(good.key, BatchKey)]
    whole = [
        Portion(good.key.uri, "object", good.amount).quantity()
        for good in goods
        if isinstance(good.key, BatchKey)
    ]
    return {name: listed for name, listed in ((epcs, single), (classes, whole)) if listed}


def _said(goods: Sequence[Goods]) -> dict[str, Any]:
    return said_as((good.key.uri, good.amount) for good in goods)


def _finish(body: dict[str, Any], at: Occasion, frame: Frame) -> dict[str, Any]:
    body["bizStep"] = frame.step
    if frame.disposition:
        body["disposition"] = frame.disposition
    body |= {"readPoint": {"id": at.place.uri}, "bizLocation": {"id": at.place.uri}}
    here, there = _end(at.party, None), _end(*frame.other)
    source, destination = (there, here) if frame.incoming else (here, there)
    for field_name, name, ends in (
        ("sourceList", "source", source),
        ("destinationList", "destination", destination),
    ):
        if ends:
            body[field_name] = [{"type": kind, name: uri} for kind, uri in ends]
    body |= frame.extra
    if frame.ilmd:
        body["ilmd"] = dict(frame.ilmd)
    return body | {f"{PREFIX}:{name}": value for name, value in frame.details.items()}


def _end(party: PartyKey | None, place: PlaceKey | None) -> list[tuple[str, str]]:
    named = (("owning_party", party), ("location", place))
    return [(kind, key.uri) for kind, key in named if key is not None]
