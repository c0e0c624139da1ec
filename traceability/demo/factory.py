"""From leaf to packs: leaf is received and weighed, made into tea by its steps, packed, tested, published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from traceability.access import Role
from traceability.demo.field import Leaf, tenths
from traceability.demo.goods import Goods
from traceability.demo.land import Land
from traceability.demo.people import Cooperative, People
from traceability.demo.stage import MARK, Saying, Stage, dice, speaks, states
from traceability.demo.wares import LINES, Line, Ware
from traceability.events import makers
from traceability.events.amount import Amount
from traceability.events.event import Body
from traceability.events.occasion import Goods as Some
from traceability.events.occasion import Occasion
from traceability.identifiers.uris import BatchKey, PlaceKey
from traceability.vocabulary import PIECE

AFTER_STEP: Final = {
    "withering": Decimal("0.78"),
    "fixing": Decimal("0.60"),
    "rolling": Decimal("0.59"),
    "fermenting": Decimal("0.58"),
    "drying": Decimal("0.215"),
}
"""What is left of the leaf's weight after a step, about; the last step's is by the line's ratio."""
STEPWISE: Final = frozenset({"den", "olong"})
"""Lines whose steps are recorded one by one; of the others the making at once, with its steps named."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tea:
    """A batch of tea in bulk, what is in it, and the day it was made."""

    key: BatchKey
    line: str
    weight: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Packs:
    """A batch of packs of one ware and the day they were packed."""

    key: BatchKey
    ware: Ware
    count: int
    day: date


@dataclass(frozen=True, slots=True)
class Factory:
    """A cooperative's factory; the cooperative's officer speaks for it."""

    stage: Stage
    people: People
    goods: Goods
    land: Land
    cooperative: Cooperative

    @property
    def place(self) -> PlaceKey:
        """Where it stands."""
        return self.land.buildings[f"{self.cooperative.short} factory"].key

    def at(self, day: date, clock: str) -> Occasion:
        """A day at the factory."""
        return self.stage.at(day, clock, self.place, self.cooperative.key)

    def says(self, happening: str, body: Body) -> Saying:
        """An event said by the officer."""
        return self.stage.happens(self.cooperative.officer, happening, body)

    def receives(self, leaves: Sequence[Leaf], day: date) -> Saying:
        """Leaf comes in and is weighed again."""
        when = self.at(day, "11:30")
        body = makers.observe("receive", when, _weighed(leaves), {"condition": "tươi, không dập"})
        return self.says("receive", body)

    def makes(
        self, name: str, line_name: str, leaves: Sequence[Leaf], day: date
    ) -> tuple[Tea, list[Saying]]:
        """Tea of this leaf, all of it, on the evening of its day."""
        line = LINES[line_name]
        fresh = sum((leaf.weight for leaf in leaves), Decimal(0))
        ratio = dice(f"ratio of {name}").uniform(*map(float, line.ratio))
        tea = Tea(self.stage.key(BatchKey, name), line_name, tenths(float(fresh) / ratio), day)
        inputs = _weighed(leaves)
        if line_name in STEPWISE:
            return tea, list(self._step_by_step(line, inputs, fresh, tea))
        details = {"product": self._bulk(line_name), "steps": ", ".join(line.steps)}
        made = [Some(tea.key, Amount(tea.weight, "KGM"))]
        body = makers.process(self.at(day, "17:30"), "making", inputs, made, details)
        return tea, [self.says("process", body)]

    def scents(self, name: str, tea: Tea, weight: Decimal, day: date) -> tuple[Tea, Saying]:
        """Some of a tea with lotus flowers; a little is lost."""
        scented = Tea(self.stage.key(BatchKey, name), "sen", tenths(float(weight) * 0.99), day)
        body = makers.process(
            self.at(day, "09:00"),
            "scenting",
            [Some(tea.key, Amount(weight, "KGM"))],
            [Some(scented.key, Amount(scented.weight, "KGM"))],
            {"product": self._bulk("sen"), "input": "hoa sen Bách Diệp", "times": 3},
        )
        return scented, self.says("process", body)

    def packs(
        self, name: str, tea: Tea, ware: Ware, weight: Decimal, day: date
    ) -> tuple[Packs, Saying]:
        """So much of a tea, at most, into whole packs."""
        count = int(weight * 1000 / ware.grams)
        packs = Packs(self._lot(name, ware), ware, count, day)
        used = Decimal(count * ware.grams) / 1000
        return packs, self.fills(packs, tea, used, count)

    def fills(self, packs: Packs, tea: Tea, used: Decimal, count: int) -> Saying:
        """An event of packing, whatever its numbers are."""
        product = self.goods.packs[packs.ware.name]
        days = timedelta(days=product.shelf_life_days or 0)
        body = makers.pack(
            self.at(packs.day, "14:00"),
            [Some(tea.key, Amount(used, "KGM"))],
            [Some(packs.key, Amount(Decimal(count), PIECE))],
            packs.day + days,
            {"product": product.key.uri},
        )
        return self.says("pack", body)

    def tested(self, packs: Packs, day: date, result: str = "conformant") -> Saying:
        """The laboratory tests a batch."""
        laboratory = self.people.key("laboratory")
        when = self.stage.at(day, "10:00", self.land.buildings["laboratory"].key, laboratory)
        report = f"https://phong-thu-nghiem.example/phieu/{packs.key.uri[-13:]}"
        details = {"analytes": "dư lượng thuốc bảo vệ thực vật, kim loại nặng", "note": MARK}
        body = makers.inspect(when, [Some(packs.key)], result, report, details)
        return self.stage.happens(speaks(Role.INSPECTOR, laboratory), "inspect", body)

    def publishes(self, packs: Packs, day: date) -> Saying:
        """The officer publishes a batch."""
        return states(
            self.cooperative.officer, "publish", packs.key.uri, self.at(day, "15:30").time
        )

    def withdraws(self, packs: Packs, day: date, reason: str) -> Saying:
        """The officer takes a publication back."""
        moment = self.at(day, "16:30").time
        return states(self.cooperative.officer, "withdraw", packs.key.uri, moment, reason=reason)

    def recalls(self, packs: Packs, day: date) -> Saying:
        """The officer recalls a batch."""
        details = {"reason": f"dư lượng vượt mức cho phép ({MARK})"}
        return self.says(
            "recall", makers.mark("recall", self.at(day, "08:30"), [Some(packs.key)], details)
        )

    def _step_by_step(
        self, line: Line, inputs: list[Some], fresh: Decimal, tea: Tea
    ) -> Iterator[Saying]:
        weight = fresh
        for number, step in enumerate(line.steps):
            last = number == len(line.steps) - 1
            key = tea.key if last else self.stage.key(BatchKey, f"{tea.key.uri} {step}")
            left = tea.weight if last else tenths(float(fresh * AFTER_STEP[step]))
            weight = max(min(weight, left), tea.weight)
            made = [Some(key, Amount(weight, "KGM"))]
            when = self.at(tea.day + _DAY * (number // 3), f"{14 + 3 * (number % 3)}:00")
            body = makers.process(when, step, inputs, made, {"product": self._bulk(line.name)})
            yield self.says("process", body)
            inputs = made

    def _bulk(self, line: str) -> str:
        return self.goods.bulk[self.cooperative.short, line].key.uri

    def _lot(self, name: str, ware: Ware) -> BatchKey:
        """An own code; where the ware has a GTIN, the GTIN and the code's first eight characters."""
        own, gtin = self.stage.key(BatchKey, name), self.goods.packs[ware.name].gtin
        return BatchKey.of(gtin, own.uri.rpartition("/")[2][:8]) if gtin else own


def _weighed(leaves: Sequence[Leaf]) -> list[Some]:
    return [Some(leaf.key, Amount(leaf.weight, "KGM")) for leaf in leaves]
