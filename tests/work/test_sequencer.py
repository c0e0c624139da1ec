"""Numbers in one unbroken sequence, and views that hold what was numbered."""

from datetime import UTC, datetime

import pytest

from tests.cast import Cast
from tests.ledger.busy import busy, declare, harvested, views, voided
from traceability.ledger.gather import fresh
from traceability.store.store import Store
from traceability.work import sequencer
from traceability.work.portion import Portion

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def all_turns(store: Store) -> None:
    while sequencer.turn(store, NOW):
        pass


def test_every_record_gets_a_number_in_the_order_they_came(cast: Cast, store: Store) -> None:
    busy(cast, store)
    all_turns(store)
    numbered = list(store.records.numbered())
    assert [record.index for record in numbered] == list(range(store.records.count()))
    assert [record.at for record in numbered] == sorted(record.at for record in numbered)
    assert [leaf.record for leaf in store.log.leaves()] == [record.id for record in numbered]


def test_an_idle_turn_says_so(store: Store) -> None:
    assert sequencer.turn(store, NOW) is False


def test_views_of_a_writer_that_died_after_its_record_are_healed(cast: Cast, store: Store) -> None:
    busy(cast, store)
    before = views(store), voided(store)
    for name in ("batches", "masterdata", "delegations"):
        store.database[name].delete_many({})
    store.database["records"].update_many({}, {"$unset": {"void": ""}})
    all_turns(store)
    assert (views(store), voided(store)) == before


def test_a_crash_after_numbering_is_healed_by_the_next_turn(cast: Cast, store: Store) -> None:
    packs = cast.packed_tea()
    store.log.number()
    store.database["batches"].delete_many({})
    all_turns(store)
    assert store.batches.get(packs.uri) == fresh(store, packs.uri)


def test_an_event_that_comes_after_its_declaration_is_void(cast: Cast, store: Store) -> None:
    wrong = harvested(cast)
    first = store.database["records"].find_one({"_id": wrong.id}) or {}
    declare(cast, wrong)
    store.database["records"].delete_one({"_id": wrong.id})
    all_turns(store)
    store.database["records"].insert_one(first)
    all_turns(store)
    assert voided(store) == [wrong.id]


def test_an_older_revision_does_not_come_back(cast: Cast, store: Store) -> None:
    busy(cast, store)
    all_turns(store)
    last = store.masterdata.last(cast.household.uri)
    assert last is not None
    assert (last.number, last.consents) == (2, frozenset({"name", "phone"}))


def test_what_is_set_aside_is_passed_over(cast: Cast, store: Store) -> None:
    cast.harvest()
    bad = next(iter(store.records.about(cast.plot.uri, "event"))).id
    store.database["records"].update_one({"_id": bad}, {"$set": {"salts": [b"", b""]}})
    portion = Portion(aside=frozenset({bad}))
    while sequencer.turn(store, NOW, portion):
        pass
    assert (store.log.waiting(), store.log.size()) == (1, store.records.count() - 1)


def test_every_record_is_taken_in_hand_before_it_is_read(cast: Cast, store: Store) -> None:
    cast.packed_tea()
    hands: list[str] = []
    while sequencer.turn(store, NOW, Portion(most=1, hand=hands.append)):
        pass
    assert hands == [record.id for record in store.records.numbered() for _ in range(2)]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"public": b"{}"}, "NotValid"),
        ({"public": b"not json"}, "JSONDecodeError"),
    ],
)
def test_a_record_that_no_view_can_show_is_set_aside_and_holds_nobody_up(
    cast: Cast, store: Store, change: dict[str, bytes], error: str
) -> None:
    cast.harvest()
    bad = next(iter(store.records.about(cast.plot.uri, "event"))).id
    store.database["records"].update_one({"_id": bad}, {"$set": change})
    later = cast.harvest()
    store.database["batches"].delete_many({})
    all_turns(store)
    assert [(each.kind, each.what, each.error) for each in store.aside.each()] == [
        ("sequencer", bad, error)
    ]
    assert sequencer.healed(store) == store.log.size() - 1
    assert store.batches.get(later.uri) == fresh(store, later.uri)
