"""The ordinary season: every plot's year, and of every flush of a round a batch of tea and its packs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from traceability.demo.factory import Factory, Packs, Tea
from traceability.demo.field import Field, Leaf, flush_days, plucked, tended
from traceability.demo.goods import Goods
from traceability.demo.land import Land, Round
from traceability.demo.people import People
from traceability.demo.stage import Saying, Stage, Story, dice
from traceability.demo.trade import Trade
from traceability.demo.wares import wares_of

PACKED: Final = Decimal("0.98")
"""How much of a tea goes into packs; the rest is dust and samples."""
SCENTED_EVERY: Final = 3


@dataclass(frozen=True, slots=True)
class World:
    """Everything and everybody that a season needs."""

    stage: Stage
    people: People
    land: Land
    goods: Goods

    def factory(self, each: Round) -> Factory:
        """The factory that a round's leaf goes to."""
        return Factory(self.stage, self.people, self.goods, self.land, each.cooperative)

    def fields(self, each: Round) -> tuple[Field, ...]:
        """A round's plots with what their year is told from."""
        return tuple(Field(self.stage, self.people, self.goods, each, plot) for plot in each.plots)


@dataclass(frozen=True, slots=True)
class Season:
    """What is said in the fields, and in the factories when all leaf is there."""

    fields: tuple[Story, ...]
    factories: tuple[Story, ...]


def season(world: World) -> Season:
    """The whole season, round by round."""
    fields: list[Story] = []
    factories: list[Story] = []
    for each in world.land.rounds:
        fields += [tuple(tended(field)) for field in world.fields(each)]
        for number, day in enumerate(flush_days(world.stage, each)):
            plucks = [plucked(field, number, day) for field in world.fields(each)]
            fields += [told for _, told in plucks]
            lot = Lot(world, each, number, day)
            factories.append(tuple(lot.told([leaf for leaf, _ in plucks])))
    return Season(tuple(fields), tuple(factories))


@dataclass(frozen=True, slots=True)
class Lot:
    """One flush of a round on its way through the factory and the shops."""

    world: World
    round: Round
    number: int
    day: date

    @property
    def name(self) -> str:
        """The name it has in the demonstration: the round and the flush."""
        return f"{self.round.name} {self.number + 1}"

    def told(self, leaves: list[Leaf]) -> Iterator[Saying]:
        """Received, made, packed, and what followed."""
        factory = self.world.factory(self.round)
        yield factory.receives(leaves, self.day)
        tea, making = factory.makes(f"chè {self.name}", self.round.line, leaves, self.day)
        yield from making
        packs, packing = self._packed(factory, tea)
        yield from packing
        yield from self._followed(Trade(factory), packs)

    def _packed(self, factory: Factory, tea: Tea) -> tuple[Packs, list[Saying]]:
        weight, told = tea.weight * PACKED, []
        if self.round.line == "tomnon" and self.number % SCENTED_EVERY == SCENTED_EVERY - 1:
            day = self.day + timedelta(days=2)
            tea, scenting = factory.scents(f"sen {self.name}", tea, tea.weight, day)
            weight, told = tea.weight * PACKED, [scenting]
        wares = wares_of(self.round.cooperative.short, tea.line)
        ware = wares[self.number % len(wares)]
        day = self.day + timedelta(days=3)
        lot = f"{ware.name} {self.round.name[-2:]}{self.number + 1}"
        packs, packing = factory.packs(lot, tea, ware, weight, day)
        return packs, [*told, packing]

    def _followed(self, trade: Trade, packs: Packs) -> Iterator[Saying]:
        chance = dice(f"what followed {self.name}")
        factory, day = trade.factory, packs.day
        if chance.random() < 2 / 5:
            yield factory.tested(packs, day + timedelta(days=2))
        if chance.random() > 3 / 4:
            return
        yield factory.publishes(packs, day + timedelta(days=4))
        share = max(1, packs.count // 4)
        if chance.random() < 3 / 5:
            yield from trade.shipped(packs, share, day + timedelta(days=6))
            yield trade.resold(packs, max(1, share // 2), day + timedelta(days=12))
        yield trade.sold(packs, max(1, share // 3), day + timedelta(days=9))
