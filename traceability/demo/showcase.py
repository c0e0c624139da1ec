"""Batches to look at: merged, split, one that does not add up, recalled, withdrawn and unpublished."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from traceability.demo.factory import Factory, Packs, Tea
from traceability.demo.field import Leaf, flush_days, leaf_of
from traceability.demo.season import World
from traceability.demo.stage import Saying, Story
from traceability.demo.trade import Trade
from traceability.demo.wares import WARES

_LEAF: Final = (Decimal("31.5"), Decimal("27.2"), Decimal("24.8"))
"""Kilograms of fresh leaf of three plots."""


@dataclass(frozen=True, slots=True)
class Showcase:
    """The batches by what they show, and everything that is said of them, in order."""

    batches: Mapping[str, Packs]
    story: Story


def showcase(world: World) -> Showcase:
    """Tell of all of them, each from leaf of its own plucked beside a flush of the first round."""
    batches: dict[str, Packs] = {}
    story: list[Saying] = []
    for number, told in enumerate(
        (_merged, _split, _mismatch, _recalled, _withdrawn, _unpublished)
    ):
        booth = _Booth(world, told.__name__.strip("_"), number)
        batches |= told(booth)
        story += booth.story
    return Showcase(batches, tuple(story))


@dataclass(frozen=True, slots=True)
class _Booth:
    """Where one case is told: a name, the number of the flush it goes with, and what is said."""

    world: World
    name: str
    number: int
    story: list[Saying] = field(default_factory=list)

    @property
    def factory(self) -> Factory:
        """The factory of the first round."""
        return self.world.factory(self.world.land.rounds[0])

    def day(self, after: int = 0) -> date:
        """So many days after the flush."""
        days = flush_days(self.world.stage, self.world.land.rounds[0])
        return days[self.number % len(days)] + timedelta(days=after)

    def tea(self, plots: int) -> Tea:
        """Leaf of so many plots, received and made into tea on the day of the flush."""
        leaves: list[Leaf] = []
        fields = self.world.fields(self.world.land.rounds[0])[:plots]
        for plot, weight in zip(fields, _LEAF, strict=False):
            when = plot.at(self.day(), "09:15")
            leaf, told = leaf_of(plot, f"{self.name} {plot.plot.place.label}", when, weight)
            leaves.append(leaf)
            self.story.extend(told)
        self.story.append(self.factory.receives(leaves, self.day()))
        tea, making = self.factory.makes(f"chè {self.name}", "tomnon", leaves, self.day())
        self.story.extend(making)
        return tea

    def packs(self, tea: Tea, ware: str, kilograms: str) -> Packs:
        """So many kilograms of a tea in packs, three days later."""
        name = f"{ware} {self.name.upper()}"
        made = self.factory.packs(name, tea, WARES[ware], Decimal(kilograms), self.day(3))
        self.story.append(made[1])
        return made[0]

    def published(self, packs: Packs) -> Packs:
        """Tested and published."""
        self.story.append(self.factory.tested(packs, self.day(4)))
        self.story.append(self.factory.publishes(packs, self.day(6)))
        return packs


def _merged(booth: _Booth) -> dict[str, Packs]:
    """Leaf of three plots in one batch of tea; published, and some of it shipped and sold."""
    packs = booth.published(booth.packs(booth.tea(3), "tomnon-100", "15"))
    booth.story.extend(Trade(booth.factory).shipped(packs, 60, booth.day(8)))
    booth.story.append(Trade(booth.factory).sold(packs, 12, booth.day(9)))
    return {"merged": packs}


def _split(booth: _Booth) -> dict[str, Packs]:
    """One batch of tea in packs of two sizes."""
    tea = booth.tea(2)
    small = booth.published(booth.packs(tea, "tomnon-100", "4"))
    large = booth.published(booth.packs(tea, "tomnon-200", "6"))
    return {"split_small": small, "split_large": large}


def _mismatch(booth: _Booth) -> dict[str, Packs]:
    """Published when it still added up; then 65 packs of 100 g were entered for 4 kg of tea."""
    tea = booth.tea(2)
    packs = booth.published(booth.packs(tea, "tomnon-100", "6"))
    late = replace(packs, day=booth.day(7))
    booth.story.append(booth.factory.fills(late, tea, Decimal(4), 65))
    return {"mismatch": packs}


def _recalled(booth: _Booth) -> dict[str, Packs]:
    """Published, shipped and partly sold; then a test fails and the batch is recalled."""
    packs = booth.published(booth.packs(booth.tea(2), "tomnon-200", "9"))
    trade = Trade(booth.factory)
    booth.story.extend(trade.shipped(packs, 20, booth.day(8)))
    booth.story.append(trade.resold(packs, 5, booth.day(11)))
    booth.story.append(booth.factory.tested(packs, booth.day(13), "non_conformant"))
    booth.story.append(booth.factory.recalls(packs, booth.day(14)))
    return {"recalled": packs}


def _withdrawn(booth: _Booth) -> dict[str, Packs]:
    """Published, and taken out of sale at the end of its season."""
    packs = booth.published(booth.packs(booth.tea(2), "tomnon-100", "5"))
    booth.story.append(booth.factory.withdraws(packs, booth.day(15), "out_of_season"))
    return {"withdrawn": packs}


def _unpublished(booth: _Booth) -> dict[str, Packs]:
    """Packed, and waiting to be published."""
    return {"unpublished": booth.packs(booth.tea(2), "tomnon-200", "8")}
