"""A stall: a listing of published packs of tea, its picture, and a marketplace that pulls."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask.testing import FlaskClient
from PIL import Image

from api.application import create_app
from api.settings import Settings
from tests.cast import Cast, revise
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.domain import Domain
from traceability.identifiers.uris import BatchKey, ListingKey
from traceability.keyring import Keyring
from traceability.masterdata.listing import Listing, Offer
from traceability.masterdata.product import Product
from traceability.masterdata.texts import Texts
from traceability.store.files import File
from traceability.store.store import Store
from traceability.work import listings, sequencer

G = "{http://base.google.com/ns/1.0}"
BASE = "https://trace.example.vn"


def photo(width: int, height: int) -> bytes:
    """A JPEG of that size."""
    file = BytesIO()
    Image.new("RGB", (width, height), "#4c7a4f").save(file, "JPEG")
    return file.getvalue()


@dataclass
class Stall:
    """What is for sale, and short ways to change it and to pull the feed."""

    cast: Cast
    store: Store
    client: FlaskClient
    listing: Listing
    product: Product
    packs: BatchKey

    def turn(self, now: datetime | None = None) -> bool:
        """One turn of the work behind, as the clock has it."""
        now = now or datetime.now(UTC)
        sequencer.turn(self.store, now)
        return listings.turn(self.store, now)

    def revise(self, value: Any, number: int = 2) -> None:
        """Record a revision and let it be seen."""
        revise(self.cast.ledger, self.cast.operator, value, number)
        self.turn()

    def offer(self, **but: Any) -> None:
        """Offer it otherwise."""
        self.revise(replace(self.listing, **but))

    def make(self, **but: Any) -> None:
        """Say otherwise what it is."""
        self.revise(replace(self.product, **but), 3)

    def mark(self, happening: str, batch: BatchKey, hours: int = 40) -> None:
        """Recall, hold or release, and let it be seen."""
        at = self.cast.at(self.cast.factory, hours=hours)
        self.cast.tell(happening, makers.mark(happening, at, [Goods(batch, None)], {}))
        self.turn()

    def put(self, width: int, height: int) -> str:
        """Keep a photo of that size; its SHA-256."""
        data = photo(width, height)
        name = sha256(data).hexdigest()
        self.store.files.put(File(name, "image/jpeg", len(data), self.product.party.uri), data)
        return name

    def reasons(self) -> tuple[str, ...]:
        """Why Google would refuse it."""
        uri = self.listing.key.uri
        return self.store.listings.some([uri])[uri].reasons["google"]

    def items(self) -> list[Element]:
        """The feed's items, parsed."""
        answer = self.client.get("/feeds/google.xml")
        assert answer.status_code == 200
        return fromstring(answer.data).findall("channel/item")  # noqa: S314  # our own bytes

    def item(self) -> dict[str, str]:
        """The attributes of the only item."""
        (item,) = self.items()
        return {each.tag.removeprefix(G): each.text or "" for each in item}


@pytest.fixture
def client(store: Store, keyring: Keyring) -> FlaskClient:
    """Anyone at the door of an installation."""
    settings = Settings(base_url=BASE, domain=Domain("trace.example"))
    return create_app(settings, store, keyring).test_client()


@pytest.fixture
def stall(cast: Cast, store: Store, client: FlaskClient) -> Stall:
    """Fifty published packs of tea, offered with a picture."""
    product = store.masterdata.get(Product, cast.tea.uri)
    packs = cast.packed_tea()
    cast.state("publish", packs.uri)
    offer = Offer("VN", Decimal("250000.00"), "VND", tax_included=True)
    listing = Listing(
        cast.new(ListingKey),
        cast.tea,
        cast.cooperative,
        "TNC-XUAN-100",
        Texts.of({"vi": "Chè xanh Tân Cương 100 g"}),
        "published",
        offers=(offer,),
        purchase_url="https://shop.example.vn/che?loai=xanh&goi=100",
        category=("Nông sản", "Chè"),
    )
    made = Stall(cast, store, client, listing, product, packs)
    made.product = replace(product, images=(made.put(800, 600),))
    revise(cast.ledger, cast.operator, made.product, 2)
    revise(cast.ledger, cast.operator, listing)
    made.turn()
    return made
