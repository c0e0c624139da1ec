"""What the phone says of itself: held, not signed out, not secure, and what a first visit weighs."""

import json
from collections.abc import Iterable
from io import BytesIO

from playwright.sync_api import BrowserContext, Page, Response

from tests.browser.app.conftest import GiveCard
from tests.browser.app.phone import READY, Phone, arrived_once
from tests.browser.app.world import Environ, Start, World, broken, no_network
from tests.cast import Cast
from traceability.access import Role

PLAIN = "Object.defineProperty(window, 'isSecureContext', { value: false });"
MOST_AT_FIRST, MOST_SCRIPT = 100_000, 30_000


def stumbles(world: World, environ: Environ, start: Start) -> Iterable[bytes] | None:
    """The server breaks on any batch in which the third record is."""
    if not environ["PATH_INFO"].endswith("/sync"):
        return None
    raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = BytesIO(raw)
    numbers = [json.loads(said)["seq"] for said in json.loads(raw)["records"]]
    return broken(world, environ, start) if 3 in numbers else None


def test_a_record_that_breaks_the_server_hinders_no_other(farmer_phone: Phone) -> None:
    farmer_phone.world.fault = no_network
    farmer_phone.keep(12)
    farmer_phone.world.fault = stumbles
    for _ in range(40):
        farmer_phone.look()
        farmer_phone.page.wait_for_timeout(400)
        if farmer_phone.states() == {"received": 11, "waiting": 1}:
            break
    (waits,) = [one["seq"] for one in farmer_phone.records() if one["state"] == "waiting"]
    assert waits == 3


def test_what_is_held_is_shown_as_waiting_for_the_cooperative_and_is_sent_no_more(
    device: BrowserContext, world: World, cast: Cast, give: GiveCard
) -> None:
    phone = Phone(device, world, cast, give(Role.RECORDER, cast.household.uri), device.new_page())
    phone.sign_in()
    phone.page.evaluate(
        "(party) => import('/app/box.js').then((it) => it.setFacts({ for: party }))",
        cast.stranger_cooperative.uri,
    )
    phone.keep_for(cast.stranger_cooperative.uri, 1)
    phone.wait_for(held=1)
    phone.open("/app/#/outbox")
    assert "Chờ hợp tác xã xem (1)" in phone.says()
    sent = len([call for call in world.calls if "sync" in call])
    phone.look()
    phone.page.wait_for_timeout(600)
    assert len([call for call in world.calls if "sync" in call]) == sent


def test_what_a_server_lost_with_an_old_backup_is_sent_to_it_again(farmer_phone: Phone) -> None:
    farmer_phone.keep(3)
    farmer_phone.wait_for(received=3)
    database = farmer_phone.cast.ledger.store.database
    lost = [one["id"] for one in farmer_phone.records()]
    for name in ("records", "sequences", "leaves"):
        database[name].delete_many({} if name == "sequences" else {"_id": {"$in": lost}})
    farmer_phone.keep(1)
    farmer_phone.wait(lambda: arrived_once(farmer_phone, 4))
    farmer_phone.wait_for(received=4)


def test_nobody_signs_out_while_something_waits(farmer_phone: Phone) -> None:
    farmer_phone.world.fault = no_network
    farmer_phone.keep(3)
    farmer_phone.open("/app/#/settings")
    farmer_phone.page.click("a.door:has-text('Ra khỏi sổ')")
    assert "Còn 3 việc chưa gửi" in farmer_phone.says()
    assert farmer_phone.box("facts", "session")["me"]["label"] == "Hộ 017"


def test_without_a_secure_lock_the_app_says_what_will_not_work(device: BrowserContext) -> None:
    device.add_init_script(PLAIN)
    page = device.new_page()
    page.goto("/app/")
    page.click(".bar.warn[href='#/settings']")
    assert "không mở được khi mất mạng" in page.locator(".note").first.inner_text()


def test_the_app_can_be_read_in_english(farmer_phone: Phone) -> None:
    farmer_phone.open("/app/#/settings")
    farmer_phone.page.click("label.tile:has-text('English')")
    farmer_phone.page.wait_for_selector("h1:has-text('Settings')")
    assert farmer_phone.page.locator("html").get_attribute("lang") == "en"


def test_the_first_visit_costs_at_most_100_kb_and_its_script_30(
    device: BrowserContext, base: str
) -> None:
    answers: list[Response] = []
    device.on("response", lambda it: answers.append(it))  # noqa: PLW0108  # Playwright wants a function of ours
    page: Page = device.new_page()
    page.goto("/app/")
    page.evaluate(READY)
    page.wait_for_timeout(300)
    sizes = {it.url: int(it.headers.get("content-length", 0)) for it in answers if it.status == 200}
    assert sizes[f"{base}/app/app.js"] <= MOST_SCRIPT
    assert sum(sizes.values()) <= MOST_AT_FIRST, sizes


def test_an_export_in_the_middle_of_sending_doubles_nothing(
    farmer_phone: Phone, other_phone: Phone
) -> None:
    farmer_phone.world.fault = no_network
    farmer_phone.keep(4)
    file = farmer_phone.export()
    other_phone.take_in(file)
    farmer_phone.world.fault = lambda *_: None
    for phone in (farmer_phone, other_phone):
        phone.look()
    for phone in (farmer_phone, other_phone):
        phone.wait_for(received=4)
    assert arrived_once(farmer_phone, 4)
    assert cast_count(farmer_phone) == 4


def cast_count(phone: Phone) -> int:
    """How many events the server has in all."""
    return sum(1 for one in phone.cast.ledger.store.records.everything() if one.kind == "event")
