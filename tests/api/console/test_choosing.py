"""At whose desk somebody works: an operator chooses, an officer stays at her own."""

from tests.api.console.conftest import Desk, code
from tests.cast import Cast


def test_an_operator_goes_to_another_cooperatives_desk(desk: Desk, cast: Cast) -> None:
    assert code(cast.household) in desk.get("households", "operator").text
    there = code(cast.stranger_cooperative)
    assert desk.send("desk", "/desk", who="operator", cooperative=there).status_code == 303
    assert code(cast.household) not in desk.get("households", "operator").text
    assert "Hợp tác xã khác" in desk.get("", "operator").text


def test_a_cookie_takes_no_officer_to_another_desk(desk: Desk, cast: Cast) -> None:
    desk.client.set_cookie("desk", cast.cooperative.uri)
    assert code(cast.household) not in desk.get("households", "stranger").text


def test_an_officer_chooses_no_desk(desk: Desk, cast: Cast) -> None:
    where, fields = "/console/desk", {"cooperative": code(cast.stranger_cooperative)}
    sent = desk.client.post(where, data=fields, headers=desk.headers["officer"])
    assert sent.status_code == 403


def test_an_unknown_code_is_told(desk: Desk) -> None:
    answer = desk.send("desk", "/desk", who="operator", cooperative="0" * 13)
    assert answer.status_code == 422
    assert "Expected the code of a party that is known here" in answer.text
