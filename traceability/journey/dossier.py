"""All that is known of one batch: its story, what it was made of, and the master data named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from traceability.batches.batch import VIETNAM, Batch
from traceability.events.event import Event
from traceability.masterdata.certificate import Certificate
from traceability.masterdata.inputs import InputList
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.revision import Value
from traceability.vocabulary import step_name

_PLUCKING: Final = frozenset({"creating_class_instance", "plucking"})


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the story, with who said it and what others say of it.

    `role` and `party` are of whoever sent it, `subject` of the party it was said for; `confirmed`
    and `disputed` are the parties that did so, `on_paper` those of them whose confirmation somebody
    else recorded by a signed paper. `carried` says that the sender brought another phone's record.
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
    on_paper: tuple[str, ...] = ()
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """A list of crop-protection products, which version of it counts, and when that was loaded."""

    value: InputList
    version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Dossier:
    """A batch, its story in the order of time, the batches it was made of and the master data named.

    `own` are the events that speak of the batch itself, `story` all of its lineage. `known` is the
    master data of every party, place and product in it, by URI; `consents` what a party agreed to show.
    `sprays` are the crop protection events on the plots of its harvests, by place, and `inputs` the
    list of products that each plot's party goes by, where one is loaded. Notes are left out.
    """

    batch: Batch
    product: str | None
    story: tuple[Told, ...]
    sources: Mapping[str, Batch]
    known: Mapping[str, Value]
    certificates: tuple[Certificate, ...]
    consents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sprays: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    inputs: Mapping[str, Loaded] = field(default_factory=dict)

    @property
    def own(self) -> tuple[Told, ...]:
        """The events that speak of the batch itself."""
        return tuple(told for told in self.story if self.batch.uri in told.event.keys)

    @property
    def lineage(self) -> tuple[Told, ...]:
        """The events that made the batch or something that went into it."""
        ours = {self.batch.uri, *self.sources}
        return tuple(
            told for told in self.story if any(made.uri in ours for made in told.event.made)
        )

    @property
    def harvests(self) -> tuple[Told, ...]:
        """The declared starts of the lineage."""
        return tuple(told for told in self.lineage if self.is_harvest(told.event))

    def is_harvest(self, event: Event) -> bool:
        """Whether something began here: plucked, or come into being of nothing on a farm or plot."""
        if event.type != "ObjectEvent" or not event.made:
            return False
        place = self.of(event.place)
        on_land = isinstance(place, Place) and place.personal
        return on_land or step_name(event.step) in _PLUCKING

    def batch_of(self, uri: str) -> Batch | None:
        """The batch itself or one that went into it; None where nothing is known of it."""
        return self.batch if uri == self.batch.uri else self.sources.get(uri)

    def of(self, uri: str | None) -> Value | None:
        """The party, place or product of that key; None where it is not known here."""
        return self.known.get(uri) if uri else None

    def house(self, party: str) -> str:
        """The cooperative behind a member, by URI; the party itself where there is none."""
        known = self.of(party)
        member_of = known.member_of if isinstance(known, Party) else None
        return member_of.uri if member_of else party


def day_of(time: datetime) -> date:
    """The day of an instant, in Vietnam."""
    return time.astimezone(VIETNAM).date()
