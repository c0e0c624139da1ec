"""A phone as these tests hold it: opened, signed in with a real card, recorded on, looked into."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page

from tests.browser.app.world import World
from tests.cast import Cast

PATIENCE = 30.0
READY = "navigator.serviceWorker.ready.then((it) => it.active.state)"
BOX = """([store, work]) => new Promise((done, fail) => {
  const asked = indexedDB.open("farm");
  asked.onerror = () => fail(asked.error);
  asked.onsuccess = () => {
    const trade = asked.result.transaction([store], "readonly").objectStore(store);
    const found = work ? trade.get(work) : trade.getAll();
    found.onsuccess = () => { asked.result.close(); done(found.result ?? null); };
  };
})"""
VERSION = "fetch('/app/style.css').then((it) => it.headers.get('App-Version'))"
KEEP = """async ([count, device, party, place, form = "harvest/1"]) => {
  const { keep } = await import("/app/outbox.js");
  const { iso } = await import("/app/clock.js");
  const { newCode } = await import("/app/ids.js");
  for (let n = 0; n < count; n += 1) {
    const amount = { value: String(n + 1), unit: "KGM" };
    const harvest = { batch: `/t/${newCode(7)}`, amount };
    const more = form === "tend/1" ? { step: "weeding" } : harvest;
    await keep(form, { time: iso(), place, ...more }, { party, device });
  }
}"""


@dataclass
class Phone:
    """A phone of the household: its browser, the world between it and the server, and the cast."""

    device: BrowserContext
    world: World
    cast: Cast
    card: tuple[str, str]
    page: Page

    def open(self, path: str = "/app/") -> "Phone":
        """Open the app and wait for the screen that the path names, or any."""
        name = path.partition("#/")[2].partition("?")[0]
        self.page.goto(path)
        self.page.wait_for_selector(f"body[data-screen={name}] h1" if name else "h1")
        return self

    def sign_in(self) -> "Phone":
        """Open the card's link, as its QR does, and wait until the farm is known."""
        known = self.page.url != "about:blank" and self.box("facts", "session")
        self.open("/app/#card={}.{}".format(*self.card))
        if known:
            self.page.click("body[data-screen=signin] button.save")
        self.page.wait_for_selector("body[data-screen=home]")
        self.page.evaluate(READY)
        return self

    def box(self, store: str, key: str | None = None) -> Any:
        """Look into the box."""
        return self.page.evaluate(BOX, [store, key])

    def records(self) -> list[dict[str, Any]]:
        """What was kept, in its order."""
        kept: list[dict[str, Any]] = self.box("records")
        return sorted(kept, key=lambda one: (one["device"], one["seq"]))

    def states(self) -> dict[str, int]:
        """How many records stand how."""
        return dict(Counter(one["state"] for one in self.records()))

    def harvest(self, kg: str) -> None:
        """Record a harvest as a farmer does: weight typed on the pad, the rest as proposed."""
        self.page.evaluate("location.hash = '#/harvest'")
        self.page.wait_for_selector("body[data-screen=harvest]")
        for digit in kg:
            self.page.click(f".pad .keys button:text-is('{digit}')")
        self.page.click("button.save")
        self.page.wait_for_selector("body[data-screen=saved]")

    def keep(self, count: int) -> None:
        """Keep so many harvests at once."""
        self.keep_for(self.cast.household.uri, count)

    def keep_for(self, party: str, count: int, form: str = "harvest/1") -> None:
        """Keep so many harvests, or rounds of weeding, for somebody."""
        device = self.box("facts", "session")["device"]["id"]
        self.page.evaluate(KEEP, [count, device, party, self.cast.plot.uri, form])

    def forget_when_it_asked(self) -> None:
        """Let the phone believe that it has not asked the server for news in a long time."""
        self.page.evaluate("import('/app/box.js').then((it) => it.setFacts({ mine_at: 0 }))")

    def start_keeping(self, count: int) -> None:
        """Begin to keep so many harvests, and do not wait."""
        device = self.box("facts", "session")["device"]["id"]
        told = [count, device, self.cast.household.uri, self.cast.plot.uri]
        self.page.evaluate(f"(told) => {{ void ({KEEP})(told); }}", told)

    def kill(self) -> None:
        """End the tab, whatever it does just now, and hold another."""
        self.page.close()
        self.page = self.device.new_page()

    def version(self) -> str:
        """Which version of the app the worker answers with."""
        found: str = self.page.evaluate(VERSION)
        return found

    def update(self) -> None:
        """Let the browser look for a new version, as it does by itself now and then."""
        self.page.evaluate("void navigator.serviceWorker.ready.then((it) => it.update())")

    def export(self) -> str:
        """Save the queue as a file, as the settings do; its path."""
        self.page.evaluate("location.hash = '#/settings'")
        with self.page.expect_download() as download:
            self.page.click("a.door:has-text('Xuất hộp gửi')")
        return str(download.value.path())

    def take_in(self, file: str) -> None:
        """Take another phone's file in."""
        self.page.evaluate("location.hash = '#/settings'")
        self.page.wait_for_selector("body[data-screen=settings]")
        self.page.set_input_files("#queue", file)
        self.page.wait_for_selector("text=Đã nhận")

    def wait(self, holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until something holds."""
        end = time.monotonic() + seconds
        while not self._true(holds):
            assert time.monotonic() < end, (self.states(), self.world.calls[-8:])
            self.page.wait_for_timeout(100)

    def _true(self, holds: Callable[[], bool]) -> bool:
        try:
            return holds()
        except Error:  # the page is just being loaded anew
            return False

    def wait_for(self, **states: int) -> None:
        """Wait until exactly so many records stand so."""
        self.wait(lambda: self.states() == states)

    def look(self) -> None:
        """Take the phone up again: the app wakes."""
        self.page.evaluate("dispatchEvent(new Event('focus'))")

    def says(self) -> str:
        """What stands on the screen."""
        return self.page.locator("body").inner_text()


def at_server(phone: Phone) -> dict[str, str]:
    """What the server holds of this phone: the SHA-256 of what was said, by record."""
    records = phone.cast.ledger.store.records
    said = {one["id"]: one["sha256"] for one in phone.records()}
    found = records.some(list(said))
    return {each.id: each.said_sha256 for each in found}


def arrived_once(phone: Phone, count: int) -> bool:
    """Each record is at the server with the very bytes that the phone kept, and none is another's."""
    kept = {one["id"]: one["sha256"] for one in phone.records()}
    return len(kept) == count and at_server(phone) == kept
