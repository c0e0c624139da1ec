"""In stock or not: every way a listing's goods come and go, seen within one turn of the work behind."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.api.feeds.conftest import Stall
from tests.cast import pieces
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.uris import BatchKey, CertificateKey
from traceability.ledger.listings import CURSOR, rebuild, refresh
from traceability.masterdata.certificate import Certificate, CertificateKind
from traceability.masterdata.listing import Availability, Offer
from traceability.store.listings import Detail
from traceability.work import listings, sequencer
from traceability.work.portion import Portion


def availability(stall: Stall) -> str:
    return stall.item()["availability"]


def test_a_recall_takes_the_goods_out_of_stock_and_its_lifting_brings_them_back(
    stall: Stall,
) -> None:
    stall.mark("recall", stall.packs)
    assert availability(stall) == "out_of_stock"
    stall.mark("lift-recall", stall.packs, hours=50)
    assert availability(stall) == "in_stock"


def test_a_recall_of_the_leaf_reaches_the_packs(stall: Stall) -> None:
    (leaf,) = {
        uri
        for uri in stall.store.listings.some([stall.listing.key.uri])[stall.listing.key.uri].depends
        if (batch := stall.store.batches.get(uri)) and batch.product == stall.cast.leaf.uri
    }
    stall.mark("recall", BatchKey(leaf))
    assert availability(stall) == "out_of_stock"


def test_while_another_batch_is_sound_the_goods_stay_in_stock(stall: Stall) -> None:
    other = stall.cast.packed_tea()
    stall.cast.state("publish", other.uri)
    stall.mark("recall", stall.packs)
    assert availability(stall) == "in_stock"


def test_what_is_held_back_is_out_of_stock_until_released(stall: Stall) -> None:
    stall.mark("hold", stall.packs)
    assert availability(stall) == "out_of_stock"
    stall.mark("release", stall.packs, hours=50)
    assert availability(stall) == "in_stock"


def test_a_withdrawn_batch_is_out_of_stock_and_its_listing_stays(stall: Stall) -> None:
    stall.cast.state("withdraw", stall.packs.uri, reason="out_of_season")
    stall.turn()
    assert availability(stall) == "out_of_stock"


def test_the_last_pack_sold_is_out_of_stock(stall: Stall) -> None:
    at = stall.cast.at(stall.cast.factory, hours=40)
    body = makers.observe("sell", at, [Goods(stall.packs, pieces(50))], {})
    stall.cast.tell("sell", body)
    stall.turn()
    assert availability(stall) == "out_of_stock"


def test_after_the_best_before_day_the_clock_takes_it_out_of_stock(stall: Stall) -> None:
    stall.turn(datetime(2027, 3, 20, 16, 59, tzinfo=UTC))
    assert availability(stall) == "in_stock"
    stall.turn(datetime(2027, 3, 20, 17, 0, tzinfo=UTC))
    assert availability(stall) == "out_of_stock"


def test_a_blocking_finding_after_publication_takes_it_out_of_stock(stall: Stall) -> None:
    at = stall.cast.at(stall.cast.plot, hours=-24)
    details = {"product": "BVTV", "preHarvestIntervalDays": 7}
    body = makers.spray(at, BatchKey(stall.cast.plot.uri), details)
    stall.cast.tell("spray", body)
    stall.turn()
    assert availability(stall) == "out_of_stock"


@pytest.mark.parametrize("word", ["out_of_stock", "preorder", "backorder"])
def test_the_sellers_word_lowers_and_never_raises(stall: Stall, word: Availability) -> None:
    dong = Offer("VN", Decimal(250000), "VND", tax_included=True, availability=word)
    stall.offer(offers=(dong,))
    assert availability(stall) == "out_of_stock"


def test_the_view_made_again_is_the_view(stall: Stall) -> None:
    uri = stall.listing.key.uri
    before = stall.store.listings.some([uri]), stall.store.listings.version()
    assert rebuild(stall.store, datetime.now(UTC)) == 0
    assert (stall.store.listings.some([uri]), stall.store.listings.version()) == before


def test_a_row_without_listing_goes_when_the_view_is_made_again(stall: Stall) -> None:
    row = stall.store.listings.some([stall.listing.key.uri])[stall.listing.key.uri]
    ghost = replace(row, uri="https://trace.example/t/GHOST")
    stall.store.listings.show([(ghost, {"google": b"<item/>"})], datetime.now(UTC))
    assert rebuild(stall.store, datetime.now(UTC)) == 1
    assert stall.store.listings.uris() == [row.uri]


def test_a_turn_stays_behind_the_sequencer(stall: Stall) -> None:
    stall.cast.state("withdraw", stall.packs.uri, reason="error")
    assert listings.turn(stall.store, datetime.now(UTC)) is False
    assert availability(stall) == "in_stock"
    assert stall.turn() is True
    assert stall.turn() is False


def test_the_first_turn_makes_the_whole_view(stall: Stall) -> None:
    stall.store.meta.put(CURSOR, None)
    stall.store.listings.keep((), datetime.now(UTC))
    assert listings.behind(stall.store) == stall.store.log.size()
    assert stall.turn() is True
    assert availability(stall) == "in_stock"
    assert listings.behind(stall.store) == 0


def test_a_listing_that_is_set_aside_is_passed_over(stall: Stall) -> None:
    stall.cast.state("withdraw", stall.packs.uri, reason="error")
    handed: list[str] = []
    uri = stall.listing.key.uri
    sequencer.turn(stall.store, datetime.now(UTC))
    listings.turn(stall.store, datetime.now(UTC), Portion(10, frozenset({uri}), handed.append))
    assert handed == []
    assert availability(stall) == "in_stock"


def test_while_master_data_is_made_again_a_listing_stays_as_it_was(stall: Stall) -> None:
    stall.store.masterdata.clear()
    assert refresh(stall.store, [stall.listing.key.uri], datetime.now(UTC)) == 0
    assert availability(stall) == "in_stock"


def test_without_its_product_and_seller_a_listing_stays_out(stall: Stall) -> None:
    for key in (stall.listing.product, stall.listing.seller):
        stall.store.masterdata.drop(key.uri)
    refresh(stall.store, [stall.listing.key.uri], datetime.now(UTC))
    assert stall.reasons() == ("no_published_batch", "no_brand", "no_image")


def test_a_certificate_that_came_after_is_shown(stall: Stall) -> None:
    assert stall.item()["product_detail"] == ""
    day = date(2025, 5, 1)
    cast = stall.cast
    kinds: dict[CertificateKind, int | None] = {"ocop": 4, "food_safety": None}
    for kind, stars in kinds.items():
        key, number = cast.new(CertificateKey), "OCOP-7"
        paper = Certificate(key, kind, cast.cooperative, "Sở", number, day, stars=stars)
        stall.revise(replace(paper, products=(cast.tea,)), 1)
    row = stall.store.listings.some([stall.listing.key.uri])[stall.listing.key.uri]
    certified = [each for each in row.details if each.section == "Chứng nhận"]
    assert certified == [Detail("Chứng nhận", "OCOP", "4 sao")]
