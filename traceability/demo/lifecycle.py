"""A partner's document of events, captured as it is: its URIs, prefixes and ids stay its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from traceability.access import Actor, Role
from traceability.communes.register import MERGER
from traceability.demo.stage import MARK, revises
from traceability.errors import NotValid
from traceability.events import event as events
from traceability.events.event import Body, Event
from traceability.events.namespaces import Namespaces, namespaces_of
from traceability.identifiers.uris import PartyKey
from traceability.ledger.entry import Entry, record_id
from traceability.ledger.ledger import Ledger
from traceability.masterdata.address import Address
from traceability.masterdata.party import Party

_HAPPENS: Final = {
    "crop_protection": "spray",
    "fertilising": "tend",
    "packing": "aggregate",
    "unpacking": "disaggregate",
    "inspecting": "inspect",
    "shipping": "ship",
    "receiving": "receive",
    "retail_selling": "sell",
    "destroying": "destroy",
    "holding": "recall",
    "commissioning": "pack",
    "creating_class_instance": "harvest",
}
"""The last word of a business step, and what happened; any other makes tea or stores it."""


def capture(ledger: Ledger, document: bytes) -> int:
    """Record every event of an EPCIS 2.0 document, as the operator; gives their number.

    The parties it names as owners are entered first, as partners, where nobody knows them yet.

    Raises:
        NotValid: an event cannot be read, or none names an owner; nothing is recorded then.
    """
    whole = events.from_bytes(document)
    declared, namespaces = _declared(whole), namespaces_of(whole)
    told = [_event(body, declared, namespaces) for body in whole["epcisBody"]["eventList"]]
    ends = (each.party(end) for each in told for end in ("source", "destination"))
    owners = [uri for uri in dict.fromkeys(ends) if uri]
    if not owners:
        raise NotValid("a document whose events name an owning party", "none", "eventList")
    actor, now = Actor(Role.OPERATOR, owners[0], "demonstration"), ledger.clock()
    for owner in owners:
        _meet(ledger, actor, owner, now)
    for each in told:
        ledger.record(actor, _entry(each, each.party() or owners[0], now))
    return len(told)


def _meet(ledger: Ledger, actor: Actor, uri: str, now: datetime) -> None:
    """Enter a partner that nobody knows yet, so that something can be said for it."""
    if ledger.store.masterdata.last(uri) is None:
        address = Address("05503", MERGER)
        partner = Party(PartyKey(uri), "enterprise", f"Đối tác ({MARK})", address=address)
        ledger.record(actor, revises(actor, partner, now).entry)


def _event(body: Body, declared: Mapping[str, Any], namespaces: Namespaces) -> Event:
    """An event with its document's prefixes in it, so that it can be read alone."""
    alone = {"@context": [declared], **body} if declared else body
    return events.make(alone, namespaces)


def _declared(document: Body) -> dict[str, Any]:
    contexts = document.get("@context", ())
    listed = contexts if isinstance(contexts, list) else [contexts]
    return {
        prefix: meaning
        for context in listed
        if isinstance(context, Mapping)
        for prefix, meaning in context.items()
    }


def _entry(event: Event, subject: str, entered: datetime) -> Entry:
    word = event.step.rpartition("/")[2]
    made = "process" if event.type == "TransformationEvent" else "store"
    act = f"event:{_HAPPENS.get(word, made)}"
    said = events.to_bytes(event.body)
    return Entry(record_id(event), act, event, subject, said, "epcis/2.0", entered)
