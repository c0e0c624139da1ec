"""From a stored record to what it says: an event or a statement."""

from traceability import statements
from traceability.batches.fold import Record as Told
from traceability.errors import NotFound
from traceability.events import event
from traceability.store.records import Record


def told(record: Record) -> Told:
    """What a record says, read from its public bytes."""
    body = event.from_bytes(record.public)
    if record.kind == "statement":
        return statements.read(body)
    if record.what is None:
        raise NotFound("event or statement", record.id)
    event_id = record.id.partition("#error@")[0]
    return event.read(body, event_id=event_id, content=record.what.hash)
