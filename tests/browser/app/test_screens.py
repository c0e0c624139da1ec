"""Every screen of the app's heart: no barrier, nothing too wide, targets that a thumb hits."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.app.phone import Phone
from tests.browser.app.world import fine, no_network

SCREENS = "home harvest saved outbox record settings signin visit choose".split()
SERIOUS = {"serious", "critical"}
NARROW = {"width": 320, "height": 568}
SMALL_TARGETS = """() => [...document.querySelectorAll("button, a, label.tile, input, textarea")]
  .filter((it) => !["file", "radio", "checkbox"].includes(it.type))
  .filter((it) => it.offsetParent && !it.matches("dd a, p a, .receipt *"))
  .map((it) => [it.outerHTML.slice(0, 80), it.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44)
  .map(([html]) => html)"""
KEY = re.compile(r"[a-z]+\.[a-z_]+")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def show(phone: Phone, name: str) -> Page:
    """Go to a screen, and wait until it stands."""
    first = phone.records()[0]["id"]
    query = f"?id={first}" if name in ("record", "saved") else ""
    phone.page.evaluate(f"location.hash = '#/{name}{query}'")
    phone.page.wait_for_selector(f"body[data-screen={name}]")
    return phone.page


def filled(phone: Phone) -> Phone:
    """A phone with records that were received and some that wait."""
    phone.harvest("25")
    phone.wait_for(received=1)
    phone.world.fault = no_network
    phone.keep(2)
    return phone


def test_axe_finds_nothing_serious_on_any_screen(farmer_phone: Phone) -> None:
    filled(farmer_phone)
    for name in SCREENS:
        found = Axe().run(show(farmer_phone, name)).response["violations"]
        told = [
            (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in SERIOUS
        ]
        assert told == [], name


def test_no_screen_is_wider_than_320_pixels(farmer_phone: Phone) -> None:
    filled(farmer_phone).page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    for name in SCREENS:
        assert show(farmer_phone, name).evaluate(WIDER) == 0, name


def test_every_target_is_at_least_44_pixels(farmer_phone: Phone) -> None:
    filled(farmer_phone)
    for name in SCREENS:
        assert show(farmer_phone, name).evaluate(SMALL_TARGETS) == [], name


def test_every_sentence_of_a_screen_is_in_the_catalogue(farmer_phone: Phone) -> None:
    filled(farmer_phone).world.fault = fine
    for language in ("vi", "en"):
        farmer_phone.page.evaluate(f"localStorage.setItem('lang', '{language}')")
        farmer_phone.open()
        for name in SCREENS:
            said = show(farmer_phone, name).locator("body").inner_text()
            keys = [word for word in said.split() if KEY.fullmatch(word)]
            assert keys == [], name
