"""A phone with the app on it, as the bad conditions of the field find it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import SMALL


@pytest.fixture
def device(browser: Browser, base: str) -> Iterator[BrowserContext]:
    """A phone in Vietnam: small screen, touch."""
    context = browser.new_context(
        viewport=SMALL,
        base_url=base,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=True,
        is_mobile=True,
    )
    yield context
    context.close()


@pytest.fixture
def app_page(device: BrowserContext) -> Page:
    """The app, opened for the first time."""
    page = device.new_page()
    page.goto("/app/")
    page.wait_for_selector("h1")
    return page
