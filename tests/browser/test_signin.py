"""Signing in on a small phone and with a passkey, in a real browser with a virtual authenticator."""

import secrets
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page
from werkzeug.serving import make_server

from api.application import create_app
from api.settings import Settings
from tests.browser.conftest import SMALL
from tests.browser.test_scan import overflow, violations
from tests.cast import Cast
from traceability.access import Role
from traceability.credentials import card as cards
from traceability.credentials import pin as pins
from traceability.keyring import Keyring
from traceability.store.store import Store

PIN = "380194"
NARROW = 320


@pytest.fixture
def named(store: Store, keyring: Keyring) -> Iterator[str]:
    """The application under a name, as passkeys want one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://localhost:{port}"
    server = make_server(
        "127.0.0.1", port, create_app(Settings(base_url=base), store, keyring), threaded=True
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield base
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def card(store: Store, keyring: Keyring, cast: Cast) -> tuple[str, str]:
    """An officer's card, with a PIN."""
    now = datetime.now(UTC)
    random = secrets.token_bytes
    secret, given = cards.new(cast.cooperative.uri, Role.OFFICER, "tests", now, random)
    store.cards.add(given)
    store.cards.set_pin(pins.new(given.id, PIN, keyring, now))
    return given.id, secret


@pytest.fixture
def context(browser: Browser, named: str) -> Iterator[BrowserContext]:
    """A small phone's browser."""
    made = browser.new_context(viewport=SMALL, base_url=named, locale="vi-VN")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of it."""
    return context.new_page()


@pytest.fixture
def authenticator(page: Page) -> CDPSession:
    """A phone that keeps passkeys and whose owner is there."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    options |= {"automaticPresenceSimulation": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp


def enter(page: Page, card: tuple[str, str]) -> None:
    """Sign in with a card and its PIN."""
    page.goto("/signin?next=/signin")
    page.get_by_label("Mã trên thẻ").fill(" ".join(card))
    page.get_by_label("Mã PIN 6 số").fill(PIN)
    page.get_by_role("button", name="Vào", exact=True).click()
    page.get_by_text("Bạn đã đăng nhập").wait_for()


def test_a_passkey_is_added_and_opens_without_a_card(
    page: Page, authenticator: CDPSession, card: tuple[str, str], store: Store, cast: Cast
) -> None:
    del authenticator
    enter(page, card)
    page.get_by_role("button", name="Lưu khóa").click()
    page.get_by_text("Đã lưu khóa trên máy này.").wait_for()
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto("/signin?next=/signin")
    page.get_by_role("button", name="Dùng khóa trên máy").click()
    page.get_by_text("Vào bằng khóa trên máy.").wait_for()
    (running,) = store.sessions.of([cast.cooperative.uri])
    assert (running.how, running.raised is not None) == ("passkey", True)


def test_a_passkey_of_a_card_that_was_taken_back_opens_nothing(
    page: Page, authenticator: CDPSession, card: tuple[str, str], store: Store
) -> None:
    del authenticator
    enter(page, card)
    page.get_by_role("button", name="Lưu khóa").click()
    page.get_by_text("Đã lưu khóa trên máy này.").wait_for()
    store.sessions.end_of_card(card[0])
    store.passkeys.end_of_card(card[0])
    page.goto("/signin")
    page.get_by_role("button", name="Dùng khóa trên máy").click()
    page.get_by_text("Chưa mở được bằng khóa trên máy.").wait_for()


def test_a_passkey_that_was_copied_is_refused_by_its_counter(
    page: Page, authenticator: CDPSession, card: tuple[str, str], store: Store
) -> None:
    del authenticator
    enter(page, card)
    page.get_by_role("button", name="Lưu khóa").click()
    page.get_by_text("Đã lưu khóa trên máy này.").wait_for()
    store.database["passkeys"].update_many({}, {"$set": {"count": 1000}})
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="Dùng khóa trên máy").click()
    page.get_by_text("Chưa mở được bằng khóa trên máy.").wait_for()


def test_a_passkey_raises_the_session_of_its_card(
    page: Page, authenticator: CDPSession, card: tuple[str, str], store: Store, cast: Cast
) -> None:
    del authenticator
    enter(page, card)
    page.get_by_role("button", name="Lưu khóa").click()
    page.get_by_text("Đã lưu khóa trên máy này.").wait_for()
    store.database["sessions"].update_many({}, {"$unset": {"raised": ""}})
    page.goto("/signin/pin?next=/signin")
    page.get_by_role("button", name="Dùng khóa trên máy").click()
    page.get_by_text("Bạn đã đăng nhập").wait_for()
    (running,) = store.sessions.of([cast.cooperative.uri])
    assert (running.how, running.raised is not None) == ("card+pin", True)


def test_a_cards_link_fills_in_its_code(page: Page, card: tuple[str, str]) -> None:
    page.goto(f"/signin#card={card[0]}.{card[1]}")
    assert page.get_by_label("Mã trên thẻ").input_value() == ".".join(card)
    assert "#" not in page.url


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_has_a_barrier_or_is_wider_than_the_screen(
    page: Page, card: tuple[str, str], language: str
) -> None:
    page.set_viewport_size({"width": NARROW, "height": SMALL["height"]})
    page.goto(f"/signin?lang={language}")
    assert (violations(page), overflow(page)) == ([], 0)
    enter(page, card) if language == "vi" else None
    for path in ("/signin", "/signin/pin"):
        page.goto(f"{path}?lang={language}")
        assert (violations(page), overflow(page)) == ([], 0), path


def test_it_works_without_javascript(browser: Browser, named: str, card: tuple[str, str]) -> None:
    context = browser.new_context(base_url=named, locale="vi-VN", java_script_enabled=False)
    enter(context.new_page(), card)
    context.close()
