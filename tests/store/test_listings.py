"""The view of listings: read in order, in memory that does not grow, under a version that moves with it."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from schemas.feeds import Stem, google, zipped
from traceability.ledger.google import BASE, item
from traceability.store.listings import Listings, Offered
from traceability.store.store import Store

NOW = datetime(2026, 4, 12, tzinfo=UTC)
STEM = Stem(BASE, "https://trace.example.vn")
TWO_MB = 2_000_000


def rows(count: int) -> Iterator[Offered]:
    """Listings of the length that Vietnamese sellers write."""
    for number in range(count):
        yield Offered(
            uri=f"https://trace.example/t/{number:06}",
            state="published",
            sku=f"TNC-{number:06}",
            product="https://trace.example/t/P",
            seller="https://trace.example/t/S",
            title=f"Chè xanh Tân Cương loại {number}",
            description="Chè búp một tôm hai lá, hái tay, sao suốt. " * 20,
            brand="Chè Tân Cương",
            purchase_url=f"https://shop.example.vn/{number}",
            price=Decimal(250000),
            currency="VND",
            images=("a" * 64,),
            pixels={"a" * 64: 800},
            reasons={"google": ()},
        )


def shown(store: Store, count: int) -> Listings:
    store.listings.show([(row, {"google": item(row)}) for row in rows(count)], NOW)
    return store.listings


def peak(listings: Listings) -> tuple[int, int]:
    """The most memory a whole packed feed took while it was written, and the bytes before packing."""
    written = 0

    def counted() -> Iterator[bytes]:
        nonlocal written
        for piece in google(STEM, listings.fragments("google")):
            written += len(piece)
            yield piece

    tracemalloc.start()
    for _ in zipped(counted()):
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most, written


def test_a_feed_takes_the_same_memory_however_long_it_is(store: Store) -> None:
    few, short = peak(shown(store, 500))
    many, long = peak(shown(store, 5000))
    assert long > 9 * short
    assert max(few, many) < TWO_MB
    assert many < 1.25 * few


def test_pieces_come_in_the_order_of_their_uris(store: Store) -> None:
    told = list(rows(3))
    store.listings.show([(row, {"google": row.sku.encode()}) for row in reversed(told)], NOW)
    assert list(store.listings.fragments("google")) == [row.sku.encode() for row in told]
    assert list(store.listings.fragments("meta")) == []


def test_a_row_comes_back_as_it_was_shown(store: Store) -> None:
    (row,) = rows(1)
    shown(store, 1)
    assert store.listings.some([row.uri, "https://trace.example/t/NONE"]) == {row.uri: row}


def test_the_version_moves_only_with_what_the_feeds_carry(store: Store) -> None:
    (row,) = rows(1)
    listings = store.listings
    assert listings.version() is None
    assert listings.show([(row, {"google": b"1"})], NOW) == 1
    assert listings.show([(row, {"google": b"1"})], NOW) == 0
    other = replace(row, depends=("https://trace.example/t/P",))
    assert listings.show([(other, {"google": b"1"})], NOW) == 1
    first = listings.version()
    assert first is not None
    assert first.number == 1
    listings.show([(other, {})], NOW)
    last = listings.version()
    assert last is not None
    assert last.number == 2


def test_what_is_not_kept_goes_under_a_new_version(store: Store) -> None:
    first, *others = rows(3)
    listings = shown(store, 3)
    assert listings.keep({first.uri}, NOW) == len(others)
    assert listings.keep({first.uri}, NOW) == 0
    version = listings.version()
    assert version is not None
    assert version.number == 2
    assert listings.uris() == [first.uri]


@pytest.mark.parametrize(("channel", "carried"), [("google", True), ("meta", False)])
def test_whether_a_channel_carries_anything(store: Store, channel: str, *, carried: bool) -> None:
    assert shown(store, 1).carried(channel) is carried


def test_a_row_is_found_by_what_it_was_computed_from_and_by_the_clock(store: Store) -> None:
    (row,) = rows(1)
    told = replace(row, depends=("https://trace.example/t/B",), changes_at=NOW)
    store.listings.show([(told, {})], NOW)
    assert store.listings.touching(["https://trace.example/t/B"]) == [row.uri]
    assert store.listings.touching(["https://trace.example/t/C"]) == []
    assert store.listings.due(NOW) == [row.uri]
