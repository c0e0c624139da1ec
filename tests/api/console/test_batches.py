"""Batches at the desk: findings in plain words, publication, withdrawal, recall of all that was made."""

from collections.abc import Callable
from html import unescape

import pytest

from tests.api.conftest import PIN, SignedIn
from tests.api.console.conftest import Desk, code
from tests.cast import Cast
from traceability.access import Role
from traceability.identifiers.uris import BatchKey
from traceability.ledger.publication import findings_of
from traceability.store.store import Store


def looked_at(cast: Cast, batch: BatchKey) -> None:
    """What the checker behind would have done by now."""
    store = cast.ledger.store
    owner = store.batches.get(batch.uri)
    assert owner
    found = findings_of(store, batch.uri, cast.ledger.clock())
    store.findings.replace(batch.uri, owner.owner, found)


def test_a_packed_batch_without_findings_is_ready_and_is_published(desk: Desk, cast: Cast) -> None:
    tea = cast.packed_tea()
    assert code(tea) in desk.get("batches").text
    assert desk.send(f"batches/{code(tea)}", "/publish").status_code == 303
    assert code(tea) not in desk.get("batches").text
    assert code(tea) in desk.get("batches?which=published").text
    assert "Đã công bố" in desk.get(f"batches/{code(tea)}").text


def test_a_finding_is_told_with_its_numbers_and_who_can_mend_it(desk: Desk, cast: Cast) -> None:
    bad = cast.make({cast.harvest("20"): "20"}, "9")
    looked_at(cast, bad)
    text = unescape(desk.get(f"batches/{code(bad)}").text)
    for said in (
        "Tỷ lệ giữa búp tươi và chè khô",
        "2,22",
        "chặn công bố",
        "Sửa được: người đã ghi",
    ):
        assert said in text
    assert code(bad) in desk.get("batches?which=findings").text
    assert "/publish" not in text


def test_a_batch_that_is_blocked_is_not_published_by_force(desk: Desk, cast: Cast) -> None:
    bad = cast.make({cast.harvest("20"): "20"}, "9")
    where = f"/console/batches/{code(bad)}/publish"
    fields = {"id": f"urn:uuid:{'0' * 8}-0000-4000-8000-{'2' * 12}"}
    answer = desk.client.post(where, data=fields, headers=desk.headers["officer"])
    assert answer.status_code == 409
    assert "có điều ngăn lại" in answer.text


def test_a_published_batch_is_withdrawn_with_a_reason(desk: Desk, cast: Cast) -> None:
    tea = cast.packed_tea()
    desk.send(f"batches/{code(tea)}", "/publish")
    assert desk.send(f"batches/{code(tea)}", "/withdraw", reason="boredom").status_code == 422
    assert desk.send(f"batches/{code(tea)}", "/withdraw", reason="error").status_code == 303
    assert "Đã rút" in desk.get(f"batches/{code(tea)}").text


def test_what_is_missing_and_what_it_became_is_shown(desk: Desk, cast: Cast) -> None:
    leaf = cast.harvest("26")
    tea = cast.make({leaf: "26"}, "5.2")
    text = desk.get(f"batches/{code(leaf)}").text
    assert "còn thiếu" in text
    assert f"/console/batches/{code(tea)}" in text
    assert f"/console/batches/{code(leaf)}" in desk.get(f"batches/{code(tea)}").text


def test_a_recall_shows_first_what_it_will_call_back(desk: Desk, cast: Cast) -> None:
    leaf = cast.harvest("26")
    pack = cast.pack(cast.make({leaf: "26"}, "5.2"), "5", 50)
    text = desk.get(f"batches/{code(leaf)}/recall").text
    assert "3 lô sẽ bị thu hồi" in text
    assert code(pack) in text


def test_a_recall_takes_all_that_was_made_of_it(desk: Desk, cast: Cast, store: Store) -> None:
    leaf = cast.harvest("26")
    pack = cast.pack(cast.make({leaf: "26"}, "5.2"), "5", 50)
    where = f"batches/{code(leaf)}/recall"
    assert desk.send(where, "/recall", reason="mùi lạ").status_code == 422
    assert desk.send(where, "/recall", reason="mùi lạ", sure="on", count="2").status_code == 409
    assert desk.send(where, "/recall", reason="mùi lạ", sure="on").status_code == 303
    for batch in store.batches.some([leaf.uri, pack.uri]).values():
        assert batch.is_recalled


def test_a_session_recalls_only_after_its_pin(
    cast: Cast, store: Store, signed_in: Callable[..., SignedIn]
) -> None:
    leaf = cast.harvest("26")
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    desk = Desk(officer.client, {"officer": {}})
    (session,) = store.sessions.of([cast.cooperative.uri])
    store.sessions.lift(session.id, cast.ledger.clock())
    where = f"batches/{code(leaf)}/recall"
    assert desk.send(where, "/raise", pin="000001").status_code == 403
    assert desk.send(where, "/raise", pin=PIN).headers["Location"].startswith(f"/console/{where}")
    assert desk.send(where, "/recall", reason="mùi lạ", sure="on").status_code == 303
    assert store.batches.some([leaf.uri])[leaf.uri].is_recalled


def test_a_write_by_session_wants_its_csrf_token(
    cast: Cast, store: Store, signed_in: Callable[..., SignedIn]
) -> None:
    tea = cast.packed_tea()
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    where = f"/console/batches/{code(tea)}/publish"
    assert officer.client.post(where, data={"id": "x"}).status_code == 403
    assert not store.batches.some([tea.uri])[tea.uri].was_published


@pytest.mark.parametrize("action", ["", "/recall"])
def test_a_stranger_reads_no_batch_of_another(desk: Desk, cast: Cast, action: str) -> None:
    leaf = cast.harvest("26")
    assert desk.get(f"batches/{code(leaf)}{action}", "stranger").status_code == 403
    for which in ("every", "unpublished", "findings"):
        assert code(leaf) not in desk.get(f"batches?which={which}", "stranger").text


@pytest.mark.parametrize("action", ["publish", "withdraw", "recall"])
def test_a_stranger_does_nothing_to_a_batch_of_another(desk: Desk, cast: Cast, action: str) -> None:
    where = f"/console/batches/{code(cast.harvest('26'))}/{action}"
    sent = desk.client.post(where, data={"id": "x"}, headers=desk.headers["stranger"])
    assert sent.status_code == 403
