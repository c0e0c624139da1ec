"""A phone's queue comes in once, whatever happens on the way, and each record gets its own answer."""

import json
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask

from api.farm.came import Came
from tests.api.farm.conftest import Phone
from tests.cast import Cast
from traceability.keyring import Keyring
from traceability.log.receipts import Reception, receipt_text
from traceability.store.store import Store


def test_a_queue_is_taken_and_each_record_receipted(phone: Phone, store: Store) -> None:
    texts = [phone.plucking(), phone.plucking()]
    answers = phone.send(*texts)
    assert [each["status"] for each in answers] == ["accepted", "accepted"]
    assert [each["id"] for each in answers] == [json.loads(text)["id"] for text in texts]
    for text, each in zip(texts, answers, strict=True):
        record = store.records.get(each["id"])
        assert record is not None
        assert (record.said, record.form) == (text.encode(), "phone/1:harvest/1")
        assert each["batches"] == each["receipt"]["batches"]


def test_a_receipt_echoes_id_hash_and_form_and_verifies(phone: Phone, keyring: Keyring) -> None:
    text = phone.plucking()
    (answer,) = phone.send(text)
    told = answer["receipt"]
    assert told["sha256"] == answer["sha256"] == sha256(text.encode()).hexdigest()
    moment = datetime.fromisoformat(told["received"])
    form = "phone/1:harvest/1"
    reception = Reception(answer["id"], answer["sha256"], form, moment, "accepted")
    key = keyring.by_id("receipt", told["key_id"]).private_key().public_key()
    key.verify(b64decode(told["signature"]), receipt_text(reception, told["key_id"]).encode())


def test_a_repeat_is_a_duplicate_with_the_first_receipt(phone: Phone, store: Store) -> None:
    text = phone.plucking()
    (first,) = phone.send(text)
    again = phone.send(text, text, who="officer")
    assert [each["status"] for each in again] == ["duplicate", "duplicate"]
    assert [each["receipt"] for each in again] == [first["receipt"]] * 2
    assert store.records.count(kind="event") == 1


def test_sent_twice_in_one_queue_it_is_recorded_once(phone: Phone, store: Store) -> None:
    text = phone.plucking()
    answers = phone.send(text, text)
    assert [each["status"] for each in answers] == ["accepted", "duplicate"]
    assert store.records.count(kind="event") == 1


def test_sent_twice_at_once_it_is_recorded_once(app: Flask, phone: Phone, store: Store) -> None:
    text, several = phone.plucking(), 4
    body = {"sent": phone.now().isoformat(), "records": [text]}

    def send(_: int) -> Any:
        sent = app.test_client().post("/api/v1/sync", json=body, headers=phone.headers["recorder"])
        return sent.get_json()["answers"][0]

    with ThreadPoolExecutor(several) as threads:
        answers = list(threads.map(send, range(several)))
    assert sorted(each["status"] for each in answers) == ["accepted", *["duplicate"] * 3]
    assert all(each["receipt"] == answers[0]["receipt"] for each in answers)
    assert store.records.count(kind="event") == 1


def test_one_bad_record_never_hinders_another(phone: Phone) -> None:
    bad = phone.plucking(body={"amount": {"value": "25.5", "unit": "stone"}})
    answers = phone.send("{", "[]", bad, phone.plucking(), "")
    statuses = [each["status"] for each in answers]
    assert statuses == ["invalid", "invalid", "invalid", "accepted", "invalid"]
    assert list(answers[2]["problem"]["errors"]) == ["amount.unit"]
    assert answers[0]["problem"]["detail"] == "Expected JSON, got an error in line 1, column 2."
    assert ("id" in answers[0], "receipt" in answers[2]) == (False, False)


def test_half_a_character_is_the_fault_of_its_record_alone() -> None:
    came = Came.of('{"v": "phone/1", "id": "\ud800"}')
    assert str(getattr(came.wrong, "description", "")) == (
        "Expected whole characters, got half of one."
    )


@pytest.mark.parametrize(
    ("but", "field"),
    [
        ({"v": "phone/2"}, "v"),
        ({"form": "harvest/2"}, "form"),
        ({"form": "publish/1"}, "form"),
        ({"seq": -1}, "seq"),
        ({"entered": "yesterday"}, "entered"),
        ({"party": "nobody"}, "party"),
        ({"extra": 1}, "extra"),
        ({"body": {"party": "https://x"}}, "body"),
        ({"body": []}, "body"),
        ({"visit": {"card": "1"}}, "visit.at"),
    ],
)
def test_an_envelope_is_read_strictly(phone: Phone, but: dict[str, Any], field: str) -> None:
    (answer,) = phone.send(json.dumps(json.loads(phone.plucking()) | but))
    assert answer["status"] == "invalid"
    assert field in answer["problem"]["errors"]


def test_the_same_id_with_other_bytes_is_invalid_and_what_stands_stays(phone: Phone) -> None:
    (first,) = phone.send(phone.plucking())
    (other,) = phone.send(phone.plucking(id=first["id"]))
    assert (other["status"], other["problem"]["title"]) == ("invalid", "Conflict")
    assert other["problem"]["detail"].startswith(f"Expected the text first sent as {first['id']}")


def test_a_correction_in_the_same_queue_follows_its_event_however_sent(
    phone: Phone, store: Store
) -> None:
    text = phone.plucking()
    event = json.loads(text)["id"]
    body = {"event": event, "time": "2026-03-20T09:00:00+07:00", "reason": "did_not_occur"}
    correction = phone.save("correct", body)
    answers = phone.send(correction, text)
    assert [each["status"] for each in answers] == ["accepted", "accepted"]
    assert answers[0]["receipt"]["id"] == answers[0]["id"] == json.loads(correction)["id"]
    (again,) = phone.send(correction)
    assert (again["status"], again["receipt"]) == ("duplicate", answers[0]["receipt"])
    batch = store.batches.get(answers[1]["batches"][0]["key"])
    assert batch is not None
    assert batch.made.of("mass") == 0


def test_a_household_states_on_its_phone(phone: Phone, cast: Cast, store: Store) -> None:
    (told,) = phone.send(phone.plucking(), who="officer")
    confirm = phone.save("confirm", {"about": told["id"]})
    consent = phone.save("consent", {"about": cast.household.uri, "shows": ["name"]})
    answers = phone.send(confirm, consent)
    assert [each["status"] for each in answers] == ["accepted", "accepted"]
    last = store.masterdata.last(cast.household.uri)
    assert last is not None
    assert last.consents == {"name"}


def test_a_plot_is_revised_from_the_revision_it_was_made_of(phone: Phone, cast: Cast) -> None:
    body = {
        "key": cast.plot.uri,
        "kind": "plot",
        "party": cast.household.uri,
        "name": "Nương B",
        "label": "Nương B",
        "address": {"commune": "05503", "on": "2026-01-01"},
        "base": 1,
    }
    (answer,) = phone.send(phone.save("place", body))
    assert answer["status"] == "accepted", answer
    assert (answer["receipt"]["key"], answer["receipt"]["number"]) == (cast.plot.uri, 2)


@pytest.mark.parametrize("who", ["nobody", "authority"])
def test_who_keeps_no_queue_is_refused_whole(phone: Phone, who: str) -> None:
    sent = phone.post(phone.plucking(), who=who)
    assert sent.status_code == {"nobody": 401, "authority": 403}[who]
    assert sent.mimetype == "application/problem+json"


def test_a_queue_is_bounded(phone: Phone) -> None:
    many = phone.post(*["{}"] * 51)
    assert (many.status_code, list(many.json["errors"])) == (422, ["records"])
    assert phone.post("x" * 70_000).status_code == 413
    assert phone.post(sent="soon").status_code == 422
    assert phone.post().json["answers"] == []


@pytest.mark.parametrize("clock", ["1970-01-01T00:00:00+00:00", "9999-12-31T23:59:59-14:00"])
def test_a_clock_that_is_ages_wrong_does_not_keep_a_queue_waiting(phone: Phone, clock: str) -> None:
    sent = phone.post(phone.plucking(entered=clock), sent=clock)
    (answer,) = sent.json["answers"]
    assert answer["status"] == "accepted"
    now = datetime.fromisoformat(sent.json["now"])
    assert abs((datetime.now(UTC) - now).total_seconds()) < 60
