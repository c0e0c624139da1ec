"""What Google pulls: every rule of an item, read back from the feed as a marketplace reads it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.api.feeds.conftest import BASE, G, Stall
from traceability.identifiers.keys import Gtin
from traceability.identifiers.uris import CertificateKey, ListingKey
from traceability.masterdata.certificate import Certificate
from traceability.masterdata.listing import Offer
from traceability.masterdata.place import Place
from traceability.masterdata.texts import Texts

DONG = Offer("VN", Decimal(250000), "VND", tax_included=True)


def test_a_product_without_gtin_goes_out_by_its_makers_own_number(stall: Stall) -> None:
    seller = stall.cast.cooperative.uri.rpartition("/")[2]
    (image,) = stall.product.images
    assert stall.item() == {
        "id": "TNC-XUAN-100",
        "title": "Chè xanh Tân Cương 100 g",
        "description": "Chè xanh Tân Cương 100 g",
        "link": "https://shop.example.vn/che?loai=xanh&goi=100",
        "image_link": f"{BASE}/api/v1/documents/{image}",
        "availability": "in_stock",
        "price": "250000 VND",
        "brand": "Chè thử nghiệm",
        "mpn": "TNC-XUAN-100",
        "condition": "new",
        "google_product_category": "2073",
        "product_type": "Nông sản > Chè",
        "external_seller_id": seller,
        "unit_pricing_measure": "100g",
        "unit_pricing_base_measure": "100g",
        "product_detail": "",
    }


def test_a_gtin_goes_out_alone(stall: Stall) -> None:
    stall.make(gtin=Gtin.parse("8938501234568"))
    item = stall.item()
    assert item["gtin"] == "8938501234568"
    assert not {"mpn", "identifier_exists"} & item.keys()


@pytest.mark.parametrize("number", ["2001234567893", "0212345678909", "9812345678902"])
def test_a_restricted_gtin_never_goes_out(stall: Stall, number: str) -> None:
    stall.make(gtin=Gtin.parse(number))
    item = stall.item()
    assert "gtin" not in item
    assert item["mpn"] == "TNC-XUAN-100"


def test_a_sellers_number_is_no_makers_number(stall: Stall) -> None:
    stall.offer(seller=stall.cast.stranger_cooperative)
    item = stall.item()
    assert item["identifier_exists"] == "no"
    assert not {"mpn", "gtin"} & item.keys()


def test_origin_cultivar_and_certificates_are_details(stall: Stall) -> None:
    plot = stall.store.masterdata.get(Place, stall.cast.plot.uri)
    stall.revise(replace(plot, cultivar="Trung du"))
    stall.revise(vietgap(stall), 1)
    (item,) = stall.items()
    shown = [[part.text for part in each] for each in item.findall(f"{G}product_detail")]
    assert shown == [
        ["Nguồn gốc", "Nơi trồng", "Xã Tân Cương, Tỉnh Thái Nguyên, Việt Nam"],
        ["Nguồn gốc", "Giống", "Trung du"],
        ["Chứng nhận", "VietGAP", "VietGAP-TT-13-04-19-0017"],
    ]
    assert item.find(f"{G}certification") is None


def vietgap(stall: Stall, **but: Any) -> Certificate:
    cast = stall.cast
    said: dict[str, Any] = {"valid_from": date(2025, 5, 1), "places": (cast.plot,)}
    key = cast.new(CertificateKey)
    number = "VietGAP-TT-13-04-19-0017"
    return Certificate(
        key, "vietgap", cast.cooperative, "Trung tâm Chứng nhận", number, **{**said, **but}
    )


def test_a_reduced_price_stands_beside_the_full_one(stall: Stall) -> None:
    stall.offer(offers=(replace(DONG, list_price=Decimal(300000)),))
    item = stall.item()
    assert (item["price"], item["sale_price"]) == ("300000 VND", "250000 VND")


def test_the_sellers_words_come_before_the_products(stall: Stall) -> None:
    stall.make(description=Texts.of({"vi": "Chè búp"}))
    assert stall.item()["description"] == "Chè búp"
    stall.offer(description=Texts.of({"vi": "Chè xuân"}))
    assert stall.item()["description"] == "Chè xuân"


@pytest.mark.parametrize(
    ("but", "reason"),
    [
        ({"purchase_url": ""}, "no_purchase_url"),
        ({"state": "draft"}, "not_published"),
        ({"state": "withdrawn"}, "not_published"),
        ({"offers": ()}, "no_price"),
        ({"offers": (replace(DONG, country="US"),)}, "no_price"),
        ({"offers": (replace(DONG, price=Decimal(0)),)}, "no_price"),
        ({"offers": (replace(DONG, price=Decimal("9.5")),)}, "price_not_payable"),
        ({"offers": (replace(DONG, tax_included=False),)}, "tax_not_included"),
    ],
)
def test_a_listing_google_would_refuse_stays_out(
    stall: Stall, but: dict[str, Any], reason: str
) -> None:
    stall.offer(**but)
    assert stall.reasons() == (reason,)
    assert stall.client.get("/feeds/google.xml").status_code == 503


@pytest.mark.parametrize(
    ("but", "reasons"),
    [({"brand": ""}, ("no_brand",)), ({"images": ("b" * 64,)}, ("no_image",))],
)
def test_a_product_google_would_refuse_stays_out(
    stall: Stall, but: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    stall.make(**but)
    assert stall.reasons() == reasons


def test_a_small_picture_stays_out_and_a_large_one_beside_it_goes(stall: Stall) -> None:
    small, large = stall.put(800, 499), stall.put(500, 500)
    stall.make(images=(small,))
    assert stall.reasons() == ("image_too_small",)
    stall.revise(replace(stall.product, images=(small, large, *stall.product.images)), 4)
    (item,) = stall.items()
    assert large in (item.findtext(f"{G}image_link") or "")
    assert len(item.findall(f"{G}additional_image_link")) == 1


def test_what_was_never_published_stays_out(stall: Stall) -> None:
    other = replace(
        stall.listing, key=stall.cast.new(ListingKey), sku="LA", product=stall.cast.leaf
    )
    stall.revise(other, 1)
    row = stall.store.listings.some([other.key.uri])[other.key.uri]
    assert "no_published_batch" in row.reasons["google"]
    assert len(stall.items()) == 1


def test_of_two_listings_with_one_sku_the_first_goes_out(stall: Stall) -> None:
    twin = replace(stall.listing, key=stall.cast.new(ListingKey), seller=stall.cast.household)
    stall.revise(twin, 1)
    rows = stall.store.listings.some([twin.key.uri])
    assert rows[twin.key.uri].reasons["google"] == ("sku_taken",)
    stall.offer(sku="TNC-HA-100")
    assert {item.findtext(f"{G}id") for item in stall.items()} == {"TNC-HA-100", "TNC-XUAN-100"}


def test_a_households_name_is_told_only_when_it_agreed(stall: Stall) -> None:
    def name() -> str:
        stall.turn()
        return stall.store.listings.some([stall.listing.key.uri])[stall.listing.key.uri].seller_name

    stall.offer(seller=stall.cast.household)
    assert name() == "Hộ 017"
    stall.cast.state("consent", stall.cast.household.uri, stall.cast.recorder, shows=["name"])
    assert name() == "Hộ 017"
