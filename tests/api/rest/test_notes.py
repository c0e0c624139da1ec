"""What is seen stays with those it belongs to: notes, photos, spoken words; and what is said of one plant."""

from typing import Any

import pytest

from tests.api.conftest import Api
from tests.cast import Cast
from traceability.identifiers.uris import BatchKey, PlantKey
from traceability.ledger.gather import gather
from traceability.store.store import Store

WHEN = "2026-03-22T08:00:00+07:00"
PHOTO, VOICE = "a" * 64, "b" * 64
SEEN: dict[str, Any] = {
    "note": "Rầy xanh ở hàng 3",
    "topic": "pest",
    "photos": [PHOTO],
    "voice": VOICE,
}


def noted(api: Api, cast: Cast, who: str = "recorder", **more: Any) -> Any:
    body = {"time": WHEN, "place": cast.plot.uri, "party": cast.household.uri, **more}
    return api(who, "POST", "/events/note", body)


def shown(api: Api, who: str, made: Any) -> dict[str, Any]:
    read: dict[str, Any] = api(who, "GET", made.headers["Location"].removeprefix("/api/v1")).json
    return read


def test_what_was_seen_is_private(api: Api, cast: Cast, store: Store) -> None:
    made = noted(api, cast, **SEEN)
    read = shown(api, "officer", made)
    assert {name: read[name] for name in SEEN} == SEEN
    record = store.records.get(made.json["id"])
    assert record is not None
    assert not any(word.encode() in record.public for word in ("Rầy", "pest", PHOTO, VOICE))


def test_it_is_found_by_its_photo_and_by_its_voice(api: Api, cast: Cast, store: Store) -> None:
    made = noted(api, cast, **SEEN)
    for key in (f"media:{PHOTO}", f"media:{VOICE}"):
        assert [record.id for record in store.records.about(key)] == [made.json["id"]]


@pytest.mark.parametrize(
    ("happening", "more"),
    [
        ("plant", {}),
        ("tend", {"step": "pruning"}),
        ("spray", {"input_name": "A"}),
        ("note", {}),
    ],
)
def test_one_plant_is_named_by_row_and_position(
    api: Api, cast: Cast, store: Store, happening: str, more: dict[str, Any]
) -> None:
    body = {"time": WHEN, "place": cast.plot.uri, "row": 3, "position": 17, **more}
    made = api("recorder", "POST", f"/events/{happening}", body)
    plant = PlantKey.of(cast.plot, 3, 17, cast.domain).uri
    assert shown(api, "recorder", made)["event"]["epcList"] == [plant]
    assert [record.id for record in store.records.about(plant)] == [made.json["id"]]
    assert store.batches.get(plant) is None


def test_a_strangers_plant_is_not_spoken_of(api: Api, cast: Cast) -> None:
    body = {"time": WHEN, "place": cast.plot.uri, "row": 3, "position": 17}
    assert api("stranger", "POST", "/events/note", body).status_code == 403


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"row": 3}, "position", "Expected row and position of one plant, got 'no position'."),
        (
            {"photos": ["x"]},
            "photos.0",
            "Expected a SHA-256 in 64 small hexadecimal digits, got 'x'.",
        ),
        ({"photos": [PHOTO] * 7}, "photos", "Expected at most 6 in the list, got more."),
    ],
)
def test_what_names_nothing_is_refused(
    api: Api, cast: Cast, more: dict[str, Any], field: str, sentence: str
) -> None:
    no = noted(api, cast, **more)
    assert (no.status_code, no.json["errors"]) == (422, {field: [sentence]})


def test_a_batch_and_a_plant_are_not_noted_in_one(api: Api, cast: Cast) -> None:
    no = noted(api, cast, batch=cast.harvest().uri, row=1, position=1)
    assert no.json["errors"] == {"batch": ["Expected a batch, or row and position, got 'both'."]}


def test_a_note_of_a_batch_changes_nothing_of_it_and_is_no_stage(
    api: Api, cast: Cast, store: Store
) -> None:
    leaf = cast.harvest()
    before, story = store.batches.get(leaf.uri), gather(store, leaf.uri).story
    assert noted(api, cast, batch=leaf.uri, **SEEN).status_code == 201
    after = store.batches.get(leaf.uri)
    assert before is not None
    assert after is not None
    assert (after.made, after.disposition) == (before.made, before.disposition)
    assert gather(store, leaf.uri).story == story


def test_a_strangers_batch_is_not_noted(api: Api, cast: Cast) -> None:
    leaf: BatchKey = cast.harvest()
    body = {"time": WHEN, "place": cast.factory.uri, "batch": leaf.uri}
    assert api("stranger", "POST", "/events/note", body).status_code == 403


def test_an_event_with_photos_can_be_corrected_with_others(api: Api, cast: Cast) -> None:
    made = noted(api, cast, **SEEN)
    body = {"event": made.json["id"], "time": WHEN, "reason": "did_not_occur", "photos": [VOICE]}
    corrected = api("recorder", "POST", "/events/correct", body)
    assert corrected.status_code == 201
    assert shown(api, "recorder", corrected)["photos"] == [VOICE]
