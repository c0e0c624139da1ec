"""One listing as marketplaces are told of it: its master data, its pictures, and what is in stock."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from traceability.errors import NotFound
from traceability.ledger import google
from traceability.ledger.details import details
from traceability.ledger.pictures import shorter_side
from traceability.ledger.stock import Stock, stock_of
from traceability.masterdata.listing import Listing
from traceability.masterdata.party import Party
from traceability.masterdata.product import Product
from traceability.store.listings import Offered
from traceability.store.masterdata import Last
from traceability.store.store import Store
from traceability.vocabulary import MADE_TEAS

LANGUAGE: Final = "vi"
COUNTRY: Final = "VN"
"""Whom the feeds speak to: language and country (BCP 47, ISO 3166-1)."""

TEA: Final = 2073
"""Tea & Infusions, in Google's product taxonomy."""

_SELLER_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,50}")
_LOOK_AGAIN: Final = timedelta(minutes=10)
_MOST_DEPENDED: Final = 2000


def offered(
    store: Store, uris: list[str], before: Mapping[str, Offered], now: datetime
) -> Iterator[Offered]:
    """These listings as they stand now, in the order given; `before` is how they were shown.

    Master data is read past what the process keeps of it: behind the log nothing may be stale.
    """
    found = _read(store, "listing", uris)
    listings = {uri: each.value for uri, each in found.items()}
    named = [each for each in listings.values() if isinstance(each, Listing)]
    known = _read(store, "product", [each.product.uri for each in named])
    known |= _read(store, "party", [each.seller.uri for each in named])
    for uri in uris:
        listing = listings.get(uri)
        if isinstance(listing, Listing):
            stock = stock_of(store, listing.product.uri, now)
            row = _goods(store, _told(listing, known), known, before.get(uri))
            row = _stocked(row, listing, stock, now)
            yield replace(row, reasons={"google": _reasons(store, row, listing, stock)})


def _read(store: Store, kind: str, uris: list[str]) -> dict[str, Last]:
    found = store.masterdata.where(kind, {"_id": {"$in": uris}}, limit=len(uris) + 1)
    return {last.value.key.uri: last for last in found}


def _told(listing: Listing, known: Mapping[str, Last]) -> Offered:
    """What the seller says."""
    offer = next((each for each in listing.offers if each.country == COUNTRY), None)
    return Offered(
        uri=listing.key.uri,
        state=listing.state,
        sku=listing.sku,
        product=listing.product.uri,
        seller=listing.seller.uri,
        seller_id=_seller_id(listing.seller.uri),
        seller_name=_name(known.get(listing.seller.uri)),
        trace_path=urlsplit(listing.product.uri).path,
        title=listing.title.get(LANGUAGE),
        description=listing.description.get(LANGUAGE),
        google_category=listing.google_category,
        category=listing.category,
        purchase_url=listing.purchase_url,
        price=offer.price if offer else None,
        list_price=offer.list_price if offer else None,
        currency=offer.currency if offer else "",
    )


def _goods(
    store: Store, row: Offered, known: Mapping[str, Last], before: Offered | None
) -> Offered:
    """With what the product is: a GTIN only where it is nobody else's, a number of its maker's own."""
    last = known.get(row.product)
    product = last.value if last else None
    if not isinstance(product, Product):
        return row
    pixels = _pixels(store, product.images, before.pixels if before else {})
    fit = (each for each, side in pixels.items() if side >= google.SMALLEST_SIDE)
    free = product.gtin is not None and not product.gtin.restricted
    return replace(
        row,
        description=row.description or product.description.get(LANGUAGE),
        brand=product.brand,
        gtin=product.gtin.value if product.gtin and free else "",
        mpn=row.sku if product.party.uri == row.seller and not free else "",
        google_category=row.google_category or (TEA if product.kind in MADE_TEAS else None),
        net_content=product.net_content,
        images=tuple(fit),
        pixels=pixels,
        depends=(product.party.uri,),
    )


def _stocked(row: Offered, listing: Listing, stock: Stock, now: datetime) -> Offered:
    """With what is in stock: the seller's word may lower it and never raises it."""
    for_sale = any(
        each.country == COUNTRY and each.availability == "in_stock" for each in listing.offers
    )
    on_sale = stock.on_sale
    ends = on_sale.batch.changes_at(now) if on_sale else None
    waiting = 0 in row.pixels.values()
    looks = [each for each in (ends, now + _LOOK_AGAIN if waiting else None) if each]
    depends = sorted({row.product, row.seller, *row.depends, *stock.depends()})
    return replace(
        row,
        availability="in_stock" if on_sale and for_sale else "out_of_stock",
        batch=on_sale.batch.uri if on_sale else None,
        details=details(on_sale) if on_sale else (),
        depends=tuple(depends)[:_MOST_DEPENDED],
        changes_at=min(looks, default=None),
    )


def _reasons(store: Store, row: Offered, listing: Listing, stock: Stock) -> tuple[str, ...]:
    untaxed = any(each.country == COUNTRY and not each.tax_included for each in listing.offers)
    holds = {
        "not_published": listing.state != "published",
        "no_published_batch": not stock.published,
        "tax_not_included": untaxed,
        "sku_taken": _sku_taken(store, row),
    }
    return (*(code for code, so in holds.items() if so), *google.reasons(row))


def _sku_taken(store: Store, row: Offered) -> bool:
    """Whether another seller's published listing had this SKU first: a feed's ids are unique."""
    asked = {"sku": row.sku, "state": "published"}
    same = (last.value.key.uri for last in store.masterdata.where("listing", asked))
    others = [uri for uri in same if uri != row.uri]
    return any(_first(store, uri) < _first(store, row.uri) for uri in others)


def _first(store: Store, uri: str) -> tuple[datetime, str]:
    record = next(store.records.about(uri, "revision"))
    return record.at, record.id


def _pixels(store: Store, images: tuple[str, ...], known: Mapping[str, int]) -> dict[str, int]:
    """The shorter side of each picture, 0 while it is not here; what was measured once stays so."""
    return {image: known.get(image) or _side(store, image) for image in images}


def _side(store: Store, image: str) -> int:
    try:
        return shorter_side(store.files.read(image))
    except NotFound:
        return 0


def _name(last: Last | None) -> str:
    """A seller's name; a household's own only if it agreed."""
    if last is None or not isinstance(last.value, Party):
        return ""
    return last.value.name if "name" in last.consents else last.value.shown


def _seller_id(uri: str) -> str:
    """What stands last in the seller's key; of a partner's own URI a hash."""
    code = uri.rpartition("/")[2]
    return code if _SELLER_ID.fullmatch(code) else sha256(uri.encode()).hexdigest()[:32]
