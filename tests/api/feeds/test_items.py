"""An item by itself: hostile texts, limits, units and currencies."""

from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.feeds import Stem, google
from tests.api.feeds.conftest import BASE, G, photo
from traceability.events.amount import Amount
from traceability.ledger import google as items
from traceability.ledger.pictures import shorter_side
from traceability.store.listings import Detail, Offered

HOSTILE = "Chè ]]> <b>&amp; \x00\x1a\x07\x1b\ud800\ufffe\uffff 🍃 <![CDATA[ \"'"


def row(**but: Any) -> Offered:
    said: dict[str, Any] = {
        "uri": "https://trace.example/t/A",
        "state": "published",
        "sku": "A-1",
        "product": "https://trace.example/t/P",
        "seller": "https://trace.example/t/S",
        "seller_id": "S",
        "title": "Chè",
        "brand": "Tân Cương",
        "purchase_url": "https://shop.example.vn/?a=1&b=2",
        "price": Decimal(250000),
        "currency": "VND",
        "images": ("a" * 64,),
        "pixels": {"a" * 64: 800},
        "reasons": {"google": ()},
    }
    return Offered(**{**said, **but})


def read(told: Offered) -> Element:
    """The item as a marketplace reads it, out of a whole feed."""
    feed = b"".join(google(Stem(items.BASE, BASE), [items.item(told)]))
    item = fromstring(feed).find("channel/item")  # noqa: S314  # our own bytes
    assert item is not None
    return item


def said(told: Offered, name: str) -> str | None:
    return read(told).findtext(f"{G}{name}")


def test_hostile_text_stays_text() -> None:
    told = row(title=HOSTILE, brand=HOSTILE, details=(Detail(HOSTILE, HOSTILE, HOSTILE),))
    assert said(told, "title") == "Chè ]]> <b>&amp;  🍃 <![CDATA[ \"'"
    assert len(read(told)) == len(read(row(details=(Detail("a", "b", "c"),))))


def test_no_text_can_stand_for_our_address() -> None:
    assert said(row(title=f"a{items.BASE}b"), "title") == "ab"
    assert said(row(), "image_link") == f"{BASE}/api/v1/documents/{'a' * 64}"


@settings(max_examples=60)
@given(st.text(max_size=140))
def test_any_text_comes_back_but_for_what_xml_forbids(text: str) -> None:
    legal = "".join(each for each in text if each in "\t\n\r" or is_legal(each))
    assert (said(row(title=text), "title") or "") == legal


def is_legal(character: str) -> bool:
    """Char of XML 1.0 §2.2, but for tab and line ends."""
    return (
        character >= " " and not "\ud800" <= character <= "\udfff" and character < "\ufffe"
    ) or (character > "\uffff")


@settings(max_examples=60)
@given(st.text("ăê b\n", max_size=60), st.integers(1, 40))
def test_a_cut_text_is_a_beginning_that_ends_with_a_word(text: str, longest: int) -> None:
    cut = items.cut(text, longest)
    assert len(cut) <= longest
    assert text.startswith(cut) or text.lstrip().startswith(cut)
    text = text if cut == text else text.lstrip()
    assert cut == text or text[len(cut)].isspace() or not any(map(str.isspace, text[1:longest]))


def test_long_texts_are_cut_at_googles_limits() -> None:
    told = row(title="chè " * 60, description="chè " * 2000, brand="b" * 80)
    lengths = [len(said(told, name) or "") for name in ("title", "description", "brand")]
    assert lengths == [147, 4999, 70]


@pytest.mark.parametrize(
    ("amount", "measure", "whole"),
    [
        ("0.50 KGM", "0.5kg", "1kg"),
        ("2 TNE", "2000kg", "1kg"),
        ("10 H87", "10ct", "1ct"),
        ("250 MLT", "250ml", "100ml"),
        ("1 HAR", None, None),
    ],
)
def test_the_net_content_is_told_in_googles_units(
    amount: str, measure: str | None, whole: str | None
) -> None:
    number, unit = amount.split()
    told = row(net_content=Amount(Decimal(number), unit))
    assert said(told, "unit_pricing_measure") == measure
    assert said(told, "unit_pricing_base_measure") == whole


@pytest.mark.parametrize(
    ("number", "currency", "price"),
    [
        ("2.5E+5", "VND", "250000 VND"),
        ("12.5", "USD", "12.50 USD"),
        ("1.2345", "KWD", "price_not_payable"),
        ("1.234", "KWD", "1.234 KWD"),
    ],
)
def test_a_price_has_its_currencys_decimals(number: str, currency: str, price: str) -> None:
    told = row(price=Decimal(number), currency=currency)
    assert [*items.reasons(told), said(told, "price")][0] == price


@pytest.mark.parametrize(
    ("fourteen", "short"),
    [
        ("00000096385074", "96385074"),
        ("00614141000012", "614141000012"),
        ("04012345678901", "4012345678901"),
        ("18938501234565", "18938501234565"),
    ],
)
def test_a_gtin_goes_out_in_its_shortest_form(fourteen: str, short: str) -> None:
    assert items.gtin(fourteen) == short


def test_what_cannot_be_told_is_left_out() -> None:
    bare = {each.tag.removeprefix(G) for each in read(row())}
    left_out = {"product_type", "google_product_category", "unit_pricing_measure", "gtin", "mpn"}
    assert not bare & left_out
    assert said(row(), "identifier_exists") == "no"


def test_a_photos_shorter_side_is_read_from_its_header() -> None:
    assert shorter_side(photo(640, 480)) == 480
    assert shorter_side(b"\xff\xd8\xff\xff\xd0\xff" + photo(500, 501)[2:]) == 500


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xff\xd8", photo(9, 9)[:30]])
def test_what_is_no_photo_has_no_side(data: bytes) -> None:
    assert shorter_side(data) == 0
