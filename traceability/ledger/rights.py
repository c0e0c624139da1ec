"""May this actor say this: every question that an entry raises, asked before it is recorded."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from traceability.access import MARKS, Actor, Role, Subject, ask
from traceability.errors import NotFound, NotValid
from traceability.events.event import Event
from traceability.ledger.entry import Entry
from traceability.ledger.rights_events import ask_event, declared, is_marked
from traceability.ledger.rights_goods import ask_batches
from traceability.ledger.rights_masterdata import ask_revision
from traceability.ledger.rights_statements import ask_statement
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.revision import Revision
from traceability.statements import Statement
from traceability.store.batches import View
from traceability.store.store import Store
from traceability.store.told import is_planting

_ON_A_PLOT: Final = frozenset({"event:plant", "event:tend", "event:spray", "event:harvest"})

_AHEAD: Final = timedelta(minutes=10)
"""How far the clocks of those who speak may go before ours."""


def ask_entry(
    store: Store, actor: Actor, entry: Entry, batches: Mapping[str, View], now: datetime
) -> None:
    """May this actor record this entry? Returns, or refuses.

    Args:
        store: What is known so far.
        actor: Who asks.
        entry: What is to be recorded.
        batches: The views of the batches it speaks of, as `rights_goods.spoken_of` names them.
        now: The present.

    Raises:
        NotYours: for one of the parties, places or batches it speaks of.
        NotValid: it is said for a party that nobody knows, or can be true for nobody.
        NotFound: it is about an event or a batch that nobody recorded.
        Conflict: a revision is not the next one, a publication has blocking findings against it, or
            a held record was settled before.
    """
    content = entry.content
    if isinstance(content, Revision):
        ask_revision(store, actor, entry.act, content)
        return
    if isinstance(content, Statement) or entry.act in MARKS or is_marked(content):
        _ask_time(content.time, now)
    for subject in dict.fromkeys(_subjects(store, entry)):
        keys = (subject.party, *subject.same)
        given = store.people.delegations(*keys) if actor.role is Role.HELPER else ()
        arrived = now if entry.hold else None
        ask(actor, entry.act, subject, given, entry.entered, arrived)
    if isinstance(content, Statement):
        ask_statement(store, actor, content, batches, now)
    elif declared(store, actor, entry, content):
        return
    else:
        ask_event(store, actor, entry, content)
    ask_batches(store, actor, entry, batches)


def _subjects(store: Store, entry: Entry) -> Iterator[Subject]:
    """The parties in whose name it speaks."""
    content = entry.content
    if isinstance(content, Statement) and content.kind in {"consent", "delegate"}:
        yield _known(store, content.about)
    elif isinstance(content, Statement) and content.kind in {"confirm", "dispute"}:
        told = store.records.get(content.about)
        if told is None or told.kind != "event":
            raise NotFound("event", content.about)
        yield store.masterdata.subject(told.subject)
    else:
        yield _known(store, entry.subject)
    if isinstance(content, Event) and (entry.act in _ON_A_PLOT or _is_noted(entry, content)):
        last = store.masterdata.last(content.place or "")
        if last is not None and isinstance(last.value, Place):
            yield store.masterdata.subject(last.value.party.uri)


def _is_noted(entry: Entry, event: Event) -> bool:
    """Whether a plot's planting is noted, or one plant of it, and not a batch that lies there."""
    return entry.act == "event:note" and any(is_planting(uri, event) for uri in event.keys)


def _known(store: Store, uri: str) -> Subject:
    last = store.masterdata.last(uri)
    if last is None or not isinstance(last.value, Party):
        raise NotValid("a party that is known here", uri, "party")
    return store.masterdata.subject(uri)


def _ask_time(said: datetime, now: datetime) -> None:
    """What changes how a batch answers, or who may speak, is not said ahead of its time."""
    if said > now + _AHEAD:
        raise NotValid("a time not after now", said.isoformat(), "time")
