"""Strangers in the stories of rights: a cooperative next door with its own factory, and what it tries."""

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.cast import MORNING, TAN_CUONG, Cast, kg, pieces, revise
from traceability.access import Actor, Role
from traceability.errors import NotYours
from traceability.events import makers
from traceability.events.event import Body
from traceability.events.occasion import Goods, Occasion
from traceability.identifiers.uris import BatchKey, PartyKey, PlaceKey, SerialKey
from traceability.log.receipts import Receipt
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place

Thing = BatchKey | SerialKey


@dataclass(frozen=True)
class Neighbours:
    """The cooperative next door, its factory, and everybody else on stage."""

    cast: Cast
    factory: PlaceKey

    @property
    def party(self) -> PartyKey:
        """Whom the stranger speaks for."""
        return self.cast.stranger_cooperative

    def at(self, hours: int = 40, place: PlaceKey | None = None) -> Occasion:
        """Some hours after the morning of the story, next door."""
        time = MORNING + timedelta(hours=hours)
        return Occasion(self.cast.domain, time, place or self.factory, self.party)

    def now(self, party: PartyKey | None = None) -> Occasion:
        """This moment, next door."""
        return Occasion(self.cast.domain, datetime.now(UTC), self.factory, party or self.party)

    def tell(self, happening: str, body: Body, actor: Actor | None = None) -> Receipt:
        """The stranger tells something, or somebody else in its name."""
        return self.cast.tell(happening, body, actor or self.cast.stranger, self.party)

    def observe(self, happening: str, goods: Thing, **more: Any) -> Receipt:
        """The stranger does something with one of some goods."""
        actor = more.pop("actor", None)
        amount = pieces(1) if isinstance(goods, BatchKey) else None
        told = makers.observe(happening, self.at(**more), [Goods(goods, amount)], {})
        return self.tell(happening, told, actor)

    def mark(self, happening: str, goods: Thing, actor: Actor | None = None) -> Receipt:
        """The stranger marks goods, or somebody else in its name."""
        body = makers.mark(happening, self.now(), [Goods(goods)], {"reason": "x"})
        return self.tell(happening, body, actor)

    def as_(self, role: Role) -> Actor:
        """Somebody of next door in another role."""
        return Actor(role, self.party.uri, f"token-{role}")

    def new_party(self, **more: Any) -> PartyKey:
        """A household next door, entered by the operator."""
        key = self.cast.new(PartyKey)
        party = Party(key, "household", "Hộ 099", "Hộ 099", TAN_CUONG, self.party)
        revise(self.cast.ledger, self.cast.operator, replace(party, **more))
        return key


def settled(cast: Cast) -> Neighbours:
    """The cooperative next door with its factory."""
    factory = cast.new(PlaceKey)
    place = Place(factory, "factory", cast.stranger_cooperative, "Xưởng lạ", TAN_CUONG)
    revise(cast.ledger, cast.operator, place)
    return Neighbours(cast, factory)


def shipped(cast: Cast, packs: BatchKey, to: PartyKey, *, hours: int = 35) -> None:
    """The household's packs are shipped to somebody."""
    at = cast.at(cast.factory, hours=hours)
    body = makers.observe("ship", at, [Goods(packs, pieces(10))], {}, (to, None))
    cast.tell("ship", body)


def harvest(at: Occasion, leaf: BatchKey, product: str = "") -> dict[str, Any]:
    """A kilogram of leaf."""
    named = {"product": product} if product else {}
    return dict(makers.harvest(at, Goods(leaf, kg("1")), None, named))


def refused(batch: Thing, actor: Actor) -> str:
    """The sentence that says a batch is a stranger's."""
    return str(NotYours(f"a batch of your own in place of {batch.uri}", str(actor)))


def new_id() -> str:
    """An id as a phone makes it."""
    return f"urn:uuid:{uuid.uuid4()}"
