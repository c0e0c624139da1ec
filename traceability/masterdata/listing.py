"""For how much, and where to buy it: a product as a seller offers it to marketplaces."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, get_args

from traceability.errors import NotValid
from traceability.identifiers.uris import ListingKey, PartyKey, ProductKey
from traceability.masterdata.checks import (
    check_choice,
    check_country,
    check_distinct,
    check_url,
    line,
)
from traceability.masterdata.currencies import CURRENCIES
from traceability.masterdata.texts import NO_TEXTS, Texts

ListingState = Literal["draft", "published", "withdrawn"]
LISTING_STATES: Final[tuple[ListingState, ...]] = get_args(ListingState)
Availability = Literal["in_stock", "out_of_stock", "preorder", "backorder"]
AVAILABILITIES: Final[tuple[Availability, ...]] = get_args(Availability)
LONGEST_TITLE: Final = 150
_SKU: Final = re.compile(r"[A-Za-z0-9._-]{1,50}")
_MOST_DECIMALS: Final = 4
_MOST_CATEGORIES: Final = 10**6


@dataclass(frozen=True, slots=True)
class Offer:
    """A price in one country; `list_price` is the price before a reduction, where there is one.

    `country` is ISO 3166-1 alpha-2, `currency` ISO 4217; amounts are in the currency's main unit.
    """

    country: str
    price: Decimal
    currency: str
    tax_included: bool
    list_price: Decimal | None = None
    availability: Availability = "in_stock"

    def __post_init__(self) -> None:
        """Refuse a negative price, an unknown country or currency."""
        check_country(self.country, "country")
        if self.currency not in CURRENCIES:
            raise NotValid("an ISO 4217 currency", self.currency, "currency")
        check_choice(self.availability, AVAILABILITIES, "availability")
        _check_price(self.price, "price")
        if self.list_price is not None:
            _check_price(self.list_price, "list_price")
            if self.list_price < self.price:
                raise NotValid(f"{self.price} or more", self.list_price, "list_price")


@dataclass(frozen=True, slots=True)
class Listing:
    """A product for sale by `seller`, one offer a country; the texts are the seller's.

    `sku` is the feeds' id and stays; `google_category` a number of Google's product taxonomy;
    `category` the seller's own path, from the widest; `group` joins variants of one product.
    """

    key: ListingKey
    product: ProductKey
    seller: PartyKey
    sku: str
    title: Texts
    state: ListingState = "draft"
    description: Texts = NO_TEXTS
    offers: tuple[Offer, ...] = ()
    purchase_url: str = ""
    google_category: int | None = None
    category: tuple[str, ...] = ()
    group: str = ""

    def __post_init__(self) -> None:
        """Refuse a SKU, title or link that no feed could carry, and two prices for one country."""
        check_choice(self.state, LISTING_STATES, "state")
        for name in ("sku", "group"):
            code = getattr(self, name)
            if (code or name == "sku") and not _SKU.fullmatch(code):
                raise NotValid("1 to 50 of A-Z a-z 0-9 . _ -", code, name)
        if not self.title:
            raise NotValid("a title", "", "title")
        for tag, text in self.title.pairs:
            line(text, f"title.{tag}", longest=LONGEST_TITLE)
        for step in self.category:
            line(step, "category")
        check_url(self.purchase_url, "purchase_url")
        check_distinct(tuple(offer.country for offer in self.offers), "offers")
        if self.google_category is not None and not 1 <= self.google_category <= _MOST_CATEGORIES:
            raise NotValid("a number of Google's taxonomy", self.google_category, "google_category")


def _check_price(price: Decimal, field: str) -> None:
    if not price.is_finite() or price < 0:
        raise NotValid("an amount of 0 or more", price, field)
    if price != round(price, _MOST_DECIMALS):
        raise NotValid(f"at most {_MOST_DECIMALS} decimals", price, field)
