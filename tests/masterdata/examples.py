"""A household in Tân Cương, its plot, its tea and who vouches for it: values the tests begin from."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from traceability.events.amount import Amount
from traceability.identifiers.domain import Domain
from traceability.identifiers.keys import Gln, Gtin
from traceability.identifiers.own_codes import mint
from traceability.identifiers.uris import CertificateKey, ListingKey, PartyKey, PlaceKey, ProductKey
from traceability.masterdata.address import Address
from traceability.masterdata.certificate import Certificate
from traceability.masterdata.geometry import Shape
from traceability.masterdata.listing import Listing, Offer
from traceability.masterdata.party import Party
from traceability.masterdata.place import AreaCode, Place
from traceability.masterdata.planting import Gap, Rows
from traceability.masterdata.product import Product
from traceability.masterdata.revision import Value
from traceability.masterdata.texts import Texts

DOMAIN = Domain("trace.example.vn")
TODAY = date(2026, 4, 12)
HOUSEHOLD = PartyKey.from_code(mint(17), DOMAIN)
COOPERATIVE = PartyKey.from_code(mint(1), DOMAIN)
PLOT = PlaceKey.from_code(mint(2), DOMAIN)
TEA = ProductKey.from_code(mint(3), DOMAIN)
VIETGAP = CertificateKey.from_code(mint(4), DOMAIN)
OFFERED = ListingKey.from_code(mint(5), DOMAIN)
DIGEST = "ab" * 32
PLUS_CODE = "7PH7HQ56+6V"
SQUARE = {
    "type": "Polygon",
    "coordinates": [
        [
            [Decimal("105.7600"), Decimal("21.5500")],
            [Decimal("105.7610"), Decimal("21.5500")],
            [Decimal("105.7610"), Decimal("21.5510")],
            [Decimal("105.7600"), Decimal("21.5510")],
            [Decimal("105.7600"), Decimal("21.5500")],
        ]
    ],
}


def address(**but: Any) -> Address:
    return Address(
        **{
            "commune": "05503",
            "on": TODAY,
            "street": "Xóm Hồng Thái 2",
            "plus_code": PLUS_CODE,
            **but,
        }
    )


def household(**but: Any) -> Party:
    said: dict[str, Any] = {
        "key": HOUSEHOLD,
        "kind": "household",
        "name": "Nguyễn Thị Hoa",
        "label": "Hộ 017",
        "address": address(),
        "member_of": COOPERATIVE,
        "person_name": "Nguyễn Thị Hoa",
        "phone": "+84912345678",
        "email": "hoa@example.vn",
    }
    return Party(**{**said, **but})


def cooperative(**but: Any) -> Party:
    said: dict[str, Any] = {
        "key": COOPERATIVE,
        "kind": "cooperative",
        "name": "HTX Chè Tân Cương",
        "address": address(),
        "gln": Gln.parse("8930000000019"),
        "registration": "4601234567",
        "url": "https://htx.example.vn/",
    }
    return Party(**{**said, **but})


def plot(**but: Any) -> Place:
    said: dict[str, Any] = {
        "key": PLOT,
        "kind": "plot",
        "party": HOUSEHOLD,
        "name": "Nương bà Hoa",
        "address": address(),
        "label": "Nương A",
        "shape": Shape.read(SQUARE),
        "declared_area_m2": Decimal("11520.5"),
        "former_commune": "05503",
        "crop": "chè",
        "cultivar": "Trung du",
        "year_planted": 1995,
        "plants": (Rows(1, 14, 165, (Gap(3, 17, 17),), 1995),),
        "area_codes": (AreaCode("VN-TNOR-0128", "Chi cục", "CN", since=TODAY),),
    }
    return Place(**{**said, **but})


def tea(**but: Any) -> Product:
    said: dict[str, Any] = {
        "key": TEA,
        "party": COOPERATIVE,
        "kind": "green_tea",
        "names": Texts.of({"vi": "Chè xanh Tân Cương", "en": "Tân Cương green tea"}),
        "brand": "Tân Cương",
        "gtin": Gtin.parse("8938501234568"),
        "crop": "chè",
        "net_content": Amount(Decimal(100), "GRM"),
        "shelf_life_days": 730,
        "standards": ("TCVN 9740:2013",),
        "images": (DIGEST,),
        "storage": Texts.of({"vi": "Nơi khô ráo"}),
    }
    return Product(**{**said, **but})


def vietgap(**but: Any) -> Certificate:
    said: dict[str, Any] = {
        "key": VIETGAP,
        "kind": "vietgap",
        "holder": COOPERATIVE,
        "issuer": "Trung tâm Chứng nhận",
        "number": "VietGAP-TT-13-04-19-0017",
        "valid_from": date(2025, 5, 1),
        "valid_until": date(2027, 4, 30),
        "standard": "TCVN 11892-1:2017",
        "parties": (HOUSEHOLD,),
        "places": (PLOT,),
        "products": (TEA,),
        "document": DIGEST,
    }
    return Certificate(**{**said, **but})


def offer(**but: Any) -> Offer:
    said: dict[str, Any] = {
        "country": "VN",
        "price": Decimal(250000),
        "currency": "VND",
        "tax_included": True,
    }
    return Offer(**{**said, **but})


def listing(**but: Any) -> Listing:
    said: dict[str, Any] = {
        "key": OFFERED,
        "product": TEA,
        "seller": COOPERATIVE,
        "sku": "TNC-XUAN-100",
        "title": Texts.of({"vi": "Chè xanh Tân Cương 100 g"}),
        "state": "published",
        "offers": (offer(list_price=Decimal(300000)),),
        "purchase_url": "https://htx.example.vn/che",
        "google_category": 2073,
        "category": ("Nông sản", "Chè"),
        "group": "TNC-XUAN",
    }
    return Listing(**{**said, **but})


ALPHABET = "abcxyzăâđêôơưĂÂ ĐÊÔƠƯ 019.,'\"\\–×茶"
words = st.text(ALPHABET, min_size=1, max_size=12).map(str.strip).filter(bool)
maybe_words = st.just("") | words
texts = st.dictionaries(st.sampled_from(["en", "zh", "ar", "pl"]), words).map(Texts.of)
amounts = st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)
years = st.none() | st.integers(1000, 2200)
codes = st.integers(0, 2**60 - 1).map(mint)
addresses = st.builds(
    address, street=maybe_words, plus_code=st.sampled_from(["", PLUS_CODE, "7PH7HQ66+22"])
)


@st.composite
def rows(draw: st.DrawFn) -> Rows:
    """A range of rows with at most one gap a row."""
    first = draw(st.integers(1, 50))
    last = draw(st.integers(first, 60))
    positions = draw(st.integers(1, 300))
    gaps = []
    for row in draw(st.sets(st.integers(first, last), max_size=4)):
        start = draw(st.integers(1, positions))
        gaps.append(Gap(row, start, draw(st.integers(start, positions))))
    return Rows(first, last, positions, tuple(gaps), draw(years))


@st.composite
def squares(draw: st.DrawFn) -> Shape:
    """A square somewhere in Vietnam's box."""
    west = draw(st.decimals(102, 109, places=7))
    south = draw(st.decimals(8, 23, places=7))
    side = draw(st.decimals("0.0001", "0.01", places=7))
    east, north = west + side, south + side
    ring = ((west, south), (west, north), (east, north), (east, south), (west, south))
    return Shape(polygons=((ring,),))


def _keyed(make: Any, key: Any, **fields: Any) -> Any:
    return st.builds(make, key=codes.map(lambda code: key.from_code(code, DOMAIN)), **fields)


parties = _keyed(household, PartyKey, name=words, label=words, address=addresses) | _keyed(
    cooperative, PartyKey, name=words, label=maybe_words, address=addresses
)
places = _keyed(
    plot,
    PlaceKey,
    name=words,
    address=addresses,
    shape=st.none() | squares(),
    declared_area_m2=st.none() | amounts.filter(bool),
    plants=st.lists(rows(), max_size=1).map(tuple),
    year_planted=years,
)
products = _keyed(
    tea,
    ProductKey,
    brand=maybe_words,
    description=texts,
    warnings=texts,
    net_content=st.none() | st.builds(Amount, amounts.filter(bool), st.just("GRM")),
    shelf_life_days=st.none() | st.integers(1, 4000),
)
certificates = _keyed(
    vietgap,
    CertificateKey,
    number=words,
    valid_until=st.none() | st.dates(date(2025, 5, 1)),
    parties=st.just(()),
)
listings = _keyed(
    listing,
    ListingKey,
    description=texts,
    offers=st.just(()) | st.builds(offer, price=amounts).map(lambda one: (one,)),
)
values: st.SearchStrategy[Value] = parties | places | products | certificates | listings
