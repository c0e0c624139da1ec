"""Hundreds of records under faults that come as they like: phone and server agree on every one of them."""

import random

from playwright.sync_api import Page

from tests.browser.app.phone import Phone, arrived_once
from tests.browser.app.world import at_random, fine

SEED, ROUNDS, IN_A_ROUND = 20261128, 13, 25
WAKE = "dispatchEvent(new Event('focus'))"


def live_through(phone: Phone, chance: random.Random, other: Page) -> None:
    """One stretch of a day: records are kept, tabs die, the network comes and goes, both tabs send."""
    offline = chance.random() < 0.3
    phone.device.set_offline(offline=offline)
    phone.start_keeping(IN_A_ROUND)
    phone.page.wait_for_timeout(chance.randint(50, 700))
    phone.device.set_offline(offline=False)
    if chance.random() < 0.35:
        phone.kill()
        phone.open()
    for page in (phone.page, other):
        page.evaluate(WAKE)
    phone.page.wait_for_timeout(chance.randint(100, 900))


def test_phone_and_server_agree_on_every_record_after_many_faults(farmer_phone: Phone) -> None:
    chance = random.Random(SEED)  # noqa: S311  # the same day in every run
    other = farmer_phone.device.new_page()
    other.goto("/app/")
    farmer_phone.world.fault = at_random(SEED)
    rounds = 0
    while rounds < ROUNDS or len(farmer_phone.records()) < 300:
        live_through(farmer_phone, chance, other)
        rounds += 1
    farmer_phone.world.fault = fine
    kept = farmer_phone.records()
    assert [one["seq"] for one in kept] == list(range(1, len(kept) + 1))
    farmer_phone.look()
    farmer_phone.wait_for(received=len(kept))
    assert arrived_once(farmer_phone, len(kept))
    assert farmer_phone.cast.ledger.store.records.count() >= 300
