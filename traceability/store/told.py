"""From a stored record to what it says: an event, a statement or a revision."""

import re
from typing import Final

from traceability import statements
from traceability.batches.fold import Record as Told
from traceability.errors import NotFound
from traceability.events import event
from traceability.events.event import Event
from traceability.events.makers import FIELD_STEPS
from traceability.identifiers.uris import PlantKey
from traceability.masterdata.revision import Revision, value_of
from traceability.statements import Statement
from traceability.store.records import Record
from traceability.vocabulary import step_name

_FOLDED: Final = frozenset({"publish", "withdraw"})
_FIELD_WORK: Final = FIELD_STEPS | {"planting", "crop_protection", "observing"}
_PLANT: Final = re.compile(r"[./][1-9][0-9]{0,4}-[1-9][0-9]{0,4}")


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


def is_on_paper(record: Record, said: Statement) -> bool:
    """Whether a confirmation was recorded by another than the party that says it, from a signed paper."""
    own = record.origin.party == said.said_by
    return said.kind == "confirm" and not own and bool(said.facts.get("evidence"))


def folds(uri: str, said: Told) -> bool:
    """Whether the view of that batch holds this record, which speaks of it."""
    if isinstance(said, Statement):
        return said.kind in _FOLDED and said.about == uri
    return uri in said.keys and not is_planting(uri, said)


def is_planting(uri: str, event: Event) -> bool:
    """Whether field work names a planting, by its plot's own key, or one plant where it happened.

    Their story is read from the events at the place.
    """
    return plot_of(uri) == event.place and step_name(event.step) in _FIELD_WORK


def plot_of(uri: str) -> str:
    """The plot that a plant's key names, by URI; any other key as it is."""
    tail = max(uri.rfind("/"), uri.rfind("."))
    return PlantKey(uri).plot.uri if tail > 0 and _PLANT.fullmatch(uri, tail) else uri
