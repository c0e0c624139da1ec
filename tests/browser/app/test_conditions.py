"""The bad conditions of the field, each survived: nothing lost, nothing doubled, the truth on the screen."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.browser.app.phone import Phone, arrived_once
from tests.browser.app.world import broken, fine, no_network
from traceability.store.store import Store

FORGET = """() => new Promise((done) => {
  const asked = indexedDB.deleteDatabase("farm");
  asked.onsuccess = asked.onerror = asked.onblocked = () => done();
})"""
POISON = """async ([device, party]) => {
  const { keep } = await import("/app/outbox.js");
  await keep("harvest/1", { time: "yesterday", place: "/t/0000000000000" }, { party, device });
}"""
A_YEAR = timedelta(days=365)


def poisoned(phone: Phone) -> None:
    """Keep a record that can be true for nobody, between good ones."""
    device = phone.box("facts", "session")["device"]["id"]
    phone.keep(2)
    phone.page.evaluate(POISON, [device, phone.cast.household.uri])
    phone.keep(2)


def test_offline_from_the_first_second_after_install(farmer_phone: Phone) -> None:
    farmer_phone.device.set_offline(offline=True)
    farmer_phone.open()
    farmer_phone.harvest("12")
    assert "Đã lưu trên máy" in farmer_phone.says()
    assert farmer_phone.states() == {"waiting": 1}
    farmer_phone.device.set_offline(offline=False)
    farmer_phone.wait_for(received=1)
    assert arrived_once(farmer_phone, 1)


def test_the_same_queue_sent_by_two_tabs_at_once_arrives_once(farmer_phone: Phone) -> None:
    farmer_phone.world.fault = no_network
    farmer_phone.keep(30)
    other = farmer_phone.device.new_page()
    other.goto("/app/")
    other.wait_for_selector("h1")
    farmer_phone.world.fault = fine
    for page in (other, farmer_phone.page, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    farmer_phone.wait_for(received=30)
    assert arrived_once(farmer_phone, 30)
    assert other.wait_for_selector("text=không còn gì chờ")


def test_a_tab_killed_while_it_keeps_and_sends_loses_nothing(farmer_phone: Phone) -> None:
    for _ in range(4):
        farmer_phone.start_keeping(20)
        farmer_phone.page.wait_for_timeout(150)
        farmer_phone.kill()
        farmer_phone.open()
    kept = farmer_phone.records()
    assert [one["seq"] for one in kept] == list(range(1, len(kept) + 1))
    farmer_phone.wait_for(received=len(kept))
    assert arrived_once(farmer_phone, len(kept))


def test_a_clock_wrong_by_a_year_is_mended_and_told(farmer_phone: Phone) -> None:
    for away in (A_YEAR, -A_YEAR):
        farmer_phone.page.clock.set_system_time(datetime.now(UTC) + away)
        farmer_phone.open()
        farmer_phone.harvest("7")
        farmer_phone.wait(lambda: set(farmer_phone.states()) == {"received"})
    assert "Đồng hồ máy sai" in farmer_phone.open().says()
    farmer_phone.harvest("8")
    farmer_phone.wait_for(received=3)
    time = json.loads(farmer_phone.records()[-1]["said"])["body"]["time"]
    assert abs(datetime.fromisoformat(time) - datetime.now(UTC)) < timedelta(minutes=2)


def test_a_box_that_was_evicted_is_noticed_and_what_the_server_has_comes_back(
    farmer_phone: Phone,
) -> None:
    farmer_phone.keep(2)
    farmer_phone.wait_for(received=2)
    farmer_phone.world.fault = no_network
    farmer_phone.keep(1)
    farmer_phone.wait(lambda: farmer_phone.states().get("waiting") == 1)
    farmer_phone.page.goto("/healthz")
    farmer_phone.page.evaluate(FORGET)
    farmer_phone.world.fault = fine
    said = farmer_phone.open().says()
    assert "1 việc chưa gửi" in said
    assert "Hãy quét thẻ lại" in said
    assert "vẫn còn đủ" not in said
    farmer_phone.sign_in()
    assert len(farmer_phone.box("facts", "mine")["recent"]) == 2


def test_a_session_that_ended_keeps_all_fifty_and_asks_for_the_card(
    farmer_phone: Phone, store: Store
) -> None:
    farmer_phone.world.fault = broken
    farmer_phone.keep(50)
    store.database["sessions"].delete_many({})
    farmer_phone.world.fault = fine
    farmer_phone.look()
    farmer_phone.wait(lambda: "Cần quét thẻ lại" in farmer_phone.says())
    assert farmer_phone.states() == {"waiting": 50}
    farmer_phone.sign_in()
    farmer_phone.wait_for(received=50)
    assert arrived_once(farmer_phone, 50)


def test_a_record_that_is_refused_hinders_no_other_and_can_be_set_aside(
    farmer_phone: Phone,
) -> None:
    poisoned(farmer_phone)
    farmer_phone.wait_for(received=4, invalid=1)
    said = farmer_phone.open().says()
    assert "1 việc cần bạn xem" in said
    assert "Đã gửi hết" not in said
    farmer_phone.page.click("a.bar.warn[href='#/outbox']")
    farmer_phone.page.click(".group.invalid .row")
    farmer_phone.page.click("a.door:has-text('Để riêng ra')")
    farmer_phone.wait_for(received=4, aside=1)


def test_a_refused_record_is_corrected_by_a_new_one_that_names_it(farmer_phone: Phone) -> None:
    poisoned(farmer_phone)
    farmer_phone.wait_for(received=4, invalid=1)
    (wrong,) = [one for one in farmer_phone.records() if one["state"] == "invalid"]
    farmer_phone.page.evaluate(f"location.hash = '#/record?id={wrong['id']}'")
    farmer_phone.page.click("a.door:has-text('Sửa và ghi lại')")
    farmer_phone.page.click("button.save")
    farmer_phone.wait_for(received=5, aside=1)
    assert json.loads(farmer_phone.records()[-1]["said"])["instead"] == wrong["id"]


def test_an_upgrade_with_a_full_queue_loses_nothing(
    farmer_phone: Phone, new_version: Callable[[], str]
) -> None:
    farmer_phone.world.fault = broken
    farmer_phone.keep(40)
    version = new_version()
    farmer_phone.open()
    farmer_phone.update()
    farmer_phone.wait(lambda: farmer_phone.version() == version)
    assert farmer_phone.states() == {"waiting": 40}
    farmer_phone.world.fault = fine
    farmer_phone.look()
    farmer_phone.wait_for(received=40)
    assert arrived_once(farmer_phone, 40)


def test_a_new_version_waits_while_a_form_is_open(
    farmer_phone: Phone, new_version: Callable[[], str]
) -> None:
    before = farmer_phone.version()
    farmer_phone.page.evaluate("location.hash = '#/harvest'")
    farmer_phone.page.wait_for_selector("body[data-screen=harvest]")
    after = new_version()
    farmer_phone.update()
    farmer_phone.page.wait_for_timeout(2000)
    assert farmer_phone.version() == before
    farmer_phone.page.evaluate("location.hash = '#/home'")
    farmer_phone.wait(lambda: farmer_phone.version() == after)


def test_the_queue_goes_by_file_to_another_phone_and_arrives_once(
    farmer_phone: Phone, other_phone: Phone
) -> None:
    farmer_phone.world.fault = no_network
    farmer_phone.keep(6)
    file = farmer_phone.export()
    farmer_phone.world.fault = fine
    other_phone.take_in(file)
    other_phone.wait_for(received=6)
    farmer_phone.look()
    farmer_phone.wait_for(received=6)
    assert arrived_once(farmer_phone, 6)
