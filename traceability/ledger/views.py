"""Which views a record touches, and how each is refreshed."""

from datetime import datetime
from typing import Final

from traceability.access import Delegation
from traceability.batches.batch import Batch
from traceability.events.event import Event
from traceability.ledger.entry import Content
from traceability.masterdata.revision import Revision
from traceability.statements import Statement
from traceability.store.batches import View
from traceability.store.store import Store

_FOLDED: Final = frozenset({"publish", "withdraw"})


def folded(content: Content) -> tuple[str, ...]:
    """The batches, packs and units whose view holds this record, by URI.

    A plot's planting is named by the plot's own key; its story is read from the events at the place.
    """
    if isinstance(content, Event):
        return tuple(uri for uri in content.keys if uri != content.place)
    if isinstance(content, Statement) and content.kind in _FOLDED:
        return (content.about,)
    return ()


def refresh(
    store: Store, record_id: str, content: Content, batches: dict[str, View], now: datetime
) -> None:
    """Refresh the views that a new record touches; `batches` are views read just before."""
    if isinstance(content, Revision):
        store.masterdata.put(content, now)
        return
    if isinstance(content, Event) and content.error:
        store.records.mark_void(content.id)
    for uri in folded(content):
        store.batches.add(batches.get(uri, View(Batch(uri))), record_id, content, now)
    if isinstance(content, Statement):
        _tell(store, record_id, content)


def _tell(store: Store, record_id: str, said: Statement) -> None:
    if said.kind == "consent":
        store.masterdata.consent(said.about, frozenset(said.facts["shows"]))
    elif said.kind == "delegate":
        store.people.delegate(record_id, delegation(said))
    elif said.kind in {"adopt", "reject"}:
        store.held.settle(said.about, said.kind)


def delegation(said: Statement) -> Delegation:
    """The delegation that a statement gives: from the party it is about to the one it names."""
    facts = said.facts
    return Delegation(
        subject=said.about,
        delegate=facts["to"],
        scope=frozenset(facts["scope"]),
        starts=datetime.fromisoformat(facts["from"]),
        ends=datetime.fromisoformat(facts["until"]),
        evidence=facts["evidence"],
    )
