"""All that is known of one batch: its story, what it was made of, and the master data named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from traceability.batches.batch import Batch
from traceability.events.event import Event
from traceability.masterdata.certificate import Certificate
from traceability.masterdata.revision import Value


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the story, with who said it and what others say of it.

    `role` and `party` are of whoever sent it, `subject` of the party it was said for; `confirmed`
    and `disputed` are the parties that did so.
    """

    event: Event
    record: str
    recorded: datetime
    role: str
    party: str
    subject: str
    index: int | None
    confirmed: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """A batch, its story in the order of time, the batches it was made of and the master data named.

    `own` are the events that speak of the batch itself, `story` all of its lineage. `known` is the
    master data of every party, place and product in it, by URI; `consents` what a party agreed to show.
    """

    batch: Batch
    product: str | None
    story: tuple[Told, ...]
    sources: Mapping[str, Batch]
    known: Mapping[str, Value]
    certificates: tuple[Certificate, ...]
    consents: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def own(self) -> tuple[Told, ...]:
        """The events that speak of the batch itself."""
        return tuple(told for told in self.story if self.batch.uri in told.event.keys)

    def of(self, uri: str | None) -> Value | None:
        """The party, place or product of that key; None where it is not known here."""
        return self.known.get(uri) if uri else None
