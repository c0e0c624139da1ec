"""A plot's year: planted once, tended, sprayed between two pluckings, and plucked six or seven times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from traceability.access import Actor, Role
from traceability.demo.goods import Goods
from traceability.demo.land import Plot, Round
from traceability.demo.papers import is_organic
from traceability.demo.people import People
from traceability.demo.stage import MARK, Saying, Stage, Story, dice, speaks, states
from traceability.demo.wares import LINES
from traceability.events import makers
from traceability.events.amount import Amount
from traceability.events.event import Body
from traceability.events.occasion import Goods as Some
from traceability.events.occasion import Occasion
from traceability.identifiers.uris import BatchKey

YIELD_T_HA: Final = (12, 14)
"""Fresh leaf of one bud and two leaves in a year (12.7 t/ha in the province in 2024)."""
BETWEEN_DAYS: Final = (28, 34)
SPRAYED_AFTER: Final = 8
"""Days from a plucking to the spraying; at least 20 are left to the next plucking."""
_SPRAYS: Final = (
    ("matrine", "rầy xanh", 7),
    ("azadirachtin", "bọ cánh tơ", 5),
    ("abamectin", "nhện đỏ", 10),
)
"""Active ingredient, what it is against, and days of the interval as if typed from a label."""
_WORK: Final = (
    ("pruning", "01-20", {"method": "đốn phớt"}),
    ("fertilising", "02-10", {"input": "phân chuồng hoai", "dose": "20 tấn/ha"}),
    ("weeding", "02-25", {"method": "bằng tay"}),
    ("fertilising", "05-06", {"input": "NPK 16-16-8", "dose": "20 kg/sào"}),
    ("fertilising", "08-12", {"input": "phân hữu cơ vi sinh", "dose": "30 kg/sào"}),
    ("irrigating", "10-02", {"method": "tưới phun"}),
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One plucking of one plot: the batch of fresh leaf and its weight."""

    key: BatchKey
    plot: Plot
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Field:
    """Everything a plot's year is told from."""

    stage: Stage
    people: People
    goods: Goods
    round: Round
    plot: Plot

    @property
    def hand(self) -> Actor:
        """Who types what happens here: a helper, or the household."""
        household = self.plot.household
        return self.people.helper if household.helped else speaks(Role.RECORDER, household.key)

    def at(self, day: date, clock: str) -> Occasion:
        """A day at the plot."""
        return self.stage.at(day, clock, self.plot.key, self.plot.household.key)

    def says(self, happening: str, body: Body) -> Saying:
        """An event at the plot, said for its household."""
        return self.stage.happens(self.hand, happening, body, self.plot.household.key)

    @property
    def crop(self) -> BatchKey:
        """The planting, which has the plot's own code."""
        return BatchKey(self.plot.key.uri)


def flush_days(stage: Stage, round_: Round) -> tuple[date, ...]:
    """The days on which a round is plucked, the first from mid-March."""
    chance = dice(f"days of {round_.name}")
    days = [date(stage.year, 3, 12) + timedelta(days=chance.randint(0, 20))]
    while len(days) < stage.scale.flushes:
        days.append(days[-1] + timedelta(days=chance.randint(*BETWEEN_DAYS)))
    return tuple(days)


def tended(field: Field) -> Iterator[Saying]:
    """Planting, work and spraying of a plot's year."""
    place = field.plot.place
    planted = date(place.year_planted or field.stage.year, 2, 15)
    details = {
        "cultivar": place.cultivar,
        "plants": place.plant_count,
        "source": f"vườn ươm ({MARK})",
    }
    yield field.says("plant", makers.plant(field.at(planted, "07:00"), field.crop, details))
    chance = dice(f"work on {place.label}")
    for step, month_day, what in _WORK:
        day = date.fromisoformat(f"{field.stage.year}-{month_day}")
        when = field.at(day + timedelta(days=chance.randint(0, 9)), "07:30")
        yield field.says("tend", makers.tend(when, field.crop, step, what))
    for number, day in enumerate(flush_days(field.stage, field.round)[:-1]):
        if chance.random() < 1 / 3:
            yield _sprayed(field, day + timedelta(days=SPRAYED_AFTER), number)


def plucked(field: Field, number: int, day: date) -> tuple[Leaf, Story]:
    """A flush of one plot: the leaf, and who said it."""
    name = f"{field.plot.place.label} lứa {number + 1}"
    chance = dice(name)
    share = LINES[field.round.line].share
    yearly = chance.uniform(*YIELD_T_HA) * 1000 / field.stage.scale.flushes
    weight = tenths(yearly * float(field.plot.hectares * share))
    clock = f"{chance.randint(6, 8):02}:{chance.randint(0, 59):02}"
    return leaf_of(field, name, field.at(day, clock), weight)


def leaf_of(field: Field, name: str, at: Occasion, weight: Decimal) -> tuple[Leaf, Story]:
    """So many kilograms of a plot; its household confirms most of what a helper typed."""
    leaf = Leaf(field.stage.key(BatchKey, name), field.plot, weight)
    rows = field.plot.place.plants
    details = {
        "product": field.goods.leaf[field.round.cooperative.short].key.uri,
        "plucking": LINES[field.round.line].plucking,
        "rows": f"{rows[0].first}-{rows[-1].last}",
    }
    method = "ORGANIC" if is_organic(field.round.name) else "INTEGRATED_PEST_MANAGEMENT"
    body = makers.harvest(at, Some(leaf.key, Amount(weight, "KGM")), method, details)
    told = field.says("harvest", body)
    household = field.plot.household
    if not household.helped or dice(f"confirms {name}").random() > 3 / 4:
        return leaf, (told,)
    said = speaks(Role.RECORDER, household.key)
    return leaf, (told, states(said, "confirm", told.entry.id, at.time + timedelta(hours=11)))


def tenths(kilograms: float) -> Decimal:
    """As scales show it: to 0.1 kg, never nothing."""
    return max(Decimal(f"{kilograms:.1f}"), Decimal("0.1"))


def _sprayed(field: Field, day: date, number: int) -> Saying:
    chance = dice(f"spraying {field.plot.place.label} {number}")
    organic = is_organic(field.round.name)
    ingredient, reason, interval = chance.choice(_SPRAYS[:2] if organic else _SPRAYS)
    details = {
        "inputName": f"Thuốc bảo vệ thực vật minh họa ({ingredient})",
        "activeIngredient": ingredient,
        "dose": "0,5 lít/ha",
        "preHarvestIntervalDays": interval,
        "intervalFrom": f"nhãn thuốc ({MARK})",
        "reason": reason,
    }
    return field.says("spray", makers.spray(field.at(day, "16:00"), field.crop, details))
