"""Whoever changes a byte of the past is found."""

import secrets
from typing import Any

import pytest

from tests.cast import Cast
from tests.ledger.busy import busy
from traceability.events.occasion import namespaces
from traceability.ledger.verify import Found, Head, Mismatch, verify
from traceability.log import merkle
from traceability.store.store import Store


def all_of(found: Found) -> tuple[list[Mismatch], Head]:
    mismatches: list[Mismatch] = []
    while True:
        try:
            mismatches.append(next(found))
        except StopIteration as end:
            return mismatches, end.value


@pytest.fixture
def size(cast: Cast, store: Store) -> int:
    busy(cast, store)
    return store.log.drain()


def event_at(store: Store, change: dict[str, Any]) -> tuple[int, str]:
    """Change the first event behind the log's back; gives its index and id."""
    first = next(each for each in store.records.numbered() if each.kind == "event")
    store.database["records"].update_one({"_id": first.id}, change)
    return first.index or 0, first.id


def at(store: Store, index: int) -> str:
    """The id of the record at an index."""
    (record,) = store.records.since(index - 1, 1)
    return record.id


def whats(store: Store, cast: Cast) -> list[tuple[int, str, str]]:
    found, _ = all_of(verify(store, namespaces(cast.domain)))
    return [(each.index, each.record, each.what.partition(" 0")[0][:60]) for each in found]


def test_an_untouched_log_has_its_size_and_root(size: int, store: Store, cast: Cast) -> None:
    root = merkle.root([leaf.hash for leaf in store.log.leaves()])
    assert all_of(verify(store, namespaces(cast.domain))) == ([], Head(size, root))


def test_an_earlier_head_can_be_asked_for(size: int, store: Store, cast: Cast) -> None:
    root = merkle.root([leaf.hash for leaf in store.log.leaves()][: size - 2])
    found = verify(store, namespaces(cast.domain), size - 2)
    assert all_of(found) == ([], Head(size - 2, root))


def test_an_empty_log_has_the_empty_root(store: Store, cast: Cast) -> None:
    del cast
    assert all_of(verify(store, {}))[1] == Head(0, merkle.EMPTY_ROOT)


@pytest.mark.usefixtures("size")
def test_changed_public_bytes_are_found_twice(store: Store, cast: Cast) -> None:
    index, record = event_at(store, {"$set": {"public": b"{}"}})
    (leaf, content), _ = all_of(verify(store, namespaces(cast.domain)))
    assert (leaf.index, leaf.record) == (index, record)
    assert leaf.what.startswith("the leaf hash ")
    assert content.what.startswith("the content hash of an event, which these bytes are not, got")


@pytest.mark.usefixtures("size")
def test_changed_private_bytes_are_found(store: Store, cast: Cast) -> None:
    event_at(store, {"$set": {"private": b'{"name":"another"}'}})
    (found,), _ = all_of(verify(store, namespaces(cast.domain)))
    assert found.what.startswith("the leaf hash ")


@pytest.mark.usefixtures("size")
def test_changed_bytes_as_received_are_found(store: Store, cast: Cast) -> None:
    event_at(store, {"$set": {"said": b"another"}})
    (found,), _ = all_of(verify(store, namespaces(cast.domain)))
    assert found.what.startswith("the said_sha256 ae448ac86c4e8e4dec645729708ef41873ae79c6dff84eff")


@pytest.mark.usefixtures("size")
def test_a_changed_content_hash_is_found(store: Store, cast: Cast) -> None:
    event_at(store, {"$set": {"what.hash": "ni:///sha-256;00?ver=CBV2.0"}})
    (found,), _ = all_of(verify(store, namespaces(cast.domain)))
    assert found.what.endswith(", got ni:///sha-256;00?ver=CBV2.0")


@pytest.mark.usefixtures("size")
def test_a_salt_of_another_length_is_found(store: Store, cast: Cast) -> None:
    event_at(store, {"$set": {"salts": [b"short", secrets.token_bytes(16)]}})
    (found,), _ = all_of(verify(store, namespaces(cast.domain)))
    assert found.what.startswith("the leaf hash ")


def test_a_record_taken_out_is_found(size: int, store: Store, cast: Cast) -> None:
    gone = at(store, size - 1)
    store.database["records"].delete_one({"_id": gone})
    assert whats(store, cast) == [(size - 1, gone, "a record of this id")]


def test_a_leaf_taken_out_is_found(size: int, store: Store, cast: Cast) -> None:
    store.database["leaves"].delete_one({"_id": size - 2})
    assert whats(store, cast) == [(size - 2, at(store, size - 2), "a leaf of this record")]


def test_a_gap_is_found(size: int, store: Store, cast: Cast) -> None:
    store.database["leaves"].delete_one({"_id": 1})
    store.database["records"].delete_one({"index": 1})
    (found,), _ = all_of(verify(store, namespaces(cast.domain)))
    assert found == Mismatch(1, "", "an unbroken log, got 2 after 0")
    assert size > 2


def test_a_record_moved_to_another_place_is_found(size: int, store: Store, cast: Cast) -> None:
    moved = at(store, 1)
    store.database["records"].update_one({"_id": moved}, {"$set": {"index": size}})
    assert whats(store, cast) == [
        (1, moved, f"one leaf of this record, at {size}"),
        (size, moved, "a leaf of this record"),
    ]


def test_a_record_that_was_not_told_its_number_yet_is_whole(
    size: int, store: Store, cast: Cast
) -> None:
    change = {"$unset": {"index": ""}, "$set": {"queued": True}}
    store.database["records"].update_one({"index": size - 1}, change)
    assert whats(store, cast) == []
