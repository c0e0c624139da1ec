"""A buyer's pages on a small phone: the verdict in sight, nothing from elsewhere, no barrier."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import SMALL
from tests.browser.shelf import Shelf

LANGUAGES = ("vi", "en")
PAGES = (
    "published unpublished expired recalled withdrawn product plot plant cooperative household "
    "home unknown malformed"
).split()


def violations(page: Page) -> list[str]:
    """What axe-core has to say, a line each."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdict_is_in_sight_without_scrolling(
    phone: Page, shelf: Shelf, language: str
) -> None:
    for name in ("published", "unpublished", "expired", "recalled", "withdrawn", "unknown"):
        phone.goto(f"{shelf[name]}?lang={language}")
        box = phone.locator(".verdict").bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= SMALL["height"], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_the_screen(phone: Page, shelf: Shelf, language: str) -> None:
    for name in PAGES:
        phone.goto(f"{shelf[name]}?lang={language}")
        assert overflow(phone) == 0, name


@pytest.mark.parametrize(("language", "scheme"), [("vi", "light"), ("en", "light"), ("vi", "dark")])
def test_axe_finds_no_barrier(phone: Page, shelf: Shelf, language: str, scheme: str) -> None:
    phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for name in PAGES:
        phone.goto(f"{shelf[name]}?lang={language}")
        assert violations(phone) == [], name


def test_dark_is_dark(phone: Page, shelf: Shelf) -> None:
    colours = []
    for scheme in ("light", "dark"):
        phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        phone.goto(shelf["published"])
        colours.append(phone.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert colours == ["rgb(244, 245, 236)", "rgb(14, 19, 13)"]


def test_a_page_asks_nobody_else_and_only_for_its_picture(
    phone: Page, shelf: Shelf, base: str
) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(shelf["published"], wait_until="networkidle")
    sent = [url for url in asked if not url.startswith("data:")]
    assert sent[0] == base + shelf["published"]
    assert all(url.startswith(f"{base}/api/v1/documents/") for url in sent[1:])
    assert len(sent) <= 2


def test_a_page_needs_no_javascript(browser: Browser, shelf: Shelf, base: str) -> None:
    context = browser.new_context(
        viewport=SMALL, base_url=base, java_script_enabled=False, locale="vi-VN"
    )
    page = context.new_page()
    page.goto(shelf["home"])
    page.fill("#code", shelf["published"].removeprefix("/t/"))
    page.click("button")
    assert page.url == base + shelf["published"]
    page.locator("summary").first.click()
    assert page.locator(".stage .code").first.is_visible()
    page.click("nav a")
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()


def test_a_page_can_be_read_on_paper(phone: Page, shelf: Shelf) -> None:
    phone.emulate_media(media="print")
    phone.goto(shelf["published"])
    assert phone.locator(".verdict h1").is_visible()
    assert not phone.locator("header nav").is_visible()
