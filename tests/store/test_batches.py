"""A view of a batch holds every record once, however many write at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.cast import Cast
from traceability.batches.batch import Batch
from traceability.errors import Conflict
from traceability.identifiers.uris import BatchKey
from traceability.ledger.gather import fresh
from traceability.store.batches import View
from traceability.store.kept import Kept
from traceability.store.store import Store
from traceability.store.told import told

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def tea(cast: Cast) -> BatchKey:
    return cast.make({cast.harvest("26"): "26"}, "5.2")


def test_eight_threads_on_one_batch_lose_nothing(cast: Cast, store: Store, tea: BatchKey) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: cast.pack(tea, "0.01", 1), range(100)))
    batch = store.batches.get(tea.uri)
    assert batch is not None
    assert batch.records == 101
    assert batch == fresh(store, tea.uri)


def test_a_record_is_not_folded_twice(store: Store, tea: BatchKey) -> None:
    view = store.batches.views([tea.uri])[tea.uri]
    (record,) = store.records.about(tea.uri, "event")
    store.batches.add(view, record.id, told(record), NOW)
    store.batches.add(View(Batch(tea.uri)), record.id, told(record), NOW)
    assert store.batches.views([tea.uri])[tea.uri] == view


def test_a_late_writer_folds_all_anew_when_it_cannot_see_what_came_between(
    cast: Cast, store: Store, tea: BatchKey
) -> None:
    late = store.batches.views([tea.uri])[tea.uri]
    for _ in range(66):
        cast.pack(tea, "0.01", 1)
    first = list(store.records.about(tea.uri, "event"))[1]
    store.batches.add(late, first.id, told(first), NOW)
    assert store.batches.get(tea.uri) == fresh(store, tea.uri)


def test_a_view_that_was_just_written_is_not_read_again(store: Store, tea: BatchKey) -> None:
    kept = Kept[View](1, lambda: None)
    batches = type(store.batches)(store.database["batches"], store.batches._told, kept)  # noqa: SLF001 - with another keeper
    (record,) = store.records.about(tea.uri, "event")
    (view,) = store.batches.views([tea.uri]).values()
    store.database["batches"].delete_one({"_id": tea.uri})
    batches.add(View(Batch(tea.uri)), record.id, told(record), NOW)
    store.database["batches"].delete_one({"_id": tea.uri})
    assert batches.lately([tea.uri]) == {tea.uri: view}
    assert batches.views([tea.uri]) == {}


def test_a_view_that_was_kept_gives_way_to_what_another_process_wrote(
    cast: Cast, store: Store, tea: BatchKey
) -> None:
    other = replace(cast, ledger=replace(cast.ledger, store=Store(store.client, store.name)))
    for _ in range(3):
        cast.pack(tea, "0.01", 1)
        other.pack(tea, "0.01", 1)
    batch = store.batches.get(tea.uri)
    assert batch is not None
    assert batch.records == 7
    assert batch == fresh(store, tea.uri)


def test_making_again_never_loses_what_was_added_meanwhile(
    cast: Cast, store: Store, tea: BatchKey
) -> None:
    with ThreadPoolExecutor(2) as threads:
        writing = threads.submit(lambda: [cast.pack(tea, "0.01", 1) for _ in range(30)])
        while not writing.done():
            store.batches.again(tea.uri, NOW)
    batch = store.batches.get(tea.uri)
    assert batch is not None
    assert batch.records == 31


def test_a_batch_that_is_written_to_each_time_is_not_made_again(
    cast: Cast, store: Store, tea: BatchKey
) -> None:
    del cast
    told_ = store.batches._told  # noqa: SLF001 - the only way to write between read and write
    rivals = iter(range(100, 200))

    def rival(uris: object) -> object:
        change = {"$set": {"records": next(rivals)}}
        store.database["batches"].update_one({"_id": tea.uri}, change)
        return told_(uris)  # type: ignore[arg-type]  # passed on

    kept = Kept[View](1, lambda: None)
    busy = type(store.batches)(store.database["batches"], rival, kept)  # type: ignore[arg-type]  # the same
    with pytest.raises(Conflict) as no:
        busy.again(tea.uri, NOW)
    expected = f"Expected a quiet moment to make {tea.uri} again, got 'other writers each time'."
    assert str(no.value) == expected


def test_lacking_names_the_batches_whose_view_lacks_a_record(
    store: Store, cast: Cast, tea: BatchKey
) -> None:
    (record,) = store.records.about(tea.uri, "event")
    unknown = cast.new(BatchKey).uri
    asked = {tea.uri: {record.id}, unknown: {record.id}}
    assert list(store.batches.lacking(asked)) == [unknown]
    assert list(store.batches.lacking({tea.uri: {record.id, "another"}})) == [tea.uri]


def test_batches_are_found_by_product_owner_and_uri(
    store: Store, cast: Cast, tea: BatchKey
) -> None:
    found = store.batches.where({"product": cast.tea.uri})
    assert [batch.uri for batch in found] == [tea.uri]
    assert store.batches.where({"owner": cast.household.uri}, after="~") == []
    assert set(store.batches.some([tea.uri, "unknown"])) == {tea.uri}
    assert tea.uri in store.batches.uris()
    assert store.batches.get("unknown") is None
    assert replace(found[0]) == store.batches.get(tea.uri)


def test_of_many_receivers_those_of_the_latest_lots_are_told(cast: Cast, store: Store) -> None:
    asked, all_of_them = {"owner": cast.household.uri}, store.database["batches"]
    lots = [cast.harvest("26", hours=hours) for hours in range(4)]
    for lot, buyer in zip(lots, ("a", "b", "c"), strict=False):
        sent = {"batch.sent.value": buyer}
        all_of_them.update_one({"_id": lot.uri}, {"$set": {"batch.sent": {"value": buyer}}})
        assert all_of_them.count_documents(asked | sent) == 1
    assert store.batches.sent_to([cast.household.uri], 2) == ["b", "c"]
    assert store.batches.sent_to([cast.household.uri], 9) == ["a", "b", "c"]
    assert store.batches.sent_to([cast.cooperative.uri], 9) == []
