"""What is held back: shown with its reason and what was said, adopted or rejected by the desk alone."""

from typing import Any

import pytest

from tests.api.console.conftest import Desk
from tests.api.farm.conftest import Phone
from tests.cast import Cast
from traceability.store.store import Store


@pytest.fixture
def held(desk: Desk, cast: Cast) -> str:
    """A harvest that a helper sent without a delegation; its id."""
    phone = Phone(desk.client, cast, desk.headers)
    (answer,) = phone.post(phone.plucking(), who="helper").json["answers"]
    assert answer["status"] == "held"
    return str(answer["id"])


@pytest.mark.usefixtures("held")
def test_the_desk_sees_why_and_what_was_said(desk: Desk) -> None:
    text = desk.get("held").text
    for said in ("Thu hái", "Không có giấy ủy quyền còn hạn", "25.5", "Nương A", "Hộ 017"):
        assert said in text
    assert "bản ghi đang giữ lại" in desk.get("").text


def test_what_is_adopted_is_recorded_as_its_tellers_words(
    desk: Desk, cast: Cast, store: Store, held: str
) -> None:
    assert desk.send("held", "/held/adopt").status_code == 303
    record = store.records.get(held)
    assert record
    assert record.origin.party == cast.stranger_cooperative.uri
    assert "Không có bản ghi nào bị giữ lại." in desk.get("held").text


def test_what_is_rejected_needs_a_reason_and_is_not_recorded(
    desk: Desk, store: Store, held: str
) -> None:
    assert desk.send("held", "/held/reject").status_code == 422
    assert desk.send("held", "/held/reject", reason="không ai hái hôm đó").status_code == 303
    assert store.records.get(held) is None
    assert "Không có bản ghi nào bị giữ lại." in desk.get("held").text


@pytest.mark.parametrize("action", ["adopt", "reject"])
def test_a_stranger_neither_sees_nor_settles_it(
    desk: Desk, store: Store, held: str, action: str
) -> None:
    assert "Không có bản ghi nào bị giữ lại." in desk.get("held", "stranger").text
    fields = {"id": f"urn:uuid:{'0' * 8}-0000-4000-8000-{'3' * 12}", "about": held, "reason": "x"}
    where = f"/console/held/{action}"
    sent = desk.client.post(where, data=fields, headers=desk.headers["stranger"])
    assert sent.status_code == 403
    assert store.records.get(held) is None


def changed(cast: Cast, name: str) -> dict[str, Any]:
    """The plot under another name."""
    address = {"commune": "05503", "on": "2026-01-01"}
    body = {"key": cast.plot.uri, "kind": "plot", "party": cast.household.uri, "name": name}
    return body | {"label": "Nương A", "address": address, "base": 1}


def test_two_changes_of_one_thing_stand_side_by_side(desk: Desk, cast: Cast, store: Store) -> None:
    phone = Phone(desk.client, cast, desk.headers)
    first = phone.save("place", changed(cast, "Đồi trước"))
    second = phone.save("place", changed(cast, "Đồi sau"))
    answers = phone.post(first, second).json["answers"]
    assert [each["status"] for each in answers] == ["accepted", "held"], answers
    text = desk.get("held").text
    assert "Hai nơi cùng sửa một thông tin" in text
    assert "<td>Đồi trước</td>" in text
    assert "<b>Đồi sau</b>" in text
    assert desk.send("held", "/held/adopt").status_code == 303
    last = store.masterdata.last(cast.plot.uri)
    assert last
    assert getattr(last.value, "name", "") == "Đồi sau"
