"""What is offered for sale: one listing a ware, priced in VND, at an address that is nobody's."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Final

from traceability.demo.goods import Goods
from traceability.demo.people import Cooperative, People
from traceability.demo.stage import Stage, Story, revises
from traceability.demo.wares import WARES, Ware
from traceability.identifiers.uris import ListingKey
from traceability.masterdata.listing import Listing, Offer

SHOP: Final = "https://cho.example/"
_TO_THOUSANDS: Final = -3


def enter(stage: Stage, people: People, goods: Goods) -> Iterator[Story]:
    """Enter every listing, by the cooperative that sells."""
    when = stage.opening + timedelta(hours=3)
    sellers = {each.short: each for each in people.cooperatives}
    for ware in WARES.values():
        seller = sellers[ware.cooperative]
        yield (revises(seller.officer, _listing(stage, seller, ware, goods), when),)


def _listing(stage: Stage, seller: Cooperative, ware: Ware, goods: Goods) -> Listing:
    product = goods.packs[ware.name]
    price = round(Decimal(ware.price_kg * ware.grams) / 1000, _TO_THOUSANDS)
    return Listing(
        stage.key(ListingKey, ware.name),
        product.key,
        seller.key,
        ware.name,
        product.names,
        "published",
        product.description,
        (Offer("VN", Decimal(int(price)), "VND", tax_included=True),),
        f"{SHOP}{ware.name}",
        category=("Thực phẩm", "Đồ uống", "Chè"),
        group=f"{ware.cooperative}-{ware.line}",
    )
