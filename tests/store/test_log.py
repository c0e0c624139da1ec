"""Numbers are given once, in one unbroken sequence, whoever gives them and whoever dies."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cast import Cast
from traceability.store.store import Store


@pytest.fixture
def count(cast: Cast, store: Store) -> int:
    cast.packed_tea()
    return store.records.count()


def expect_unbroken(store: Store, count: int) -> None:
    leaves = list(store.log.leaves())
    assert [leaf.index for leaf in leaves] == list(range(count))
    assert [record.id for record in store.records.numbered()] == [leaf.record for leaf in leaves]
    assert (store.log.size(), store.log.waiting(), store.log.oldest()) == (count, 0, None)


def test_records_come_back_with_their_numbers(count: int, store: Store) -> None:
    assert [record.index for record in store.log.number()] == list(range(count))
    assert store.log.number() == []
    expect_unbroken(store, count)


def test_two_sequencers_cannot_both_succeed(cast: Cast, store: Store) -> None:
    for _ in range(10):
        cast.packed_tea()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: store.log.number(3), range(40)))
    store.log.drain()
    expect_unbroken(store, store.records.count())


def test_a_crash_between_leaf_and_record_heals(count: int, store: Store) -> None:
    store.log.number(4)
    untold = {"$unset": {"index": ""}, "$set": {"queued": True}}
    store.database["records"].update_many({"index": {"$gt": 1}}, untold)
    store.log.drain()
    expect_unbroken(store, count)


def test_the_untold_are_told_before_new_numbers_are_given(count: int, store: Store) -> None:
    store.log.number(3)
    untold = {"$unset": {"index": ""}, "$set": {"queued": True, "at": store.log.oldest()}}
    store.database["records"].update_one({"index": 2}, untold)
    store.log.number(1)
    assert [record.index for record in store.records.numbered()][:3] == [0, 1, 2]
    assert count > 3


def test_everything_is_those_numbered_and_then_those_that_wait(count: int, store: Store) -> None:
    store.log.number(2)
    indexes = [record.index for record in store.records.everything()]
    assert indexes == [0, 1, *[None] * (count - 2)]
    asked = store.database["records"].find({"index": {"$gt": -1}}).sort("index", 1)
    assert asked.explain()["queryPlanner"]["winningPlan"]["inputStage"]["stage"] == "IXSCAN"
