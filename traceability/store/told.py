"""From a stored record to what it says: an event, a statement or a revision."""

from typing import Final

from traceability import statements
from traceability.batches.fold import Record as Told
from traceability.errors import NotFound
from traceability.events import event
from traceability.masterdata.revision import Revision, value_of
from traceability.statements import Statement
from traceability.store.records import Record

_FOLDED: Final = frozenset({"publish", "withdraw"})


def told(record: Record) -> Told:
    """What an event or a statement says, read from its public bytes.

    Raises:
        NotFound: it is a revision.
        NotValid: its bytes are not those of an event or statement.
    """
    body = event.from_bytes(record.public)
    if record.kind == "statement":
        return statements.read(body)
    if record.what is None:
        raise NotFound("event or statement", record.id)
    event_id = record.id.partition("#error@")[0]
    return event.read(body, event_id=event_id, content=record.what.hash)


def content(record: Record) -> Told | Revision:
    """What any record says; a revision needs its private bytes too.

    Raises:
        NotValid: a part is missing, as after an erasure, or its bytes are another kind's.
    """
    if record.kind != "revision":
        return told(record)
    public, private = event.from_bytes(record.public), event.from_bytes(record.private)
    value = value_of(public["kind"], public["value"], private.get("value", {}))
    return Revision(public["number"], value)


def folds(uri: str, said: Told) -> bool:
    """Whether the view of that batch holds this record, which speaks of it.

    A plot's planting is named by the plot's own key; its story is read from the events at the place.
    """
    if isinstance(said, Statement):
        return said.kind in _FOLDED and said.about == uri
    return uri in said.keys and uri != said.place
