"""Records are added once, found by what they speak of, and walked."""

from datetime import timedelta

import pytest

from tests.cast import MORNING, TAN_CUONG, Cast, revise
from tests.ledger.busy import declare, harvested
from traceability.errors import Conflict
from traceability.events import makers
from traceability.identifiers.uris import BatchKey, PlaceKey
from traceability.masterdata.place import Place
from traceability.store.records import Record
from traceability.store.store import Store


def first(store: Store, cast: Cast) -> Record:
    return next(iter(store.records.about(cast.household.uri, "revision")))


def test_the_same_id_is_added_once(cast: Cast, store: Store) -> None:
    record = first(store, cast)
    count = store.records.count(kind="revision")
    assert store.records.add(record) is False
    assert store.records.count(kind="revision") == count


def test_a_revision_is_numbered_once(cast: Cast, store: Store) -> None:
    again = {
        **{each: getattr(first(store, cast), each) for each in Record.__slots__},
        "id": "urn:2",
    }
    with pytest.raises(Conflict) as no:
        store.records.add(Record(**again))
    expected = f"Expected the revision after the last one, got '{cast.household.uri}#1'."
    assert str(no.value) == expected


def test_what_is_known_and_what_is_revised_is_told(cast: Cast, store: Store) -> None:
    record = first(store, cast)
    assert store.records.known([record.id, "urn:unknown"]) == {record.id}
    asked = [f"{cast.household.uri}#1", f"{cast.household.uri}#2"]
    assert store.records.revised(asked) == {asked[0]}


def test_a_walk_goes_through_no_event_that_was_declared_wrong(cast: Cast, store: Store) -> None:
    wrong = harvested(cast)
    uri = wrong.made[0].uri
    assert [link.id for link in store.records.made([uri])] == [wrong.id]
    declare(cast, wrong)
    assert list(store.records.made([uri])) == []
    assert store.records.back(uri, 12) == []
    assert store.records.declared([wrong.id, "another"]) == {wrong.id}


def test_only_the_mark_of_what_nobody_declared_is_taken_away(cast: Cast, store: Store) -> None:
    wrong, right = harvested(cast), harvested(cast)
    declare(cast, wrong)
    store.records.mark_void(right.id)
    store.records.clear_void()
    assert list(store.records.made([wrong.made[0].uri])) == []
    assert [link.id for link in store.records.made([right.made[0].uri])] == [right.id]


def test_a_walk_back_and_forward_meet(cast: Cast, store: Store) -> None:
    packs = cast.packed_tea()
    back = store.records.back(packs.uri, 12)
    leaf = min(back, key=lambda link: link.time)
    assert [link.id for link in store.records.back(packs.uri, 1)] == [
        max(back, key=lambda link: link.time).id
    ]
    assert len(list(store.records.made_from(leaf.outputs))) == 1
    assert len(back) == 3


def spray(cast: Cast, hours: int, place: PlaceKey | None = None) -> str:
    at = cast.at(place, hours=hours)
    body = makers.spray(at, BatchKey(at.place.uri), {"inputName": "x"})
    return cast.tell("spray", body).reception.record_id


def test_sprays_on_several_plots_are_found_within_their_time_in_one_question(
    cast: Cast, store: Store
) -> None:
    plot = Place(cast.new(PlaceKey), "plot", cast.household, "Nương B", TAN_CUONG, "Nương B")
    revise(cast.ledger, cast.operator, plot)
    spray(cast, 1)
    found = {spray(cast, 2), spray(cast, 3, plot.key)}
    spray(cast, 4)
    cast.harvest(hours=3)
    within = MORNING + timedelta(hours=2), MORNING + timedelta(hours=3)
    places = [cast.plot.uri, plot.key.uri]
    records = store.records.at_places(places, "crop_protection", *within)
    assert {record.id for record in records} == found


def test_the_question_for_sprays_is_served_by_an_index(cast: Cast, store: Store) -> None:
    del cast
    asked = {"what.place": {"$in": ["a", "b"]}, "what.time": {"$gte": MORNING, "$lte": MORNING}}
    plan = str(store.database["records"].find(asked).explain()["queryPlanner"]["winningPlan"])
    assert "what.place_1_what.time_-1" in plan
