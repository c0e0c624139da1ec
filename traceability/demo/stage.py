"""The ground the demonstration stands on: its size, its year, its codes, and how a thing is said."""

import random
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Final, TypeVar

from traceability.access import Actor, Role
from traceability.batches.batch import VIETNAM
from traceability.events import event
from traceability.events.event import Body
from traceability.events.occasion import Occasion, namespaces
from traceability.identifiers.domain import Domain
from traceability.identifiers.own_codes import CODE_BITS, mint
from traceability.identifiers.uris import Key, PartyKey, PlaceKey
from traceability.ledger.entry import Entry, record_id
from traceability.masterdata.revision import (
    Revision,
    Value,
    canonical_bytes,
    private_part,
    public_part,
)
from traceability.statements import Statement
from traceability.store.masterdata import owner_of

K = TypeVar("K", bound=Key)

MARK: Final = "dữ liệu minh họa"
"""Stands in the name of everything that is shown: "demonstration data"."""

SEASON: Final = 2026
TYPED_AFTER: Final = timedelta(minutes=20)
_NAMES: Final = uuid.uuid5(uuid.NAMESPACE_URL, "tag:demonstration,2026:tea")
_FORM: Final = "demo/1"


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is told: households and plots of both cooperatives together, and flushes of a year."""

    households: int = 64
    plots: int = 160
    flushes: int = 7


FULL: Final = Scale()


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something: one entry of the ledger and who hands it in."""

    actor: Actor
    entry: Entry


Story = tuple[Saying, ...]
"""Sayings in the order in which they are handed in; stories of one chapter need no order."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The domain own codes are minted under, the year of the season, and how much is told."""

    domain: Domain
    year: int
    scale: Scale = FULL

    @property
    def opening(self) -> datetime:
        """The morning on which master data is entered, before the season."""
        return datetime(self.year, 1, 5, 8, tzinfo=VIETNAM)

    def key(self, kind: type[K], name: str) -> K:
        """The own code of what has this name in the demonstration: the same in every loading.

        It is made from the name, so it can be guessed, unlike the codes of real packs.
        """
        digest = sha256(f"demonstration/{kind.__name__}/{name}".encode()).digest()
        bits = int.from_bytes(digest[:8]) >> (64 - CODE_BITS)
        return kind.from_code(mint(bits), self.domain)

    def at(self, day: date, clock: str, place: PlaceKey, party: PartyKey) -> Occasion:
        """That day, by Vietnam's clock ("07:30"), at a place and for a party."""
        moment = datetime.combine(day, time.fromisoformat(clock), VIETNAM)
        return Occasion(self.domain, moment, place, party)

    def happens(
        self, actor: Actor, happening: str, body: Body, subject: PartyKey | None = None
    ) -> Saying:
        """Say an event, typed soon after it happened; for the actor's own party unless told.

        What happened before the service was there is typed when it opens.
        """
        told = event.make(body, namespaces(self.domain))
        said = event.to_bytes(body)
        whom = subject.uri if subject else actor.party
        typed = max(told.time + TYPED_AFTER, self.opening)
        act = f"event:{happening}"
        return Saying(actor, Entry(record_id(told), act, told, whom, said, _FORM, typed))


def season_of(now: datetime) -> int:
    """The year whose season is told: 2026, or the last whose season is over when that is earlier.

    >>> season_of(datetime(2027, 1, 5, tzinfo=VIETNAM)), season_of(datetime(2026, 5, 1, tzinfo=VIETNAM))
    (2026, 2025)
    """
    local = now.astimezone(VIETNAM)
    over = date(local.year, 11, 15)
    return min(SEASON, local.year if local.date() > over else local.year - 1)


def dice(name: str) -> random.Random:
    """Chance that falls the same way at every loading, of its own for each name."""
    return random.Random(f"demonstration/{name}")  # noqa: S311 - a story is told, no secret is made


def speaks(role: Role, party: PartyKey) -> Actor:
    """Somebody in that role for that party."""
    return Actor(role, party.uri, "demonstration")


def states(
    actor: Actor, kind: str, about: str, moment: datetime, again: str = "", **facts: object
) -> Saying:
    """Say a statement about a batch, an event or a party; `again` tells it from one before."""
    name = f"urn:uuid:{uuid.uuid5(_NAMES, f'{kind} {about}{again}')}"
    said = Statement(name, kind, about, moment, actor.party, facts)
    whom = about if kind in {"consent", "delegate"} else actor.party
    raw = canonical_bytes(said.public())
    return Saying(actor, Entry(name, f"statement:{kind}", said, whom, raw, _FORM, moment))


def revises(actor: Actor, value: Value, entered: datetime) -> Saying:
    """Say the first revision of something in the master data."""
    first = Revision(1, value)
    name = f"urn:uuid:{uuid.uuid5(_NAMES, f'{first.kind} {value.key.uri}')}"
    raw = canonical_bytes({"public": public_part(value), "private": private_part(value)})
    act = f"revise:{first.kind}"
    return Saying(actor, Entry(name, act, first, owner_of(value), raw, _FORM, entered))
