"""Every view made again equals what stood before."""

from datetime import UTC, datetime
from threading import Event, Thread

from tests.cast import Cast
from tests.ledger.busy import busy, views, voided
from traceability.identifiers.uris import BatchKey
from traceability.ledger.gather import fresh
from traceability.ledger.rebuild import rebuild
from traceability.store.store import Store
from traceability.work import checker, sequencer

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_views_made_again_equal_what_stood_before(cast: Cast, store: Store) -> None:
    busy(cast, store)
    before = views(store), voided(store)
    assert before[1]
    done = rebuild(store, NOW)
    assert (views(store), voided(store)) == before
    assert done == store.records.count() == store.log.size()


def test_progress_is_told_up_to_the_last_record(cast: Cast, store: Store) -> None:
    cast.packed_tea()
    told: list[tuple[int, int]] = []
    done = rebuild(store, NOW, lambda *so_far: told.append(so_far))
    assert told == [(done, done)]


def test_a_view_that_lost_a_record_and_one_that_counts_too_much_are_mended(
    cast: Cast, store: Store
) -> None:
    packs = busy(cast, store)
    before = views(store)
    store.database["batches"].update_one({"_id": packs.uri}, {"$set": {"records": 99}})
    store.database["masterdata"].delete_one({"_id": cast.plot.uri})
    rebuild(store, NOW)
    assert views(store) == before


def test_what_nobody_said_is_dropped(cast: Cast, store: Store) -> None:
    packs = busy(cast, store)
    before = views(store), voided(store)
    batch = store.database["batches"].find_one({"_id": packs.uri}) or {}
    store.database["batches"].insert_one(batch | {"_id": cast.new(BatchKey).uri})
    party = {"_id": cast.household.uri}
    store.database["masterdata"].update_one(party, {"$set": {"number": 7, "consents": ["all"]}})
    store.database["delegations"].insert_one({"_id": "nobody", "subject": cast.household.uri})
    store.records.mark_void(next(store.records.about(packs.uri)).id)
    rebuild(store, NOW)
    assert (views(store), voided(store)) == before


def test_findings_are_forgotten_and_the_checker_begins_again(cast: Cast, store: Store) -> None:
    cast.packed_tea()
    while sequencer.turn(store, NOW) or checker.turn(store, NOW):
        pass
    rebuild(store, NOW)
    assert list(store.database["findings"].find()) == []
    assert checker.behind(store) == store.log.size()
    assert sequencer.healed(store) == store.log.size() - 1


def test_views_are_whole_when_others_write_meanwhile(cast: Cast, store: Store) -> None:
    packs = busy(cast, store)
    tea = cast.make({cast.harvest("90"): "90"}, "18")
    stop = Event()

    def write() -> None:
        while not stop.is_set():
            cast.pack(tea, "0.1", 1)

    writer = Thread(target=write)
    writer.start()
    rebuild(store, NOW)
    stop.set()
    writer.join()
    for uri in (packs.uri, tea.uri):
        assert store.batches.get(uri) == fresh(store, uri)
