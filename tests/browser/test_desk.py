"""The desk in a real browser: no barrier, nothing wider than the screen, and a day's work by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize

from api.signin.opened import Shown, open_session
from api.who import cookie_name, new_token
from tests.api.farm.conftest import Phone
from tests.browser.conftest import SMALL
from tests.browser.test_scan import overflow, violations
from tests.cast import Cast, kg, revise
from tests.schemas.test_inputs import ROW
from traceability.access import Actor, Role
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.uris import BatchKey
from traceability.ledger.inputs import load
from traceability.ledger.publication import findings_of
from traceability.masterdata.geometry import Shape
from traceability.masterdata.inputs import InputList, key_of_list
from traceability.masterdata.place import Place

WIDE = ViewportSize(width=1280, height=800)
NARROW = ViewportSize(width=320, height=640)


def square() -> Shape:
    """A hectare or so of Tân Cương."""
    west, south, side = Decimal("105.75"), Decimal("21.54"), Decimal("0.001")
    east, north = west + side, south + side
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Shape(polygons=((ring,),))


def helped(cast: Cast, days_ago: int) -> str:
    """A harvest that a helper entered for the household."""
    helper = Actor(Role.HELPER, cast.stranger_cooperative.uri, "token-helper")
    at = replace(cast.at(), time=datetime.now(UTC) - timedelta(days=days_ago))
    leaf = Goods(cast.new(BatchKey), kg("12"))
    body = makers.harvest(at, leaf, None, {"product": cast.leaf.uri})
    return cast.tell("harvest", body, helper).reception.record_id


def waiting(cast: Cast, app: Flask) -> None:
    """Two changes of the plot at once, of which one is held back, from a phone with a gap."""
    now = datetime.now(UTC)
    secret, token = new_token(Role.RECORDER, cast.household.uri, now, 1)
    cast.ledger.store.people.add_token(token)
    headers = {"recorder": {"Authorization": f"Bearer {secret}"}}
    phone = Phone(app.test_client(), cast, headers)
    body = {"key": cast.plot.uri, "kind": "plot", "party": cast.household.uri, "base": 1}
    body |= {"label": "Nương A", "address": {"commune": "05503", "on": "2026-01-01"}}
    records = [phone.save("place", body | {"name": name}) for name in ("Đồi", "Bãi", "Nương")]
    phone.post(records[0], records[2])


@pytest.fixture
def pages(cast: Cast, app: Flask) -> dict[str, str]:
    """A cooperative with work on its desk: the address of every page, by a name."""
    waiting(cast, app)
    ledger, now = cast.ledger, cast.ledger.clock()
    plot = ledger.store.masterdata.get(Place, cast.plot.uri)
    revise(ledger, cast.operator, replace(plot, shape=square()), 3)
    paper: dict[str, Any] = {"to": cast.stranger_cooperative.uri, "evidence": "GUQ-1"}
    paper |= {"from": now.isoformat(), "until": (now + timedelta(days=20)).isoformat()}
    cast.state("delegate", cast.household.uri, None, **paper, scope=["event:harvest"])
    cast.state("dispute", helped(cast, 2), cast.recorder, reason="Hôm đó chỉ hái 9 kg")
    helped(cast, 1)
    at = replace(cast.at(), time=now)
    spray = {"inputName": "Thuốc thử", "preHarvestIntervalDays": 7}
    cast.tell("spray", makers.spray(at, BatchKey(cast.plot.uri), spray))
    listed = InputList(key_of_list(cast.cooperative, cast.domain), cast.cooperative, (ROW,))
    load(ledger, cast.officer, listed, b"table")
    tea, bad = cast.packed_tea(), cast.make({cast.harvest("20"): "20"}, "9")
    ledger.store.findings.replace(
        bad.uri, cast.household.uri, findings_of(ledger.store, bad.uri, now)
    )
    household, plot_code, tea_code, bad_code, product = (
        key.uri.rpartition("/")[2] for key in (cast.household, cast.plot, tea, bad, cast.tea)
    )
    names = "households plots batches entries disputes held devices endings products inputs desk".split()
    return {name: f"/console/{name}" for name in names} | {
        "today": "/console/",
        "household": f"/console/households/{household}",
        "new": "/console/households/new",
        "plot": f"/console/plots/{plot_code}",
        "plot form": f"/console/plots/{plot_code}/change",
        "product form": f"/console/products/{product}/change",
        "batch": f"/console/batches/{tea_code}",
        "blocked": f"/console/batches/{bad_code}",
        "recall": f"/console/batches/{tea_code}/recall",
        "every entry": "/console/entries?which=all",
    }


@pytest.fixture
def officer(browser: Browser, base: str, app: Flask, cast: Cast) -> Iterator[Page]:
    """The officer's browser, signed in."""
    shown = Shown(cast.cooperative.uri, Role.OFFICER, "card+pin", raised=True)
    with app.test_request_context():
        secret = open_session(shown)
        name = cookie_name(app.extensions["house"].settings)
    context = browser.new_context(viewport=SMALL, base_url=base, locale="vi-VN")
    context.add_cookies([{"name": name, "value": secret, "url": base}])
    yield context.new_page()
    context.close()


def unfold(page: Page) -> None:
    """Open everything that can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_no_page_is_wider_than_the_screen(
    officer: Page, pages: dict[str, str], size: ViewportSize
) -> None:
    officer.set_viewport_size(size)
    for name, path in pages.items():
        answer = officer.goto(path)
        assert answer is not None
        assert answer.ok, name
        unfold(officer)
        assert overflow(officer) == 0, name


@pytest.mark.parametrize(("language", "scheme"), [("vi", "light"), ("en", "dark")])
def test_axe_finds_no_barrier(
    officer: Page, pages: dict[str, str], language: str, scheme: str
) -> None:
    officer.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for name, path in pages.items():
        officer.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        unfold(officer)
        assert violations(officer) == [], name


def test_what_is_tapped_is_large_enough(officer: Page, pages: dict[str, str]) -> None:
    for name, path in pages.items():
        officer.goto(path)
        unfold(officer)
        small = officer.evaluate(
            "[...document.querySelectorAll('button, .button, summary, nav a, select, .tabs a')]"
            ".filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML)"
        )
        assert small == [], name


def test_an_officer_confirms_by_a_signed_list_with_the_keyboard_alone(
    officer: Page, pages: dict[str, str]
) -> None:
    officer.goto(pages["entries"])
    officer.locator("[name=about]").first.focus()
    officer.keyboard.press("Space")
    officer.locator("[name=evidence]").focus()
    officer.keyboard.type("DS-7")
    officer.keyboard.press("Enter")
    officer.wait_for_url("**/entries?done=confirmed")
    assert officer.locator("[role=status]").is_visible()


def test_a_plot_on_the_map_leads_to_its_page(officer: Page, pages: dict[str, str]) -> None:
    officer.goto(pages["plots"])
    officer.locator(".plan a").first.click()
    officer.wait_for_url(f"**{pages['plot']}")
    assert officer.locator(".notice.stop").is_visible()


def test_a_batch_is_published_and_says_so(officer: Page, pages: dict[str, str]) -> None:
    officer.goto(pages["batch"])
    officer.locator("form[action$='/publish'] button").click()
    officer.wait_for_url("**done=published")
    assert officer.locator(".mark.good").first.is_visible()
