"""A real browser, and the application served to it on loopback."""

import os
import shutil
import threading
from collections.abc import Iterator
from hashlib import sha256

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from api.application import create_app
from api.settings import Settings
from qr.drawings import drawn
from tests.browser.shelf import Shelf, stock
from tests.cast import Cast
from traceability.keyring import Keyring
from traceability.store.files import File
from traceability.store.store import Store

SMALL = ViewportSize(width=360, height=640)
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def chromium() -> str:
    """Where a Chromium is; skips where none is, unless one is required."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if found is None and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail("REQUIRE_BROWSER=1: Expected a chromium on the path, got none.")
    if found is None:
        pytest.skip("no chromium on the path; REQUIRE_BROWSER=1 makes that a failure")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a worker."""
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def app(store: Store, keyring: Keyring) -> Flask:
    """The application."""
    return create_app(Settings(), store, keyring)


@pytest.fixture
def base(app: Flask) -> Iterator[str]:
    """The address at which the application answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def shelf(cast: Cast, store: Store) -> Shelf:
    """What a buyer may hold: packs in every state."""
    picture = drawn("shelf", "green", 600)
    name = sha256(picture).hexdigest()
    store.files.put(File(name, "image/jpeg", len(picture), cast.cooperative.uri), picture)
    return stock(cast, name)


@pytest.fixture
def phone(browser: Browser, base: str) -> Iterator[Page]:
    """A small phone's browser, opened at the application."""
    context = browser.new_context(viewport=SMALL, base_url=base, locale="vi-VN")
    yield context.new_page()
    context.close()
