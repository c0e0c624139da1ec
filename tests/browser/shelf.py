"""What a buyer may hold: codes in every state, and the story behind them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.cast import Cast, kg, pieces, revise
from traceability.access import Actor, Role
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.uris import BatchKey, CertificateKey, PartyKey
from traceability.masterdata.certificate import Certificate
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.planting import Rows
from traceability.masterdata.product import Product
from traceability.masterdata.revision import Value

Shelf = dict[str, str]
"""What it is, and the path of its page."""

UNKNOWN = "/t/0000000000000"
MALFORMED = "/t/0000000000001"


def stock(cast: Cast, picture: str) -> Shelf:
    """Tell the stories of a shelf; `picture` is the SHA-256 of the product's."""
    _describe(cast, picture)
    keys = {
        "published": told(cast),
        "unpublished": cast.packed_tea(),
        "expired": packed(cast, date(2026, 5, 1)),
        "recalled": packed(cast, date(2027, 3, 20)),
        "withdrawn": packed(cast, date(2027, 3, 20)),
    }
    for name in ("published", "expired", "recalled", "withdrawn"):
        cast.state("publish", keys[name].uri)
    recall = makers.mark("recall", cast.at(cast.factory, hours=50), [Goods(keys["recalled"])], {})
    cast.tell("recall", recall)
    cast.state("withdraw", keys["withdrawn"].uri, reason="error")
    things = {"product": cast.tea, "plot": cast.plot, "cooperative": cast.cooperative}
    things["household"] = cast.household
    paths = {name: key.path(cast.domain) for name, key in {**keys, **things}.items()}
    paths["plant"] = paths["plot"] + "/3-17"
    return paths | {"home": "/", "unknown": UNKNOWN, "malformed": MALFORMED}


def told(cast: Cast) -> BatchKey:
    """A story with every mark: declared, entered by a helper, confirmed, tested."""
    recorder = cast.recorder
    leaf = cast.new(BatchKey)
    details = {"product": cast.leaf.uri, "rows": "1-14"}
    body = makers.harvest(cast.at(), Goods(leaf, kg("26")), None, details)
    first = cast.tell("harvest", body, recorder)
    cast.state("confirm", first.reception.record_id)
    tea = cast.make({leaf: "26"}, "5.2")
    packs = cast.pack(tea, "5", 50)
    _test(cast, packs)
    return packs


def _test(cast: Cast, packs: BatchKey) -> None:
    """A laboratory tests packs, in its own name."""
    laboratory = cast.new(PartyKey)
    revise(cast.ledger, cast.operator, Party(laboratory, "laboratory", "Phòng thử nghiệm"))
    at = replace(cast.at(cast.factory, hours=40), party=laboratory)
    body = makers.inspect(at, [Goods(packs)], "conformant", None, {})
    inspector = Actor(Role.INSPECTOR, laboratory.uri, "token-laboratory")
    cast.tell("inspect", body, inspector, laboratory)


def packed(cast: Cast, best_before: date) -> BatchKey:
    """Packs that keep until a day."""
    tea = cast.make({cast.harvest("26"): "26"}, "5.2")
    packs = cast.new(BatchKey)
    body = makers.pack(
        cast.at(cast.factory, hours=30),
        [Goods(tea, kg("5"))],
        [Goods(packs, pieces(50))],
        best_before,
        {"product": cast.tea.uri},
    )
    cast.tell("pack", body)
    return packs


def _describe(cast: Cast, picture: str) -> None:
    """What the cast does not know of itself: picture, plants, contact, a certificate."""
    known = cast.ledger.store.masterdata
    tea, plot = known.get(Product, cast.tea.uri), known.get(Place, cast.plot.uri)
    cooperative = known.get(Party, cast.cooperative.uri)
    rows = (Rows.parse("1-14×165 without 3/40-43", 2012), Rows.parse("15-20×150", 2019))
    planted = {"crop": "Chè", "cultivar": "LDP1", "year_planted": 2012, "plants": rows}
    changed: list[Value] = [
        replace(tea, images=(picture,)),
        replace(plot, **planted, declared_area_m2=Decimal(2600)),  # type: ignore[arg-type]
        replace(cooperative, url="https://cooperative.example/lien-he"),
    ]
    for value in changed:
        revise(cast.ledger, cast.operator, value, 2)
    paper = Certificate(
        cast.new(CertificateKey),
        "vietgap",
        cast.cooperative,
        "Trung tâm chứng nhận thử nghiệm",
        "VG-017",
        date(2025, 1, 1),
        date(2027, 12, 31),
        standard="TCVN 11892-1:2017",
        places=(cast.plot,),
    )
    revise(cast.ledger, cast.operator, paper)
