"""Making, packing, handing over, receiving, selling, weighing, correcting: kept and taken."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page

from api.who import new_token
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store

TELL = 'async (facts) => (await import("/app/box.js")).setFacts(facts)'
SAID = '(async () => (await (await import("/app/outbox.js")).everything()).reverse().map((it) => it.said))()'
Keeps = Callable[..., list[dict[str, Any]]]


def known(cast: Cast, role: str, party: str, **more: Any) -> dict[str, Any]:
    """What the server tells the phone of somebody: her plot, products, a place and the others."""
    me = {"party": party, "role": role, "label": "Hộ 017"}
    tea = {"key": cast.tea.uri, "names": {"vi": "Chè xanh"}, "kind": "green_tea"}
    leaf = {"key": cast.leaf.uri, "names": {"vi": "Búp"}, "kind": "fresh_leaf"}
    mine = {
        "now": "2020-01-01T00:00:00Z",
        "me": me,
        "households": [{"party": cast.household.uri, "label": "Hộ 017"}],
        "plots": [
            {"key": cast.plot.uri, "party": cast.household.uri, "label": "Nương A", "plants": []}
        ],
        "lots": [],
        "products": [leaf, tea | {"net_content": {"value": "100", "unit": "GRM"}}],
        "places": [{"key": cast.factory.uri, "label": "Xưởng", "kind": "factory"}],
        "parties": [{"party": cast.cooperative.uri, "label": "HTX", "kind": "cooperative"}],
        "inputs": None,
        "recent": [],
        "held": [],
    }
    return {"mine": mine | more, "session": {"me": me, "device": {"id": "d", "number": 7}}}


@pytest.fixture
def keeps(app_page: Page) -> Keeps:
    """Goes through a screen by its taps and gives the envelopes that are kept on the phone."""

    def go(screen: str, *taps: str) -> list[dict[str, Any]]:
        app_page.goto("/app/#/home")
        app_page.wait_for_selector("body[data-screen=home]")
        app_page.goto(f"/app/#/{screen}")
        app_page.wait_for_selector(f"body[data-screen={screen.partition('?')[0]}]")
        for tap in (*taps, "button.save"):
            app_page.click(tap)
        app_page.wait_for_selector(".great, .pad b.proposed")
        return [json.loads(said) for said in app_page.evaluate(SAID)]

    return go


@pytest.fixture
def answers(client: FlaskClient, store: Store, app_page: Page, cast: Cast) -> Callable[[], Any]:
    """Sends all that is kept as the cooperative's officer, and gives how each was taken."""

    def send() -> list[str]:
        secret, token = new_token(Role.OFFICER, cast.cooperative.uri, cast.ledger.clock(), 1)
        store.people.add_token(token)
        body = {"sent": cast.ledger.clock().isoformat(), "records": app_page.evaluate(SAID)}
        borne = {"Authorization": f"Bearer {secret}"}
        taken: Any = client.post("/api/v1/sync", json=body, headers=borne)
        return [each["status"] + str(each.get("problem", "")) for each in taken.json["answers"]]

    return send


@pytest.fixture
def client(app: Any) -> FlaskClient:
    """Somebody who sends."""
    made: FlaskClient = app.test_client()
    return made


def test_a_day_from_leaf_to_the_gate_is_taken_as_it_was_kept(
    app_page: Page, cast: Cast, keeps: Keeps, answers: Callable[[], Any]
) -> None:
    app_page.evaluate(TELL, known(cast, "recorder", cast.household.uri))
    keeps("harvest", ".keys >> text='2'", ".keys >> text='6'")
    keeps("process", ".keys >> text='5'")
    keeps("pack", ".keys >> text='4'", ".keys >> text='0'")
    keeps("ship", ".keys >> text='9'")
    said = keeps("sell", ".keys >> text='3'")
    goods = [each["body"].get("goods") or each["body"].get("inputs") for each in said[1:]]
    assert [each[0]["amount"]["value"] for each in goods] == ["26", "4", "9", "3"]
    assert answers() == ["accepted"] * 5


def test_what_is_scanned_is_received(
    app_page: Page, cast: Cast, keeps: Keeps, answers: Callable[[], Any]
) -> None:
    app_page.evaluate(TELL, known(cast, "officer", cast.cooperative.uri))
    code = cast.harvest().path(cast.domain)
    said = keeps(f"receive?lot={code}", ".keys >> text='7'")
    assert said[-1]["body"]["goods"] == [{"batch": code, "amount": {"value": "7", "unit": "KGM"}}]
    assert answers() == ["accepted"]


def test_the_collecting_point_takes_leaf_in_two_taps_and_its_weight(
    app_page: Page, cast: Cast, answers: Callable[[], Any]
) -> None:
    app_page.evaluate(TELL, known(cast, "officer", cast.cooperative.uri))
    app_page.goto("/app/#/weigh")
    app_page.fill("input[inputmode=numeric]", "017")
    app_page.click(".keys >> text='8'")
    app_page.click("button.save")
    app_page.wait_for_selector("text=Hôm nay: 8 kg, 1 hộ, 1 lượt")
    forms = [json.loads(said)["form"] for said in app_page.evaluate(SAID)]
    assert forms == ["harvest/1", "receive/1"]
    assert answers() == ["accepted"] * 2


def test_a_wrong_number_is_told_again_and_the_first_declared_wrong(
    app_page: Page, cast: Cast, keeps: Keeps, answers: Callable[[], Any]
) -> None:
    app_page.evaluate(TELL, known(cast, "recorder", cast.household.uri))
    (first,) = keeps("harvest", ".keys >> text='2'")
    *_, again, wrong = keeps(f"correct?id={first['id']}", ".keys >> text='9'")
    assert (again["body"]["amount"]["value"], wrong["body"]["event"]) == ("9", first["id"])
    assert wrong["body"]["corrective"] == [again["id"]]
    assert answers() == ["accepted"] * 3


def test_what_a_helper_entered_is_confirmed_by_one_tap(app_page: Page, cast: Cast) -> None:
    event: dict[str, Any] = {
        "id": "urn:uuid:1",
        "form": "phone/1:harvest/1",
        "time": "2026-11-27T07:00:00Z",
    }
    event |= {"party": cast.household.uri, "about": [cast.plot.uri], "entered_for": True}
    recent = [event | {"by_party": cast.cooperative.uri, "confirmed": [], "disputed": []}]
    app_page.evaluate(TELL, known(cast, "recorder", cast.household.uri, recent=recent))
    app_page.goto("/app/#/confirm")
    app_page.click("button.yes")
    app_page.wait_for_selector("text=Đã xác nhận là đúng.")
    (said,) = map(json.loads, app_page.evaluate(SAID))
    assert (said["form"], said["body"]["about"]) == ("confirm/1", "urn:uuid:1")
