"""Views made to hold what was recorded, whoever was stopped between a record and its views."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeGuard

from traceability.events.event import Event
from traceability.ledger import merging, views
from traceability.ledger.entry import Content
from traceability.masterdata.revision import Revision
from traceability.statements import Statement
from traceability.store.records import Record
from traceability.store.store import Store
from traceability.store.told import content, told

Said = Sequence[tuple[Record, Content]]
"""Records with what they say."""


def heal(store: Store, records: Iterable[Record], now: datetime) -> None:
    """Make every view hold these records; what holds them already is left as it is.

    Raises:
        Conflict: other writers touched a batch each time; try again later.
    """
    said = read(records)
    show(store, said)
    for uri in store.batches.lacking(folded(said)):
        store.batches.again(uri, now)


def read(records: Iterable[Record]) -> Said:
    """Records with what they say."""
    return [(record, content(record)) for record in records]


def folded(said: Said) -> dict[str, set[str]]:
    """The batches whose views hold these records, and which of them each."""
    ids: dict[str, set[str]] = {}
    for record, what in said:
        for uri in views.folded(what):
            ids.setdefault(uri, set()).add(record.id)
    return ids


def show(store: Store, said: Said) -> None:
    """Show what records say in every view but those of batches, in whatever order they are handed.

    A declaration may come before the event it declares wrong, a consent before its party.
    """
    for record, what in said:
        if not _consents(what):
            views.show(store, record.id, what, record.at)
    for party in dict.fromkeys(_asked_for_consent(said)):
        consent(store, party)
    if fresh := [what.key.uri for _, what in said if _may_be_merged(what) and what.number == 1]:
        merging.show(store, fresh)
    events = [what.id for _, what in said if isinstance(what, Event)]
    for event_id in store.records.declared(events):
        store.records.mark_void(event_id)


def _may_be_merged(what: Content) -> TypeGuard[Revision]:
    return isinstance(what, Revision) and what.kind in {"party", "place"}


def _consents(what: Content) -> bool:
    return isinstance(what, Statement) and what.kind == "consent"


def _asked_for_consent(said: Said) -> Iterator[str]:
    for _, what in said:
        if isinstance(what, Statement) and what.kind == "consent":
            yield what.about
        elif isinstance(what, Revision) and what.kind == "party" and what.number == 1:
            yield what.key.uri


def consent(store: Store, party: str) -> None:
    """Show the last consent about a party, of all that were recorded."""
    last = None
    for record in store.records.about(party, "statement"):
        what = told(record)
        if isinstance(what, Statement) and what.kind == "consent" and what.about == party:
            last = what
    if last:
        store.masterdata.consent(party, frozenset(last.facts["shows"]))
