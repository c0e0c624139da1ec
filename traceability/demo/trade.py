"""What becomes of packs: into cases, to the collector and received there, sold in shops."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from traceability.access import Role
from traceability.demo.factory import Factory, Packs
from traceability.demo.stage import Saying, speaks
from traceability.events import makers
from traceability.events.amount import Amount
from traceability.events.occasion import Goods as Some
from traceability.identifiers.uris import LogisticKey, PlaceKey
from traceability.vocabulary import PIECE


@dataclass(frozen=True, slots=True)
class Trade:
    """What a factory's packs go through once they may be sold."""

    factory: Factory

    def shipped(self, packs: Packs, count: int, day: date) -> Iterator[Saying]:
        """So many in a case to the collector, who receives them a day later."""
        factory, stage = self.factory, self.factory.stage
        collector, store = factory.people.key("collector"), self._collectors_store
        case = stage.key(LogisticKey, f"case of {packs.key.uri}")
        inside = _some(packs, count)
        yield factory.says("aggregate", makers.aggregate(factory.at(day, "08:00"), case, [inside]))
        goods = [Some(case), inside]
        other = collector, store
        out = makers.observe("ship", factory.at(day, "09:00"), goods, {}, other)
        yield factory.says("ship", out)
        when = stage.at(day + timedelta(days=1), "10:00", store, collector)
        sender = factory.cooperative.key, factory.place
        received = makers.observe("receive", when, goods, {}, sender)
        yield stage.happens(speaks(Role.OFFICER, collector), "receive", received)

    def resold(self, packs: Packs, count: int, day: date) -> Saying:
        """The collector sells so many of what it received."""
        stage, collector = self.factory.stage, self.factory.people.key("collector")
        when = stage.at(day, "16:00", self._collectors_store, collector)
        body = makers.observe("sell", when, [_some(packs, count)], {})
        return stage.happens(speaks(Role.OFFICER, collector), "sell", body)

    def sold(self, packs: Packs, count: int, day: date) -> Saying:
        """The cooperative's own shop sells so many."""
        factory = self.factory
        store = factory.land.buildings[f"{factory.cooperative.short} store"].key
        when = factory.stage.at(day, "17:00", store, factory.cooperative.key)
        return factory.says("sell", makers.observe("sell", when, [_some(packs, count)], {}))

    @property
    def _collectors_store(self) -> PlaceKey:
        return self.factory.land.buildings["collector"].key


def _some(packs: Packs, count: int) -> Some:
    return Some(packs.key, Amount(Decimal(count), PIECE))
