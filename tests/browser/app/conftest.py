"""A phone with the app on it, as the bad conditions of the field find it."""

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from api.farm.assets import version
from tests.browser.app.farmer import Farmer, new_farmer
from tests.browser.app.phone import Phone
from tests.browser.app.world import World, served
from tests.browser.conftest import SMALL
from tests.cast import Cast
from traceability.access import Role
from traceability.credentials import card as cards
from traceability.store.store import Store

GiveCard = Callable[[Role, str], tuple[str, str]]


@pytest.fixture
def world(app: Flask) -> World:
    """What lies between phone and server."""
    return World(app)


@pytest.fixture
def base(world: World) -> Iterator[str]:
    """The address at which the application answers, through the world."""
    with served(world) as address:
        yield address


@pytest.fixture
def new_device(browser: Browser, base: str) -> Iterator[Callable[[], BrowserContext]]:
    """Makes phones in Vietnam: small screen, touch."""
    made: list[BrowserContext] = []

    def make() -> BrowserContext:
        context = browser.new_context(
            viewport=SMALL,
            base_url=base,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            has_touch=True,
            is_mobile=True,
        )
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def device(new_device: Callable[[], BrowserContext]) -> BrowserContext:
    """One such phone."""
    return new_device()


@pytest.fixture
def app_page(device: BrowserContext) -> Page:
    """The app, opened for the first time."""
    page = device.new_page()
    page.goto("/app/")
    page.wait_for_selector("h1")
    return page


@pytest.fixture
def give(store: Store) -> GiveCard:
    """Makes a real card of a role and a party: its id and secret."""

    def make(role: Role, party: str) -> tuple[str, str]:
        secret, card = cards.new(party, role, "tests", datetime.now(UTC), secrets.token_bytes)
        store.cards.add(card)
        return card.id, secret

    return make


@pytest.fixture
def farmer_phone(device: BrowserContext, world: World, cast: Cast, give: GiveCard) -> Phone:
    """The household's phone, signed in by its card."""
    card = give(Role.RECORDER, cast.household.uri)
    return Phone(device, world, cast, card, device.new_page()).sign_in()


@pytest.fixture
def farmer(device: BrowserContext, world: World, app: Flask, cast: Cast) -> Farmer:
    """The household's phone in the field: its plot is known, there is no network."""
    return new_farmer(device, world, app, cast)


@pytest.fixture
def other_phone(
    new_device: Callable[[], BrowserContext], world: World, cast: Cast, give: GiveCard
) -> Phone:
    """Another phone of the same household, with a card of its own."""
    device = new_device()
    card = give(Role.RECORDER, cast.household.uri)
    return Phone(device, world, cast, card, device.new_page()).sign_in()


@pytest.fixture
def new_version(world: World) -> Callable[[], str]:
    """Puts a new version of the app on the server; gives its name."""

    def put() -> str:
        world.renamed = (version(), version()[::-1])
        return world.renamed[1]

    return put
