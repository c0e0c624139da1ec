"""A farmer's phone in the field: what the server told it before, no network since, and what it kept."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Page

from api.who import new_token
from tests.browser.app.world import World, no_network
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store

KNOW = "async (facts) => (await import('/app/box.js')).setFacts(facts)"
KEPT = "async () => (await (await import('/app/outbox.js')).everything()).reverse()"


@dataclass(frozen=True)
class Farmer:
    """A phone and who holds it; `open` shows a screen, `kept` is what it recorded."""

    page: Page
    device: BrowserContext
    app: Flask
    cast: Cast
    store: Store

    @property
    def party(self) -> str:
        """Her household."""
        return self.cast.household.uri

    @property
    def plot(self) -> str:
        """Her plot."""
        return self.cast.plot.uri

    def knows(self, *plots: dict[str, Any], **facts: Any) -> None:
        """Put on the phone what the server told before: her plot, and `plots`."""
        client = self.app.test_client()
        mine: dict[str, Any] = client.get("/api/v1/mine", headers=self.token()).get_json()
        usual = {"party": self.party, "plants": [], "number": 1}
        mine["plots"] += [usual | each for each in plots]
        mine |= facts
        session = {"me": mine["me"], "device": {"id": "phone-1", "number": 77}, "csrf": ""}
        self.page.evaluate(KNOW, {"mine": mine, "session": session})

    def token(self) -> dict[str, str]:
        """The headers of a token of hers."""
        secret, token = new_token(Role.RECORDER, self.party, datetime.now(UTC), 1)
        self.store.people.add_token(token)
        return {"Authorization": f"Bearer {secret}"}

    def open(self, screen: str) -> Page:
        """Show a screen, as after a start."""
        self.page.goto("about:blank")
        self.page.goto(f"/app/#/{screen}")
        self.page.wait_for_selector("#screen h1")
        return self.page

    def save(self) -> None:
        """Press the button that saves, and see that it was kept."""
        why = self.refused()
        assert not why, why

    def refused(self) -> str:
        """Press the button that saves, and give the sentence why not; empty where it was kept."""
        self.page.click("button.save")
        self.page.wait_for_selector(".great, .foot .no:not([hidden])")
        return "" if self.page.locator(".great").count() else self.page.inner_text(".foot .no")

    def kept(self) -> list[dict[str, Any]]:
        """What the phone kept, each its envelope, the oldest first."""
        return [json.loads(each["said"]) for each in self.page.evaluate(KEPT)]

    def send(self, last: int = 0) -> list[dict[str, Any]]:
        """Bring what was kept, or its last so many, to the server byte by byte; the server's answers."""
        records = [each["said"] for each in self.page.evaluate(KEPT)][-last:]
        answer = self.app.test_client().post(
            "/api/v1/sync",
            json={"sent": datetime.now(UTC).isoformat(), "records": records},
            headers=self.token(),
        )
        answers: list[dict[str, Any]] = answer.get_json()["answers"]
        return answers


def new_farmer(device: BrowserContext, world: World, app: Flask, cast: Cast) -> Farmer:
    """Give the cast's household a phone with the app, out of reach of the server."""
    world.fault = no_network
    page = device.new_page()
    page.goto("/app/")
    page.wait_for_selector("h1")
    farmer = Farmer(page, device, app, cast, cast.ledger.store)
    farmer.knows()
    return farmer
