"""The cast of the stories: roles, not persons, each with a party and what it owns."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TypeVar

from traceability.access import Actor, Role
from traceability.events import event, makers
from traceability.events.amount import Amount
from traceability.events.event import Body
from traceability.events.occasion import Goods, Occasion, namespaces
from traceability.identifiers.domain import Domain
from traceability.identifiers.own_codes import mint
from traceability.identifiers.uris import BatchKey, Key, PartyKey, PlaceKey, ProductKey
from traceability.ledger.entry import Entry, record_id
from traceability.ledger.ledger import Ledger
from traceability.log.receipts import Receipt
from traceability.masterdata.address import Address
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.masterdata.revision import Revision, Value
from traceability.masterdata.texts import Texts
from traceability.statements import Statement

K = TypeVar("K", bound=Key)

VIETNAM = timezone(timedelta(hours=7))
MORNING = datetime(2026, 3, 20, 7, 0, tzinfo=VIETNAM)
TAN_CUONG = Address("05503", date(2026, 1, 1))


def kg(number: str) -> Amount:
    """So many kilograms."""
    return Amount(Decimal(number), "KGM")


def pieces(number: int) -> Amount:
    """So many packs."""
    return Amount(Decimal(number), "H87")


@dataclass(frozen=True)
class Cast:
    """Who is on stage, what they own, and short ways to let them speak."""

    ledger: Ledger
    domain: Domain
    cooperative: PartyKey
    household: PartyKey
    stranger_cooperative: PartyKey
    plot: PlaceKey
    factory: PlaceKey
    leaf: ProductKey
    tea: ProductKey

    @property
    def officer(self) -> Actor:
        """Speaks for the cooperative and its members."""
        return Actor(Role.OFFICER, self.cooperative.uri, "token-officer")

    @property
    def recorder(self) -> Actor:
        """Speaks for her own household."""
        return Actor(Role.RECORDER, self.household.uri, "token-recorder")

    @property
    def stranger(self) -> Actor:
        """Speaks for another cooperative."""
        return Actor(Role.OFFICER, self.stranger_cooperative.uri, "token-stranger")

    @property
    def operator(self) -> Actor:
        """Runs the installation."""
        return Actor(Role.OPERATOR, self.cooperative.uri, "token-operator")

    def new(self, kind: type[K]) -> K:
        """A fresh own code as a key of this kind."""
        return kind.from_code(mint(secrets.randbits(60)), self.domain)

    def at(self, place: PlaceKey | None = None, *, hours: int = 0) -> Occasion:
        """So many hours after the morning of the story, at the plot unless said otherwise."""
        time = MORNING + timedelta(hours=hours)
        return Occasion(self.domain, time, place or self.plot, self.household)

    def tell(
        self,
        happening: str,
        body: Body,
        actor: Actor | None = None,
        subject: PartyKey | None = None,
    ) -> Receipt:
        """Record an event; by the officer and for the household unless said otherwise."""
        told = event.make(body, namespaces(self.domain))
        said = event.to_bytes(body)
        now = self.ledger.clock()
        party = (subject or self.household).uri
        entry = Entry(record_id(told), f"event:{happening}", told, party, said, "test/1", now)
        return self.ledger.record(actor or self.officer, entry)

    def state(self, kind: str, about: str, actor: Actor | None = None, **facts: object) -> Receipt:
        """Record a statement; by the officer unless said otherwise."""
        actor = actor or self.officer
        now = self.ledger.clock()
        said = Statement(f"urn:uuid:{uuid.uuid4()}", kind, about, now, actor.party, facts)
        subject = about if kind in {"consent", "delegate"} else actor.party
        entry = Entry(said.id, f"statement:{kind}", said, subject, b"{}", "test/1", now)
        return self.ledger.record(actor, entry)

    def harvest(self, number: str = "25.5", *, hours: int = 0) -> BatchKey:
        """Leaf from the plot."""
        leaf = self.new(BatchKey)
        details = {"product": self.leaf.uri, "plucking": "1 tôm 2 lá"}
        body = makers.harvest(self.at(hours=hours), Goods(leaf, kg(number)), None, details)
        self.tell("harvest", body)
        return leaf

    def make(self, leaves: dict[BatchKey, str], number: str, *, hours: int = 8) -> BatchKey:
        """Tea of these leaves, so many kg of each."""
        tea = self.new(BatchKey)
        goods = [Goods(leaf, kg(weight)) for leaf, weight in leaves.items()]
        body = makers.process(
            self.at(self.factory, hours=hours),
            "making",
            goods,
            [Goods(tea, kg(number))],
            {"product": self.tea.uri},
        )
        self.tell("process", body)
        return tea

    def pack(self, tea: BatchKey, number: str, packs: int, *, hours: int = 30) -> BatchKey:
        """So many packs of so many kg of tea."""
        batch = self.new(BatchKey)
        body = makers.pack(
            self.at(self.factory, hours=hours),
            [Goods(tea, kg(number))],
            [Goods(batch, pieces(packs))],
            date(2027, 3, 20),
            {"product": self.tea.uri},
        )
        self.tell("pack", body)
        return batch

    def packed_tea(self) -> BatchKey:
        """The whole way from the plot to 50 packs of 100 g."""
        return self.pack(self.make({self.harvest("26"): "26"}, "5.2"), "5", 50)


def new_cast(ledger: Ledger, domain: Domain) -> Cast:
    """Put the cast on stage, its master data recorded through the one door."""

    def key(kind: type[K]) -> K:
        return kind.from_code(mint(secrets.randbits(60)), domain)

    cooperative, household, stranger = key(PartyKey), key(PartyKey), key(PartyKey)
    plot, factory = key(PlaceKey), key(PlaceKey)
    leaf, tea = key(ProductKey), key(ProductKey)
    cast = Cast(ledger, domain, cooperative, household, stranger, plot, factory, leaf, tea)
    content = Amount(Decimal(100), "GRM")
    for value in (
        Party(cooperative, "cooperative", "Hợp tác xã chè thử nghiệm", address=TAN_CUONG),
        Party(stranger, "cooperative", "Hợp tác xã khác", address=TAN_CUONG),
        Party(household, "household", "Hộ 017", "Hộ 017", TAN_CUONG, cooperative),
        Place(plot, "plot", household, "Nương A", TAN_CUONG, "Nương A"),
        Place(factory, "factory", cooperative, "Xưởng chè", TAN_CUONG),
        Product(leaf, cooperative, "fresh_leaf", Texts.of({"vi": "Búp chè tươi"})),
        Product(
            tea,
            cooperative,
            "green_tea",
            Texts.of({"vi": "Chè xanh Tân Cương", "en": "Tân Cương green tea"}),
            brand="Chè thử nghiệm",
            net_content=content,
            standards=("TCVN 11892-1:2017",),
            images=("a" * 64,),
        ),
    ):
        revise(ledger, cast.operator, value)
    return cast


def revise(ledger: Ledger, actor: Actor, value: Value, number: int = 1) -> Receipt:
    """Record a revision of master data."""
    revision = Revision(number, value)
    owner = getattr(value, "party", value.key)
    entry = Entry(
        id=f"urn:uuid:{uuid.uuid4()}",
        act=f"revise:{revision.kind}",
        content=revision,
        subject=owner.uri,
        said=b"{}",
        form="test/1",
        entered=datetime.now(UTC),
    )
    return ledger.record(actor, entry)
