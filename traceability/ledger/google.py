"""A listing's item in Google's RSS 2.0 feed, and why Google would refuse it.

Attributes and limits as Google Merchant Center's product data specification states them (2026). What
a farm product has no word for there stays out: `certification` is for energy labels only,
`expiration_date` is the end of an offer and not a best-before day.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from traceability.store.listings import Offered

BASE: Final = "\x1a"
"""Stands for the installation's own address in a stored item; no text in XML 1.0 can hold it."""

FORM: Final = "google/1"
"""Which writing this is; a new one makes every stored item anew."""

SMALLEST_SIDE: Final = 500
"""Pixels of a picture's shorter side, required of every product from 31 January 2027."""

_ILLEGAL: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_LONGEST: Final = {"title": 150, "description": 5000, "brand": 70, "product_type": 750}
_IMAGES: Final = ("image_link", *["additional_image_link"] * 10)
_GTIN_LENGTHS: Final = (8, 12, 13, 14)

_DECIMALS: Final = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
"""Decimals of a currency by ISO 4217; the others have two."""

_UNITS: Final = {
    "MGM": ("mg", 1, "100mg"),
    "GRM": ("g", 1, "100g"),
    "KGM": ("kg", 1, "1kg"),
    "DTN": ("kg", 100, "1kg"),
    "TNE": ("kg", 1000, "1kg"),
    "MLT": ("ml", 1, "100ml"),
    "LTR": ("l", 1, "1l"),
    "MTK": ("sqm", 1, "1sqm"),
    "H87": ("ct", 1, "1ct"),
}
"""UN/ECE Rec 20 code: Google's unit, how many of these it is, and the base a unit price is told for."""


def reasons(row: Offered) -> Iterator[str]:
    """Why Google would refuse this listing, as codes; none when it may go out."""
    lacking = {
        "no_purchase_url": row.purchase_url,
        "no_title": row.title,
        "no_brand": row.brand,
        "no_price": row.price,
    }
    yield from (code for code, there in lacking.items() if not there)
    if row.price and row.price != round(row.price, _decimals(row.currency)):
        yield "price_not_payable"
    if not any(row.pixels.values()):
        yield "no_image"
    elif not row.images:
        yield "image_too_small"


def item(row: Offered) -> bytes:
    """The item of a listing that Google would not refuse, in UTF-8, ended by a newline."""
    lines = [f"<g:{name}>{text(said)}</g:{name}>" for name, said in _attributes(row)]
    lines += [
        f"<g:{name}>{BASE}/api/v1/documents/{image}</g:{name}>"
        for name, image in zip(_IMAGES, row.images, strict=False)
    ]
    lines += [
        "<g:product_detail>"
        f"<g:section_name>{text(cut(each.section, 140))}</g:section_name>"
        f"<g:attribute_name>{text(cut(each.name, 140))}</g:attribute_name>"
        f"<g:attribute_value>{text(cut(each.value, 1000))}</g:attribute_value>"
        "</g:product_detail>"
        for each in row.details
    ]
    return f"<item>{''.join(lines)}</item>\n".encode()


def text(said: str) -> str:
    """A text inside XML 1.0: escaped, without the characters XML forbids; a carriage return is kept.

    >>> text("chè & <trà>")
    'chè &amp; &lt;trà&gt;'
    """
    return escape(_ILLEGAL.sub("", said), {"\r": "&#13;"})


def cut(said: str, longest: int) -> str:
    """A text of at most so many characters, ended after a whole word where there is one.

    >>> cut("chè xanh Tân Cương", 10)
    'chè xanh'
    """
    if len(said) <= longest:
        return said
    said = said.strip()
    if len(said) <= longest:
        return said
    words = re.match(rf"(?s).{{0,{longest}}}(?=\s)", said)
    return words[0].rstrip() if words else said[:longest]


def price(amount: Decimal, currency: str) -> str:
    """A price with the decimals its currency has (ISO 4217).

    >>> price(Decimal("250000.00"), "VND")
    '250000 VND'
    """
    return f"{amount:.{_decimals(currency)}f} {currency}"


def gtin(fourteen: str) -> str:
    """A GTIN in its shortest form, so that no padding looks like a restricted prefix.

    >>> gtin("08938501234568")
    '8938501234568'
    """
    shortest = len(fourteen.lstrip("0"))
    length = next(each for each in _GTIN_LENGTHS if each >= shortest)
    return fourteen[-length:]


def _attributes(row: Offered) -> Iterator[tuple[str, str]]:
    yield "id", row.sku
    yield "title", cut(row.title, _LONGEST["title"])
    yield "description", cut(row.description or row.title, _LONGEST["description"])
    yield "link", row.purchase_url
    yield "availability", row.availability
    yield from _prices(row)
    yield from _identity(row)
    yield "condition", "new"
    if row.google_category:
        yield "google_product_category", str(row.google_category)
    if row.category:
        yield "product_type", cut(" > ".join(row.category), _LONGEST["product_type"])
    yield "external_seller_id", row.seller_id
    yield from _measure(row)


def _prices(row: Offered) -> Iterator[tuple[str, str]]:
    paid, before = row.price or Decimal(0), row.list_price
    if before is not None and before > paid:
        yield "price", price(before, row.currency)
        yield "sale_price", price(paid, row.currency)
    else:
        yield "price", price(paid, row.currency)


def _identity(row: Offered) -> Iterator[tuple[str, str]]:
    """A GTIN, else brand and the producer's own number, else that there is none."""
    yield "brand", cut(row.brand, _LONGEST["brand"])
    if row.gtin:
        yield "gtin", gtin(row.gtin)
    elif row.mpn:
        yield "mpn", row.mpn
    else:
        yield "identifier_exists", "no"


def _measure(row: Offered) -> Iterator[tuple[str, str]]:
    content = row.net_content
    if content is None or content.unit not in _UNITS:
        return
    unit, many, whole = _UNITS[content.unit]
    number = f"{content.value * many:f}"
    plain = number.rstrip("0").rstrip(".") if "." in number else number
    yield "unit_pricing_measure", f"{plain}{unit}"
    yield "unit_pricing_base_measure", whole


def _decimals(currency: str) -> int:
    return _DECIMALS.get(currency, 2)
