"""Events over the wire: told by forms, one a happening; read as EPCIS with what is known of them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

import orjson
import simplejson
from flask import Response, request

from api import telling
from api.described import Description, View, describe
from api.exchange import answer, body, listed, page
from api.house import house
from api.rest.masterdata import READERS
from api.rest.recording import recorded, repeated, sent
from api.rest.scope import is_open, key_of, seen_batch
from api.who import actor, may, roles_for
from schemas import answers
from schemas.forms import CORRECT, FORMS
from schemas.forms_told import KEPT, HappeningForm
from traceability.errors import NotFound, NotValid, NotYours
from traceability.events.event import Event
from traceability.identifiers.uris import PartyKey, PlaceKey
from traceability.masterdata.place import Place
from traceability.store.records import Record
from traceability.store.told import told

_PRIVATE: Final = (*KEPT, "topic", "document", "vehicle")
"""What stands in the private part of an event's record."""

_ABOUT: Final = {"batch": "Key or code of a batch of yours", "place": "Key or code of a place"}

_TRADES: Final = frozenset({"shipping", "receiving"})


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of everything that can be done with events."""
    for happening, form in FORMS.items():
        yield "POST", f"/events/{happening}", _tell(happening, form)
    yield "POST", "/events/correct", correct
    yield "GET", "/events", list_events
    yield "GET", "/shipments", list_shipments
    yield "GET", "/events/<path:event_id>", show_event


def _tell(happening: str, form: HappeningForm) -> View:
    @may(*roles_for(f"event:{happening}"))
    @describe(Description(form, new=True, answer=answers.receipt, status=201))
    def tell() -> Response:
        this = sent(body())
        if again := repeated(this):
            return again
        meant = telling.event(happening, this.said, this, PartyKey(actor().party))
        return recorded(this, meant)

    tell.__name__ = f"tell_{happening.replace('-', '_')}"
    tell.__doc__ = f"Record an event: {form.__doc__}"
    return tell


@may(*roles_for("event:correct"))
@describe(Description(CORRECT, answer=answers.receipt, status=201))
def correct() -> Response:
    """Record that an earlier event is wrong; it no longer counts, and stays on record."""
    this = sent(body())
    return recorded(this, telling.correction(this.said))


@may(*READERS)
@describe(Description(answer=answers.event, listed=True, query=_ABOUT))
def list_events() -> Response:
    """List the events about a batch or at a place, as they came."""
    return _paged(house().store.records.about(_about(), "event"))


@may(*READERS)
@describe(Description(answer=answers.event, listed=True, query={"batch": _ABOUT["batch"]}))
def list_shipments() -> Response:
    """List what was sent and what came in: of a batch of yours, or whatever names your party."""
    batch = request.args.get("batch")
    about = seen_batch(batch).uri if batch else actor().party
    found = house().store.records.about(about, "event")
    return _paged(each for each in found if each.what and each.what.step in _TRADES)


@may(*READERS)
@describe(Description(answer=answers.event))
def show_event(event_id: str) -> Response:
    """Show one event, to whom it was said for, who said it and whom it names."""
    record = house().store.records.get(event_id)
    if record is None or record.kind != "event":
        raise NotFound("event", event_id)
    if not _is_seen(record):
        raise NotYours(f"a reader to whom the event {event_id} belongs", str(actor()))
    return answer(_shown(record), etag=record.said_sha256)


def _about() -> str:
    """The batch or place that is asked about, when the reader may see it."""
    batch, place = request.args.get("batch"), request.args.get("place")
    if batch and not place:
        return seen_batch(batch).uri
    if not place or batch:
        raise NotValid("one of batch, place", "both" if batch else "none")
    found = house().store.masterdata.get(Place, key_of(PlaceKey, place).uri)
    if not is_open(house().store.masterdata.subject(found.party.uri)):
        raise NotYours(f"a reader to whom the place {found.key.uri} belongs", str(actor()))
    return found.key.uri


def _is_seen(record: Record) -> bool:
    event = told(record)
    named = [record.subject, record.origin.party]
    if isinstance(event, Event):
        named += [uri for uri in (event.party(), event.party("destination")) if uri]
    subject = house().store.masterdata.subject
    return any(is_open(subject(uri)) for uri in dict.fromkeys(named))


def _paged(found: Iterable[Record]) -> Response:
    """One page of records that come as they were recorded."""
    asked = page()
    fresh = (record for record in found if _cursor(record) > asked.after)
    return listed(asked, list(islice(fresh, asked.limit + 1)), _cursor, _shown)


def _cursor(record: Record) -> str:
    return f"{record.at.isoformat(timespec='milliseconds')} {record.id}"


def _shown(record: Record) -> dict[str, Any]:
    facts = {
        "id": record.id,
        "event": orjson.Fragment(record.public),
        "hash": record.what.hash if record.what else None,
        "sha256": record.said_sha256,
        "form": record.form,
        "received": record.at,
        "subject": record.subject,
        "role": record.origin.role,
        "party": record.origin.party,
        "index": record.index,
    }
    if is_open(house().store.masterdata.subject(record.subject)):
        private = simplejson.loads(record.private)
        facts |= {name: private.get(name) for name in _PRIVATE}
    shown: dict[str, Any] = answers.event.dump(facts)
    return shown
