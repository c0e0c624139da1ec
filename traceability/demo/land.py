"""The land of the demonstration: plots in rounds of plucking, factories and stores."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from traceability.access import Role
from traceability.communes.register import MERGER
from traceability.demo.people import Cooperative, Household, People
from traceability.demo.stage import MARK, Stage, Story, dice, revises, speaks
from traceability.demo.survey import planted_with, surveyed_shape
from traceability.events.bounds import FIRST
from traceability.identifiers.uris import PlaceKey
from traceability.masterdata.address import Address
from traceability.masterdata.place import AreaCode, Place, PlaceKind

CULTIVARS: Final = {
    "dinh": ("Trung du lá nhỏ", "Trung du lá to", "Trung du búp tím"),
    "tomnon": ("Kim Tuyên", "Phúc Vân Tiên", "Bát Tiên"),
    "moccau": ("LDP1", "TRI777", "Hương Bắc Sơn"),
    "bup": ("LDP1", "PH1", "TRI777"),
    "den": ("PH1", "LDP1"),
    "olong": ("Kim Tuyên", "Thúy Ngọc"),
}
"""Cultivars grown in Thái Nguyên (agro.gov.vn; food.com.vn), by what the demonstration makes of them."""

LINES: Final = {
    "TC": ("tomnon", "moccau", "bup", "dinh", "moccau"),
    "DP": ("moccau", "bup", "den", "olong"),
}
_TOGETHER: Final = (3, 4, 5, 4)
"""Plots of a round, in turn."""
_BUILDINGS: Final[dict[PlaceKind, str]] = {"factory": "Xưởng chế biến", "store": "Cửa hàng"}
FORMER: Final = {"TC": ("05503",) * 4 + ("05497",), "DP": ("05488", "05494")}
"""Communes of before July 2025; the indication "Tân Cương" covers all of these but Thịnh Đức, 05497."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot and who works it."""

    place: Place
    household: Household

    @property
    def key(self) -> PlaceKey:
        """Its key."""
        return self.place.key

    @property
    def hectares(self) -> Decimal:
        """Its size."""
        return (self.place.area or Decimal(0)) / 10_000


@dataclass(frozen=True, slots=True)
class Round:
    """Three to five plots that are plucked on the same days for the same tea."""

    name: str
    line: str
    cooperative: Cooperative
    plots: tuple[Plot, ...]


@dataclass(frozen=True, slots=True)
class Land:
    """The plots by rounds of plucking, and the buildings by name ("TC factory")."""

    rounds: tuple[Round, ...]
    buildings: dict[str, Place]

    @property
    def plots(self) -> tuple[Plot, ...]:
        """Every plot."""
        return tuple(plot for each in self.rounds for plot in each.plots)


def surveyed(stage: Stage, people: People) -> Land:
    """All plots and buildings."""
    shares = stage.scale.plots * 9 // 16, stage.scale.plots - stage.scale.plots * 9 // 16
    rounds = [
        each
        for cooperative, plots in zip(people.cooperatives, shares, strict=True)
        for each in _rounds(stage, cooperative, plots)
    ]
    return Land(tuple(rounds), dict(_buildings(stage, people)))


def enter(stage: Stage, people: People, land: Land) -> Iterator[Story]:
    """Enter every place: plots by the cooperative, a collector's store by the operator."""
    start = stage.opening
    operator = speaks(Role.OPERATOR, people.cooperatives[0].key)
    for place in land.buildings.values():
        yield (revises(operator, place, start),)
    for each in land.rounds:
        officer = each.cooperative.officer
        yield tuple(revises(officer, plot.place, start) for plot in each.plots)


def _rounds(stage: Stage, cooperative: Cooperative, plots: int) -> Iterator[Round]:
    lines, formers = LINES[cooperative.short], FORMER[cooperative.short]
    turn = number = 0
    while number < plots:
        line, former = lines[turn % len(lines)], formers[turn % len(formers)]
        named = range(number, min(number + _TOGETHER[turn % len(_TOGETHER)], plots))
        name = f"{cooperative.short}-{turn + 1:02}"
        cultivar = dice(name).choice(CULTIVARS[line])
        land = tuple(_plot(stage, cooperative, each, (cultivar, former)) for each in named)
        yield Round(name, line, cooperative, land)
        turn, number = turn + 1, named.stop


def _plot(stage: Stage, cooperative: Cooperative, number: int, grown: tuple[str, str]) -> Plot:
    label = f"Nương {cooperative.short}-{number + 1:03}"
    chance = dice(label)
    household = cooperative.households[number % len(cooperative.households)]
    shape = surveyed_shape(cooperative.commune, label, number)
    cultivar, former = grown
    planted = max(stage.year - chance.randint(6, 28), FIRST.year)
    place = Place(
        stage.key(PlaceKey, label),
        "plot",
        household.key,
        f"{label} ({MARK})",
        Address(cooperative.commune, MERGER),
        label,
        shape=shape,
        former_commune=former,
        crop="chè",
        cultivar=cultivar,
        year_planted=planted,
        plants=planted_with(label, shape.area_m2 or Decimal(0), planted),
        area_codes=_area_codes(stage, cooperative, number),
    )
    return Plot(place, household)


def _area_codes(stage: Stage, cooperative: Cooperative, number: int) -> tuple[AreaCode, ...]:
    """Two of five plots stand in a coded growing area; the code's form is nobody's real one."""
    if number % 5 > 1:
        return ()
    code = f"MH-{cooperative.short}-{number // 50 + 1:02}"
    issuer = f"Cơ quan bảo vệ thực vật ({MARK})"
    return (AreaCode(code, issuer, since=date(stage.year - 2, 3, 1)),)


def _buildings(stage: Stage, people: People) -> Iterator[tuple[str, Place]]:
    for cooperative in people.cooperatives:
        address = Address(cooperative.commune, MERGER)
        for kind, text in _BUILDINGS.items():
            name = f"{cooperative.short} {kind}"
            key, shown = stage.key(PlaceKey, name), f"{text}, {cooperative.party.name}"
            yield name, Place(key, kind, cooperative.key, shown, address)
    address = Address("05503", MERGER)
    for name, text in (("collector", "Kho thu mua"), ("laboratory", "Phòng thử nghiệm")):
        key = stage.key(PlaceKey, name)
        yield name, Place(key, "store", people.key(name), f"{text} ({MARK})", address)
