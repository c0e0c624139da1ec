"""Memberships at the desk: days are recorded, who left is seen no more, only an operator adds another."""

from datetime import timedelta
from typing import Any

from tests.api.console.conftest import Desk, code
from tests.cast import VIETNAM, Cast
from traceability.masterdata.party import Party
from traceability.store.store import Store

DAY = timedelta(days=1)


def ends(desk: Desk, cast: Cast, days: int, **other: Any) -> Any:
    """Record that the household's membership ends in so many days."""
    today = cast.ledger.clock().astimezone(VIETNAM).date()
    fields = {"since": "2026-01-01", "until": (today + days * DAY).isoformat()} | other
    return desk.send(f"households/{code(cast.household)}", "/membership", **fields)


def test_a_membership_has_its_days(desk: Desk, cast: Cast, store: Store) -> None:
    assert "chưa ghi ngày vào" in desk.get(f"households/{code(cast.household)}").text
    assert ends(desk, cast, 30).status_code == 303
    (said,) = store.masterdata.get(Party, cast.household.uri).memberships
    assert said.cooperative == cast.cooperative
    assert "từ 01/01/2026" in desk.get(f"households/{code(cast.household)}").text


def test_whoever_left_is_seen_no_more_at_the_desk(desk: Desk, cast: Cast) -> None:
    assert ends(desk, cast, -1).headers["Location"] == "/console/households?done=membership"
    assert desk.get(f"households/{code(cast.household)}").status_code == 403
    assert code(cast.household) not in desk.get("households").text
    assert desk.get(f"households/{code(cast.household)}", "operator").status_code == 200


def test_days_the_wrong_way_round_are_told(desk: Desk, cast: Cast) -> None:
    answer = ends(desk, cast, 30, until="2025-12-31")
    assert answer.status_code == 422
    assert "Expected a last day not before 2026-01-01" in answer.text


def test_an_operator_adds_a_second_cooperative_and_its_officer_sees_the_household(
    desk: Desk, cast: Cast
) -> None:
    path = f"households/{code(cast.household)}"
    fields = {"cooperative": code(cast.stranger_cooperative), "since": "2026-02-01", "was": ""}
    assert desk.send(path, "/membership", who="operator", **fields).status_code == 303
    assert desk.get(path, "stranger").status_code == 200
    assert desk.get(path).status_code == 200


def test_an_officer_adds_no_other_cooperative(desk: Desk, cast: Cast) -> None:
    answer = ends(desk, cast, 30, cooperative=code(cast.stranger_cooperative))
    assert answer.status_code == 403


def test_a_stranger_changes_no_membership(desk: Desk, cast: Cast) -> None:
    where = f"/console/households/{code(cast.household)}/membership"
    sent = desk.client.post(where, data={"id": "x"}, headers=desk.headers["stranger"])
    assert sent.status_code == 403
