"""Findings follow the log, in portions that can be taken up again."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import Cast
from traceability.identifiers.uris import BatchKey
from traceability.ledger.publication import findings_of
from traceability.store.store import Store
from traceability.work import checker, sequencer
from traceability.work.portion import WHOLE, Portion

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def packs(cast: Cast, store: Store) -> BatchKey:
    """More tea was packed than made: that does not add up."""
    tea = cast.make({cast.harvest("26"): "26"}, "5.2")
    packs = cast.pack(tea, "50", 500)
    number(store)
    return packs


def number(store: Store) -> None:
    while sequencer.turn(store, NOW):
        pass


def check_all(store: Store, portion: Portion = WHOLE) -> int:
    turns = 0
    while checker.turn(store, NOW, portion):
        turns += 1
    return turns


def test_findings_of_every_touched_batch_are_kept(packs: BatchKey, store: Store) -> None:
    check_all(store)
    kept = store.findings.of_batch(packs.uri)
    assert sorted(one.rule for one in kept) == sorted(
        one.rule for one in findings_of(store, packs.uri, NOW)
    )
    assert kept


def test_it_comes_as_far_as_the_views_and_no_further(
    packs: BatchKey, cast: Cast, store: Store
) -> None:
    check_all(store)
    cast.harvest(hours=2)
    store.log.number()
    assert (check_all(store), checker.behind(store)) == (0, 1)
    number(store)
    assert (check_all(store), checker.behind(store)) == (1, 0)
    assert packs.uri


def test_what_was_made_of_a_changed_batch_is_looked_at_again(
    packs: BatchKey, cast: Cast, store: Store
) -> None:
    check_all(store)
    store.findings.clear()
    tea = next(iter(store.records.made([packs.uri]))).inputs[0]
    cast.pack(BatchKey(tea), "0.1", 1)
    number(store)
    check_all(store)
    assert store.findings.of_batch(packs.uri)


def test_small_portions_find_what_large_ones_do(packs: BatchKey, store: Store) -> None:
    check_all(store)
    whole = list(store.database["findings"].find().sort("_id", 1))
    store.findings.clear()
    store.meta.put(checker.CURSOR, None)
    assert check_all(store, Portion(most=1)) > store.log.size()
    assert list(store.database["findings"].find().sort("_id", 1)) == whole
    assert packs.uri


def test_a_portion_is_taken_up_where_it_was_left(packs: BatchKey, store: Store) -> None:
    checker.turn(store, NOW, Portion(most=1))
    place = store.meta.get(checker.CURSOR)
    hands: list[str] = []
    checker.turn(store, NOW, Portion(most=1, hand=hands.append))
    assert store.meta.get(checker.CURSOR) != place
    assert checker.Place.read(place).kept() == place
    assert packs.uri


def test_what_is_set_aside_is_passed_over(packs: BatchKey, store: Store) -> None:
    check_all(store, Portion(aside=frozenset({packs.uri})))
    assert store.findings.of_batch(packs.uri) == []
    assert checker.behind(store) == 0


def test_a_record_that_is_set_aside_is_not_read(packs: BatchKey, store: Store) -> None:
    made = next(iter(store.records.made([packs.uri])))
    store.database["records"].update_one({"_id": made.id}, {"$set": {"public": b"{}"}})
    hands: list[str] = []
    aside = frozenset({made.id, packs.uri, *made.inputs})
    check_all(store, Portion(aside=aside, hand=hands.append))
    assert made.id not in hands


def test_a_dispute_touches_the_batches_of_its_event(
    packs: BatchKey, cast: Cast, store: Store
) -> None:
    check_all(store)
    store.findings.clear()
    making = next(iter(store.records.made([packs.uri]))).id
    cast.state("dispute", making)
    number(store)
    check_all(store)
    assert store.findings.of_batch(packs.uri)


def test_a_statement_about_what_is_no_batch_touches_nothing(cast: Cast, store: Store) -> None:
    cast.state("consent", cast.household.uri, shows=["name"])
    number(store)
    check_all(store)
    assert checker.behind(store) == 0
    checker.check(store, cast.household.uri, NOW + timedelta(days=1))
    assert list(store.database["findings"].find()) == []
