"""What the demonstration's cooperatives make: fresh leaf, tea in bulk, and tea in packs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from traceability.demo.people import Cooperative, People
from traceability.demo.stage import MARK, Stage, Story, revises
from traceability.demo.wares import LINES, WARES, Line, Ware
from traceability.events.amount import Amount
from traceability.identifiers.check_digits import check_digit
from traceability.identifiers.keys import Gtin
from traceability.identifiers.uris import ProductKey
from traceability.masterdata.product import Product
from traceability.masterdata.texts import Texts

PutImage = Callable[[str, str], str]
"""Draws and keeps a product picture for a seed and a kind of tea; gives its SHA-256 in hex."""

DAYS_A_MONTH: Final = Decimal("30.4375")


@dataclass(frozen=True, slots=True)
class Goods:
    """Every product: leaf by cooperative, bulk by cooperative and line, packs by ware's name."""

    leaf: dict[str, Product]
    bulk: dict[tuple[str, str], Product]
    packs: dict[str, Product]

    @property
    def all(self) -> tuple[Product, ...]:
        """Every product."""
        return (*self.leaf.values(), *self.bulk.values(), *self.packs.values())


def designed(stage: Stage, people: People, put_image: PutImage) -> Goods:
    """All products, with pictures of those that are sold."""
    owners = {each.short: each for each in people.cooperatives}
    made = {(ware.cooperative, ware.line) for ware in WARES.values()}
    return Goods(
        {short: _leaf(stage, owner) for short, owner in owners.items()},
        {pair: _bulk(stage, owners[pair[0]], LINES[pair[1]]) for pair in sorted(made)},
        {
            ware.name: _pack(stage, owners[ware.cooperative], ware, put_image)
            for ware in WARES.values()
        },
    )


def enter(stage: Stage, people: People, goods: Goods) -> Iterator[Story]:
    """Enter every product, by its cooperative."""
    start = stage.opening + timedelta(hours=1)
    officers = {each.key: each.officer for each in people.cooperatives}
    for product in goods.all:
        yield (revises(officers[product.party], product, start),)


def _leaf(stage: Stage, owner: Cooperative) -> Product:
    names = Texts.of({"vi": "Búp chè tươi (minh họa)", "en": "Fresh tea leaf (demonstration)"})
    key = stage.key(ProductKey, f"{owner.short} leaf")
    return Product(key, owner.key, "fresh_leaf", names, crop="chè")


def _bulk(stage: Stage, owner: Cooperative, line: Line) -> Product:
    names = Texts.of(
        {"vi": f"{line.vi} rời (minh họa)", "en": f"{line.en} in bulk (demonstration)"}
    )
    key = stage.key(ProductKey, f"{owner.short} bulk {line.name}")
    return Product(key, owner.key, line.kind, names, crop="chè", standards=line.standards)


def _pack(stage: Stage, owner: Cooperative, ware: Ware, put_image: PutImage) -> Product:
    line = LINES[ware.line]
    gtin = Gtin.parse(ware.item + check_digit(ware.item)) if ware.item else None
    key = ProductKey.of(gtin) if gtin else stage.key(ProductKey, ware.name)
    days = int(line.months * DAYS_A_MONTH)
    return Product(
        key,
        owner.key,
        line.kind,
        Texts.of({"vi": f"{ware.vi} (minh họa)", "en": f"{ware.en} (demonstration)"}),
        brand=owner.party.name,
        gtin=gtin,
        crop="chè",
        net_content=Amount(Decimal(ware.grams), "GRM"),
        shelf_life_days=days,
        standards=line.standards,
        images=(put_image(ware.name, line.colour),),
        description=Texts.of(
            {
                "vi": f"{line.taste_vi} Đây là {MARK}, không phải hàng bán thật.",
                "en": f"{line.taste_en} Demonstration data, not goods for sale.",
            }
        ),
        ingredients=Texts.of({"vi": line.ingredients_vi, "en": line.ingredients_en}),
        instructions=Texts.of(
            {
                "vi": f"Pha 5 g chè với 150 ml nước {line.degrees} °C, hãm 1 đến 2 phút.",
                "en": f"Brew 5 g of tea in 150 ml of water at {line.degrees} °C for 1 to 2 minutes.",
            }
        ),
        warnings=Texts.of(
            {"vi": "Không dùng khi chè có mùi mốc.", "en": "Do not use if the tea smells of mould."}
        ),
        storage=Texts.of(
            {
                "vi": "Bảo quản nơi khô ráo, thoáng mát, tránh ánh nắng.",
                "en": "Keep dry and cool, away from sunlight.",
            }
        ),
    )
