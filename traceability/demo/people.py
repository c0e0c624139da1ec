"""Who is in the demonstration: parties by what they do, households by number, and nobody's name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from traceability.access import FIELD, GOODS, Actor, Role
from traceability.batches.batch import VIETNAM
from traceability.communes.register import MERGER
from traceability.demo.stage import (
    MARK,
    SEASON,
    Saying,
    Stage,
    Story,
    dice,
    revises,
    speaks,
    states,
)
from traceability.identifiers.domain import Domain
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.address import Address
from traceability.masterdata.party import Party, PartyKind

HELPED: Final = 3
"""Every third household lets the helper type for it."""

HELPED_NOW: Final = 10
"""Households that let the helper type for them from the day of the loading on."""

_DELEGATED: Final = sorted(f"event:{happening}" for happening in "plant tend spray harvest".split())
_DELEGATED_NOW: Final = sorted(FIELD | GOODS)
_OTHERS: Final[dict[str, tuple[PartyKind, str]]] = {
    "collector": ("enterprise", "Công ty thu mua chè minh họa"),
    "laboratory": ("laboratory", "Phòng thử nghiệm minh họa"),
    "helper": ("authority", "Tổ công nghệ số cộng đồng minh họa"),
    "authority": ("authority", "Cơ quan quản lý minh họa"),
    "marketplace": ("marketplace", "Sàn nông sản minh họa"),
}


@dataclass(frozen=True, slots=True)
class Household:
    """A household of a cooperative; `helped` where a helper types what it does."""

    party: Party
    helped: bool

    @property
    def key(self) -> PartyKey:
        """Its key."""
        return self.party.key


@dataclass(frozen=True, slots=True)
class Cooperative:
    """A cooperative with its households; `short` names its things in the demonstration."""

    short: str
    party: Party
    commune: str
    households: tuple[Household, ...]

    @property
    def key(self) -> PartyKey:
        """Its key."""
        return self.party.key

    @property
    def officer(self) -> Actor:
        """Speaks for the cooperative and its members."""
        return speaks(Role.OFFICER, self.key)


@dataclass(frozen=True, slots=True)
class People:
    """Both cooperatives and the others, by what they do."""

    cooperatives: tuple[Cooperative, Cooperative]
    others: dict[str, Party]

    def key(self, name: str) -> PartyKey:
        """The key of the collector, the laboratory, the helper, the authority or the marketplace."""
        return self.others[name].key

    @property
    def helper(self) -> Actor:
        """Types for households that let her."""
        return speaks(Role.HELPER, self.key("helper"))


def gathered(stage: Stage) -> People:
    """Everybody, the households shared out between the cooperatives."""
    first = stage.scale.households * 9 // 16
    last = stage.scale.households + 1
    return People(
        (
            _cooperative(stage, "TC", "HTX chè minh họa Tân Cương", "05503", range(1, first + 1)),
            _cooperative(stage, "DP", "HTX chè minh họa Đại Phúc", "05488", range(first + 1, last)),
        ),
        {
            name: Party(stage.key(PartyKey, name), kind, text, address=_address("05503"))
            for name, (kind, text) in _OTHERS.items()
        },
    )


def arrive(stage: Stage, people: People) -> Iterator[Story]:
    """Enter every party, the cooperatives before their members."""
    start = stage.opening
    operator = speaks(Role.OPERATOR, people.cooperatives[0].key)
    for party in people.others.values():
        yield (revises(operator, party, start),)
    for cooperative in people.cooperatives:
        members = [
            revises(cooperative.officer, each.party, start) for each in cooperative.households
        ]
        yield (revises(operator, cooperative.party, start), *members)


def signs_in(domain: Domain) -> dict[Role, PartyKey]:
    """Whose cards are shown where the demonstration is tried: an officer, a household and its helper."""
    stage = Stage(domain, SEASON)
    names = {Role.OFFICER: "TC", Role.RECORDER: f"Hộ {HELPED:03}", Role.HELPER: "helper"}
    return {role: stage.key(PartyKey, name) for role, name in names.items()}


def let_help(people: People, now: datetime) -> Iterator[Story]:
    """Ten households let the helper type for them from today on, so that she can be tried."""
    midnight = datetime.combine(now.astimezone(VIETNAM).date(), time(), VIETNAM)
    helped = [each for one in people.cooperatives for each in one.households if each.helped]
    for household in helped[:HELPED_NOW]:
        facts = _let(people, _DELEGATED_NOW, midnight)
        recorder = speaks(Role.RECORDER, household.key)
        yield (states(recorder, "delegate", household.key.uri, midnight, "now", **facts),)


def agree(stage: Stage, people: People) -> Iterator[Story]:
    """Households let the helper type for them, and some let their label's long form be shown."""
    for cooperative in people.cooperatives:
        for household in cooperative.households:
            yield tuple(_agreed(stage, people, household))


def _agreed(stage: Stage, people: People, household: Household) -> Iterator[Saying]:
    recorder, start = speaks(Role.RECORDER, household.key), stage.opening
    if household.helped:
        facts = _let(people, _DELEGATED, datetime.combine(start.date(), time(), VIETNAM))
        yield states(recorder, "delegate", household.key.uri, start, **facts)
    if dice(household.party.label).random() < 1 / 4:
        yield states(recorder, "consent", household.key.uri, start, shows=["name"])


def _let(people: People, scope: list[str], midnight: datetime) -> dict[str, Any]:
    return {
        "to": people.key("helper").uri,
        "scope": scope,
        "from": midnight.isoformat(),
        "until": (midnight + timedelta(days=360)).isoformat(),
        "evidence": f"giấy ủy quyền ({MARK})",
    }


def _cooperative(stage: Stage, short: str, name: str, commune: str, numbers: range) -> Cooperative:
    key = stage.key(PartyKey, short)
    party = Party(key, "cooperative", name, address=_address(commune))
    households = tuple(_household(stage, number, key, commune) for number in numbers)
    return Cooperative(short, party, commune, households)


def _household(stage: Stage, number: int, cooperative: PartyKey, commune: str) -> Household:
    label = f"Hộ {number:03}"
    key = stage.key(PartyKey, label)
    party = Party(key, "household", f"{label} ({MARK})", label, _address(commune), cooperative)
    return Household(party, number % HELPED == 0)


def _address(commune: str) -> Address:
    return Address(commune, MERGER)
