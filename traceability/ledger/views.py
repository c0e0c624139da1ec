"""Which views a record touches, and how each is refreshed."""

from datetime import datetime
from typing import Final

from traceability.access import Delegation
from traceability.batches.batch import Batch
from traceability.errors import NotValid
from traceability.events.event import Event
from traceability.ledger import merging
from traceability.ledger.entry import Content
from traceability.masterdata.revision import Revision
from traceability.statements import Statement
from traceability.store.batches import Grown, View, prepared
from traceability.store.documents import to_document
from traceability.store.entries import Voice
from traceability.store.fit import UNFIT, check_fit
from traceability.store.masterdata import document
from traceability.store.store import Store
from traceability.store.told import folds, told

_VOICES: Final = frozenset({"confirm", "dispute"})


def folded(content: Content) -> tuple[str, ...]:
    """The batches, packs and units whose view holds this record, by URI."""
    if isinstance(content, Revision):
        return ()
    speaks_of = content.keys if isinstance(content, Event) else (content.about,)
    return tuple(uri for uri in speaks_of if folds(uri, content))


def prepare(
    record_id: str, content: Content, batches: dict[str, View], now: datetime
) -> tuple[Grown, ...]:
    """Make the views that a record will touch before it is stored; `batches` were read just before.

    Raises:
        NotValid: a view could not hold it; what is stored can be shown.
    """
    try:
        if isinstance(content, Revision):
            check_fit(document(content, now))
            return ()
        if isinstance(content, Statement):
            _check_told(content)
        before = [batches.get(uri, View(Batch(uri))) for uri in folded(content)]
        return tuple(prepared(view, record_id, content, now) for view in before)
    except NotValid:
        raise
    except UNFIT as no:
        raise NotValid("what every view can hold", no) from no


def refresh(
    store: Store, record_id: str, content: Content, grown: tuple[Grown, ...], now: datetime
) -> None:
    """Refresh the views that a new record touches, as they were prepared."""
    show(store, record_id, content, now)
    for each in grown:
        store.batches.replace(each, now)


def show(store: Store, record_id: str, content: Content, at: datetime) -> None:
    """Show what a record says, in every view but those of batches; again does no harm."""
    if isinstance(content, Revision):
        store.masterdata.put(content, at)
    elif isinstance(content, Statement):
        _tell(store, record_id, content)
    elif content.error:
        store.records.mark_void(content.id)


def _check_told(said: Statement) -> None:
    if said.kind == "consent":
        check_fit({"consents": sorted(frozenset(said.facts["shows"]))})
    elif said.kind == "delegate":
        check_fit(to_document(delegation(said)))


def _tell(store: Store, record_id: str, said: Statement) -> None:
    if said.kind == "consent":
        store.masterdata.consent(said.about, frozenset(said.facts["shows"]))
    elif said.kind == "delegate":
        store.people.delegate(record_id, delegation(said), said.time)
    elif said.kind in _VOICES:
        store.entries.say(said.about, last_word(store, said.about))
    elif said.kind == merging.MERGE:
        merging.show(store, [said.about])
    elif said.kind in {"adopt", "reject"}:
        store.held.settle(said.about, said.kind)


def last_word(store: Store, event_id: str) -> Voice | None:
    """What was last said of an event, whatever order the statements came in."""
    words = [
        (each.time, each.id, each.kind)
        for each in map(told, store.records.speaking_of([event_id]))
        if isinstance(each, Statement) and each.about == event_id and each.kind in _VOICES
    ]
    if not words:
        return None
    return "confirm" if max(words)[-1] == "confirm" else "dispute"


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
