"""A farm in memory: what is told on it becomes the dossier that the ledger would gather."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.cast import MORNING, TAN_CUONG, kg, pieces
from traceability.batches.fold import fold
from traceability.events import event, makers
from traceability.events.amount import Amount
from traceability.events.event import Body, Event
from traceability.events.occasion import Goods, Occasion, namespaces
from traceability.findings.finding import Effect, Finding
from traceability.findings.judge import judge
from traceability.identifiers.domain import Domain
from traceability.identifiers.own_codes import mint
from traceability.identifiers.uris import BatchKey, CertificateKey, PartyKey, PlaceKey, ProductKey
from traceability.journey import walk
from traceability.journey.dossier import Dossier, Loaded, Told
from traceability.masterdata.certificate import Certificate
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.masterdata.revision import Value
from traceability.masterdata.texts import Texts
from traceability.vocabulary import step_name

DOMAIN = Domain("trace.example")
NOW = MORNING + timedelta(days=5)
COOPERATIVE, HOUSEHOLD = (PartyKey.from_code(mint(n), DOMAIN) for n in (1, 2))
PLOT, OTHER_PLOT, FACTORY = (PlaceKey.from_code(mint(n), DOMAIN) for n in (3, 4, 5))
LEAF, TEA = (ProductKey.from_code(mint(n), DOMAIN) for n in (6, 7))
STRANGER = PartyKey.from_code(mint(9), DOMAIN)


def household(**but: Any) -> Party:
    said: dict[str, Any] = {
        "name": "Hoa",
        "label": "Hộ 017",
        "address": TAN_CUONG,
        "member_of": COOPERATIVE,
    }
    return Party(HOUSEHOLD, "household", **(said | but))


def plot(**but: Any) -> Place:
    said: dict[str, Any] = {"key": PLOT, "kind": "plot", "name": "Nương A", "label": "Nương A"}
    said |= {"address": TAN_CUONG, "party": HOUSEHOLD, "declared_area_m2": Decimal(4000)}
    return Place(**(said | but))


def tea(**but: Any) -> Product:
    said: dict[str, Any] = {"key": TEA, "kind": "green_tea", "party": COOPERATIVE, "brand": "Chè"}
    said |= {"images": ("a" * 64,), "standards": ("TCVN 9740:2013",)}
    said |= {"names": Texts.of({"vi": "Chè xanh"}), "net_content": kg("0.1")}
    return Product(**(said | but))


def certificate(number: int = 8, **but: Any) -> Certificate:
    said: dict[str, Any] = {
        "holder": COOPERATIVE,
        "issuer": "Trung tâm",
        "number": "17",
        "kind": "vietgap",
    }
    said |= {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31), "places": (PLOT,)}
    return Certificate(key=CertificateKey.from_code(mint(number), DOMAIN), **(said | but))


def known() -> dict[str, Value]:
    values: list[Value] = [
        household(),
        Party(COOPERATIVE, "cooperative", "HTX", address=TAN_CUONG),
        plot(),
        plot(key=OTHER_PLOT),
        Place(FACTORY, "factory", COOPERATIVE, "Xưởng", TAN_CUONG),
        Product(LEAF, COOPERATIVE, "fresh_leaf", Texts.of({"vi": "Búp tươi"})),
        tea(),
    ]
    return {value.key.uri: value for value in values}


def amount(number: str | int | None) -> Amount | None:
    """Text is kilograms, a whole number pieces, None an unknown weight."""
    if number is None:
        return None
    return pieces(number) if isinstance(number, int) else kg(number)


@dataclass
class Farm:
    """Tells events, and gathers what it told."""

    known: dict[str, Value] = field(default_factory=known)
    certificates: list[Certificate] = field(default_factory=list)
    consents: dict[str, frozenset[str]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    inputs: dict[str, Loaded] = field(default_factory=dict)
    numbers: Iterable[int] = field(default_factory=lambda: itertools.count(100))

    def batch(self) -> BatchKey:
        return BatchKey.from_code(mint(next(iter(self.numbers))), DOMAIN)

    def at(self, place: PlaceKey, hours: float, party: PartyKey = HOUSEHOLD) -> Occasion:
        return Occasion(DOMAIN, MORNING + timedelta(hours=hours), place, party)

    def tell(self, body: Body, recorded: datetime | None = None) -> Event:
        happened = event.make(body, namespaces(DOMAIN))
        time = recorded or happened.time
        end = HOUSEHOLD.uri
        self.told.append(Told(happened, happened.id, time, "officer", end, end, None))
        return happened

    def harvest(
        self,
        weight: str | None = "26",
        place: PlaceKey = PLOT,
        hours: float = 0,
        *,
        party: PartyKey = HOUSEHOLD,
        into: BatchKey | None = None,
    ) -> BatchKey:
        leaf = into or self.batch()
        goods, details = Goods(leaf, amount(weight)), {"product": LEAF.uri}
        self.tell(makers.harvest(self.at(place, hours, party), goods, None, details))
        return leaf

    def make(
        self,
        leaves: Mapping[BatchKey, str | int | None],
        weight: str | None = "5.2",
        *,
        step: str = "making",
        product: str | None = TEA.uri,
        hours: float = 8,
        into: BatchKey | None = None,
        **more: str,
    ) -> BatchKey:
        made = into or self.batch()
        goods = [Goods(leaf, amount(each)) for leaf, each in leaves.items()]
        details = {"product": product} | more
        at = self.at(FACTORY, hours)
        self.tell(makers.process(at, step, goods, [Goods(made, amount(weight))], details))
        return made

    def pack(self, bulk: BatchKey, weight: str | int | None, packs: int | None) -> BatchKey:
        packed = self.batch()
        goods, details = [Goods(bulk, amount(weight))], {"product": TEA.uri}
        out = [Goods(packed, amount(packs))]
        self.tell(makers.pack(self.at(FACTORY, 30), goods, out, date(2027, 3, 20), details))
        return packed

    def packed(self) -> BatchKey:
        return self.pack(self.make({self.harvest(): "26"}), "5.2", 52)

    def spray(self, days_before: int, **details: object) -> Event:
        at = self.at(PLOT, -24 * days_before)
        return self.tell(makers.spray(at, BatchKey(PLOT.uri), {"product": "Abc", **details}))

    def observe(
        self, happening: str, batch: BatchKey, number: str | int | None, hours: float
    ) -> None:
        goods = [Goods(batch, amount(number))]
        self.tell(makers.observe(happening, self.at(FACTORY, hours), goods, {}))

    def mark(self, happening: str, batch: BatchKey) -> None:
        self.tell(makers.mark(happening, self.at(FACTORY, 40), [Goods(batch)], {}))

    def dossier(self, batch: BatchKey) -> Dossier:
        events = [told.event for told in self.told]
        steps = [_Step(each) for each in events]
        uris = walk.sources(steps, batch.uri)
        folded = {
            uri: fold(uri, [e for e in events if uri in e.keys]) for uri in (batch.uri, *uris)
        }
        ours = {batch.uri, *uris}
        story = [told for told in self.told if _speaks(told.event, ours)]
        sprays = [each for each in events if step_name(each.step) == "crop_protection"]
        whole = folded.pop(batch.uri)
        return Dossier(
            batch=whole,
            product=whole.product,
            story=tuple(sorted(story, key=lambda told: (told.event.time, told.record))),
            sources={uri: one for uri, one in folded.items() if one.records},
            known=self.known,
            certificates=tuple(self.certificates),
            consents=self.consents,
            sprays={PLOT.uri: tuple(sprays)},
            inputs=self.inputs,
        )

    def judged(self, batch: BatchKey, *rules: str) -> list[Finding]:
        """The findings of these rules, or of all."""
        found = judge(self.dossier(batch), NOW)
        return [each for each in found if not rules or each.rule in rules]

    def effects(self, batch: BatchKey, *rules: str) -> list[tuple[str, Effect]]:
        return [(each.rule, each.effect) for each in self.judged(batch, *rules)]


@dataclass
class _Step:
    event: Event

    @property
    def id(self) -> str:
        return self.event.id

    @property
    def time(self) -> datetime:
        return self.event.time

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(portion.uri for portion in self.event.consumed)

    @property
    def outputs(self) -> tuple[str, ...]:
        return tuple(portion.uri for portion in self.event.made)


def _speaks(happened: Event, ours: set[str]) -> bool:
    return any(portion.uri in ours for portion in (*happened.made, *happened.of("object")))
