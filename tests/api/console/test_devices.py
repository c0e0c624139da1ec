"""Phones at the desk: gaps are told, a session is ended, a queue's file is the same as the phone itself."""

import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest

from api.farm import uploads
from qr.drawings import drawn
from tests.api.conftest import SignedIn
from tests.api.console.conftest import Desk
from tests.api.farm.conftest import Phone
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store


@pytest.fixture
def phone(desk: Desk, cast: Cast) -> Phone:
    """The household's phone."""
    return Phone(desk.client, cast, desk.headers)


def queue(*records: str, **other: Any) -> tuple[BytesIO, str]:
    """The file that a phone writes of its queue."""
    file = {"v": "phone-queue/1", "made": "", "records": list(records), "media": []} | other
    return BytesIO(json.dumps(file).encode()), "so-nuong-che.json"


def test_a_phone_with_a_gap_is_told_by_whose_it_is(desk: Desk, phone: Phone) -> None:
    first, _, _, last = (phone.plucking() for _ in range(4))
    phone.post(first, last)
    text = desk.get("devices").text
    assert "Máy của Hộ 017" in text
    assert "còn 2 bản ghi chưa tới" in text
    assert "2–3" in text
    assert "máy còn bản ghi chưa tới" in desk.get("").text
    assert "Hộ 017" not in desk.get("devices", "stranger").text


def test_a_queues_file_is_taken_once_however_often_it_is_brought(
    desk: Desk, phone: Phone, store: Store
) -> None:
    records = [phone.plucking(), phone.plucking()]
    first = desk.send("devices", "/devices/queue", queue=queue(*records))
    assert "2 bản ghi đã vào sổ" in first.text
    again = desk.send("devices", "/devices/queue", queue=queue(*records))
    assert "2 bản ghi đã có từ trước" in again.text
    assert store.records.count(kind="event") == 2


def test_its_photos_come_along(desk: Desk, phone: Phone, store: Store) -> None:
    photo = drawn("leaf", "green", 320)
    name = sha256(photo).hexdigest()
    whole = {"sha256": name, "type": "image/jpeg", "data": b64encode(photo).decode()}
    broken = whole | {"sha256": "0" * 64}
    file = queue(phone.plucking(), media=[whole, broken])
    text = desk.send("devices", "/devices/queue", queue=file).text
    assert "1 ảnh và lời nói đã nhận" in text
    assert "1 ảnh hoặc lời nói bị hỏng" in text
    assert store.media.about(name)


def test_one_bad_record_hinders_no_other(desk: Desk, phone: Phone) -> None:
    file = queue("{}", phone.plucking())
    text = desk.send("devices", "/devices/queue", queue=file).text
    assert "1 bản ghi đã vào sổ" in text
    assert "1 bản ghi không nhận được" in text


@pytest.mark.parametrize(
    "record", ["\ud800", '{"id":"\ud800"}', '"' + "x" * 70_000 + '"', "ạ" * 40_000]
)
def test_a_record_that_no_request_could_hold_hinders_no_other(
    desk: Desk, phone: Phone, record: str
) -> None:
    answer = desk.send("devices", "/devices/queue", queue=queue(record, phone.plucking()))
    assert answer.status_code == 200
    assert "1 bản ghi đã vào sổ" in answer.text
    assert "1 bản ghi không nhận được" in answer.text


def test_photos_that_are_too_many_for_a_day_are_told_and_hinder_no_record(
    desk: Desk, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_A_DAY", 0)
    photo = drawn("leaf", "green", 320)
    whole = {"sha256": sha256(photo).hexdigest(), "data": b64encode(photo).decode()}
    file = queue(phone.plucking(), media=[whole])
    text = desk.send("devices", "/devices/queue", queue=file).text
    assert "1 bản ghi đã vào sổ" in text
    assert "1 ảnh hoặc lời nói chưa nhận được vì hôm nay đã đủ số" in text


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"v": "phone-queue/1"}', b"\xff"])
def test_another_file_is_refused(desk: Desk, data: bytes) -> None:
    answer = desk.send("devices", "/devices/queue", queue=(BytesIO(data), "x.json"))
    assert answer.status_code == 422
    assert "Expected a file that a phone wrote" in answer.text


def test_a_stranger_brings_no_queue_of_another(desk: Desk, phone: Phone, store: Store) -> None:
    file = queue(phone.plucking())
    text = desk.send("devices", "/devices/queue", who="stranger", queue=file).text
    assert "đã vào sổ" not in text
    assert store.records.count(kind="event") == 0


def test_a_session_is_ended_by_its_own_desk_alone(
    desk: Desk, cast: Cast, store: Store, signed_in: Callable[..., SignedIn]
) -> None:
    signed_in(Role.RECORDER, cast.household.uri)
    (session,) = store.sessions.of([cast.household.uri])
    where, fields = "/console/devices/end", {"session": session.id}
    sent = desk.client.post(where, data=fields, headers=desk.headers["stranger"])
    assert sent.status_code == 404
    sent = desk.client.post(where, data=fields, headers=desk.headers["officer"])
    assert sent.status_code == 303
    assert list(store.sessions.of([cast.household.uri])) == []
