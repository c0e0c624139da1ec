"""A helper records for households on one phone: by their cards, for thirty minutes, and visibly."""

import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext

from api.who import new_token
from tests.browser.app.conftest import GiveCard
from tests.browser.app.phone import Phone
from tests.browser.app.world import World, fine, no_network
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store

PIN = "380194"


@pytest.fixture
def household_card(cast: Cast, give: GiveCard) -> tuple[str, str]:
    """The printed card of the household."""
    return give(Role.RECORDER, cast.household.uri)


@pytest.fixture
def helper_phone(
    device: BrowserContext,
    world: World,
    cast: Cast,
    give: GiveCard,
    household_card: tuple[str, str],
) -> Phone:
    """The phone of a helper to whom the household, which has its card, delegated its harvests."""
    del household_card
    now = cast.ledger.clock()
    facts: dict[str, Any] = {"to": cast.stranger_cooperative.uri, "evidence": secrets.token_hex(32)}
    facts |= {"from": now.isoformat(), "until": (now + timedelta(days=9)).isoformat()}
    cast.state("delegate", cast.household.uri, scope=["event:harvest"], **facts)
    card = give(Role.HELPER, cast.stranger_cooperative.uri)
    phone = Phone(device, world, cast, card, device.new_page())
    phone.open("/app/#card={}.{}".format(*card))
    phone.page.fill("input[type=password]:visible", PIN)
    phone.page.click("button.save")
    phone.page.wait_for_selector("body[data-screen=home]")
    return phone


def visit(phone: Phone, card: tuple[str, str]) -> None:
    """Show the household's card, as its QR opens the app."""
    phone.page.evaluate("(card) => { location.hash = `#card=${card.join('.')}`; }", list(card))
    phone.page.wait_for_selector(".bar.visit")


def test_a_card_that_is_shown_offline_begins_thirty_minutes_for_its_household(
    helper_phone: Phone, household_card: tuple[str, str]
) -> None:
    helper_phone.world.fault = no_network
    visit(helper_phone, household_card)
    assert "Đang ghi hộ Hộ 017" in helper_phone.says()
    assert "còn 30 phút" in helper_phone.says()
    helper_phone.harvest("14")
    helper_phone.world.fault = fine
    helper_phone.look()
    helper_phone.wait_for(received=1)
    (record,) = helper_phone.cast.ledger.store.records.some([helper_phone.records()[0]["id"]])
    assert (record.subject, record.origin.how) == (helper_phone.cast.household.uri, "visit")


def test_the_secret_of_a_card_that_was_shown_is_kept_nowhere(
    helper_phone: Phone, household_card: tuple[str, str]
) -> None:
    visit(helper_phone, household_card)
    kept = json.dumps([helper_phone.box(name) for name in ("facts", "records")], default=str)
    assert household_card[1] not in kept
    assert household_card[1] not in helper_phone.page.url


def test_a_visit_ends_by_itself(helper_phone: Phone, household_card: tuple[str, str]) -> None:
    visit(helper_phone, household_card)
    helper_phone.page.clock.install()
    helper_phone.page.clock.fast_forward("31:00")
    helper_phone.page.evaluate("location.hash = '#/settings'")
    helper_phone.page.wait_for_selector("body[data-screen=settings]")
    assert helper_phone.page.locator(".bar.visit").count() == 0


def test_a_helper_whose_session_ended_signs_in_by_her_own_card(helper_phone: Phone) -> None:
    helper_phone.page.evaluate(
        "import('/app/box.js').then((it) => it.setFacts({ signin_needed: true }))"
    )
    told = "(card) => { location.hash = `#card=${card.join('.')}`; }"
    helper_phone.page.evaluate(told, list(helper_phone.card))
    helper_phone.page.wait_for_selector("body[data-screen=signin]")


def test_a_household_is_chosen_without_its_card_too(helper_phone: Phone) -> None:
    helper_phone.page.click("a.whom")
    helper_phone.page.click("label.tile:has-text('Hộ 017')")
    helper_phone.page.wait_for_selector("body[data-screen=home]")
    helper_phone.harvest("9")
    helper_phone.wait_for(received=1)
    (record,) = helper_phone.cast.ledger.store.records.some([helper_phone.records()[0]["id"]])
    assert record.subject == helper_phone.cast.household.uri
    assert record.origin.how != "visit"


def test_a_card_given_since_is_known_by_asking_the_server(
    helper_phone: Phone, cast: Cast, give: GiveCard
) -> None:
    visit(helper_phone, give(Role.RECORDER, cast.household.uri))
    assert "Đang ghi hộ Hộ 017" in helper_phone.says()


@pytest.mark.parametrize(("verdict", "became"), [("adopt", "received"), ("reject", "invalid")])
def test_what_the_desk_decides_of_a_held_record_is_seen_on_the_phone(
    helper_phone: Phone, app: Flask, store: Store, verdict: str, became: str
) -> None:
    helper_phone.keep_for(helper_phone.cast.household.uri, 1, "tend/1")
    helper_phone.wait_for(held=1)
    secret, token = new_token(Role.OFFICER, helper_phone.cast.cooperative.uri, datetime.now(UTC), 1)
    store.people.add_token(token)
    said = {"about": helper_phone.records()[0]["id"]}
    said |= {"reason": "nhập nhầm hộ"} if verdict == "reject" else {}
    headers = {"Authorization": f"Bearer {secret}"}
    answer = app.test_client().post(f"/api/v1/statements/{verdict}", json=said, headers=headers)
    assert answer.status_code == 201, answer.text
    helper_phone.forget_when_it_asked()
    helper_phone.look()
    helper_phone.wait_for(**{became: 1})
