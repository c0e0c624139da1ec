"""The demonstration's certificates: of the kinds that tea really has, given by nobody, some expired."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypedDict, Unpack

from traceability.access import Role
from traceability.demo.goods import Goods
from traceability.demo.land import Land, Round
from traceability.demo.people import Cooperative, People
from traceability.demo.stage import MARK, Stage, Story, revises, speaks
from traceability.identifiers.uris import CertificateKey, PartyKey, PlaceKey, ProductKey
from traceability.masterdata.certificate import Certificate, CertificateKind

INDICATED: Final = frozenset({"05488", "05494", "05503"})
"""Old communes of the indication "Tân Cương", registered under 00013 on 20 September 2007."""
ORGANIC_EVERY: Final = 6
"""One of so many rounds of a cooperative is grown organically."""
INDICATION: Final = "Tân Cương"
CROP: Final = "TCVN 11892-1:2017"


def enter(stage: Stage, people: People, land: Land, goods: Goods) -> Iterator[Story]:
    """Enter every certificate, by its holder's cooperative or the laboratory's operator."""
    when = stage.opening + timedelta(hours=2)
    operator = speaks(Role.OPERATOR, people.cooperatives[0].key)
    yield (revises(operator, _accreditation(stage, people), when),)
    for cooperative in people.cooperatives:
        rounds = [each for each in land.rounds if each.cooperative == cooperative]
        held = _held(stage, cooperative, rounds, goods)
        yield tuple(revises(cooperative.officer, paper, when) for paper in held)


def is_organic(round_name: str) -> bool:
    """Whether a round of that name is grown organically."""
    return int(round_name.rpartition("-")[2]) % ORGANIC_EVERY == 0


class _What(TypedDict, total=False):
    """What a certificate says beside its kind and time."""

    parties: tuple[PartyKey, ...]
    places: tuple[PlaceKey, ...]
    products: tuple[ProductKey, ...]
    standard: str
    indication: str
    stars: int


@dataclass(frozen=True, slots=True)
class _Desk:
    """Writes certificates for one holder, numbered from 1."""

    stage: Stage
    holder: PartyKey
    short: str

    def paper(
        self, number: int, kind: CertificateKind, years: tuple[int, int], **what: Unpack[_What]
    ) -> Certificate:
        """A certificate from 1 February of the season's year and so many years, for so many years."""
        first, length = self.stage.year + years[0], years[1]
        name = f"MH-{self.short}-{number:02}"
        return Certificate(
            self.stage.key(CertificateKey, name),
            kind,
            self.holder,
            f"Tổ chức chứng nhận ({MARK})",
            name,
            date(first, 2, 1),
            date(first + length, 2, 1) - timedelta(days=1),
            **what,
        )


def _held(
    stage: Stage, cooperative: Cooperative, rounds: Sequence[Round], goods: Goods
) -> Iterator[Certificate]:
    """What a cooperative holds; the second VietGAP and the second OCOP certificate have run out."""
    every = _plots(rounds)
    packs = [each.key for each in goods.packs.values() if each.party == cooperative.key]
    desk = _Desk(stage, cooperative.key, cooperative.short)
    yield desk.paper(1, "vietgap", (-1, 3), places=every, standard=CROP)
    yield desk.paper(2, "vietgap", (-5, 3), places=every, standard=CROP)
    organic = _plots([each for each in rounds if is_organic(each.name)])
    yield desk.paper(3, "organic", (-1, 3), places=organic, standard="TCVN 11041-6:2018")
    yield desk.paper(4, "ocop", (-1, 3), products=tuple(packs[:2]), stars=4)
    yield desk.paper(5, "ocop", (-4, 3), products=tuple(packs[2:4]), stars=3)
    yield desk.paper(6, "food_safety", (-1, 3), parties=(cooperative.key,))
    inside = tuple(
        plot.key for each in rounds for plot in each.plots if plot.place.former_commune in INDICATED
    )
    named = f"{INDICATION} (00013, {MARK})"
    yield desk.paper(7, "gi_use", (-2, 10), places=inside, standard=named, indication=INDICATION)


def _plots(rounds: Sequence[Round]) -> tuple[PlaceKey, ...]:
    return tuple(plot.key for each in rounds for plot in each.plots)


def _accreditation(stage: Stage, people: People) -> Certificate:
    laboratory = people.key("laboratory")
    desk = _Desk(stage, laboratory, "PTN")
    return desk.paper(
        1, "lab_accreditation", (-1, 3), parties=(laboratory,), standard="ISO/IEC 17025:2017"
    )
