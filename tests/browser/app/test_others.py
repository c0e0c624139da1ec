"""Somebody else in the same browser, a link that signs in, a broken file: nobody speaks for another."""

import pytest
from playwright.sync_api import Page

from tests.browser.app.conftest import GiveCard
from tests.browser.app.phone import Phone, at_server
from tests.browser.app.world import no_network
from traceability.access import Role

PIN = "493827"
BROKEN = """async () => (await import("/app/box.js")).change(["records"], async ({ records }) => {
  const said = JSON.stringify({ v: "phone/1", id: "urn:uuid:x", form: "ship/1", body: null });
  records.put({ id: "urn:uuid:x", form: "ship/1", said, seq: 9, state: "waiting", media: [] });
})"""


@pytest.fixture
def officer_card(give: GiveCard, farmer_phone: Phone) -> tuple[str, str]:
    """The card of the cooperative's officer."""
    return give(Role.OFFICER, farmer_phone.cast.cooperative.uri)


def test_whoever_signs_in_at_the_desk_on_a_farmers_phone_speaks_none_of_its_queue(
    farmer_phone: Phone, officer_card: tuple[str, str]
) -> None:
    card, secret = officer_card
    body = {"card": card, "secret": secret, "new_pin": PIN}
    opened = farmer_phone.device.request.post("/api/v1/signin/card", data=body)
    assert opened.ok, opened.text()
    farmer_phone.keep(3)
    farmer_phone.look()
    farmer_phone.wait(lambda: "Cần quét thẻ lại" in farmer_phone.says())
    assert (farmer_phone.states(), at_server(farmer_phone)) == ({"waiting": 3}, {})


def test_a_link_signs_nobody_in_over_a_running_session_without_a_tap(
    farmer_phone: Phone, officer_card: tuple[str, str]
) -> None:
    farmer_phone.open("/app/#card={}.{}".format(*officer_card))
    farmer_phone.page.wait_for_selector("body[data-screen=signin] button.save")
    farmer_phone.page.wait_for_timeout(500)
    assert farmer_phone.box("facts", "session")["me"]["party"] == farmer_phone.cast.household.uri


def test_a_broken_record_of_a_file_hinders_no_screen(farmer_phone: Phone) -> None:
    farmer_phone.world.fault = no_network
    page: Page = farmer_phone.page
    page.evaluate(BROKEN)
    farmer_phone.open()
    page.evaluate("location.hash = '#/ship'")
    page.wait_for_selector("body[data-screen=ship]")
    assert page.locator("h1").inner_text() == "Giao hàng"
