"""The app opens, is kept on the phone, and is practised with before anything is real."""

from playwright.sync_api import BrowserContext, Page

KEPT = "navigator.serviceWorker.ready.then((it) => it.active.state)"
PRACTISE = 'import("/app/practice.js").then((it) => it.turn(true))'


def test_it_opens_offline_after_the_first_visit(app_page: Page, device: BrowserContext) -> None:
    app_page.evaluate(KEPT)
    device.set_offline(offline=True)
    app_page.reload()
    app_page.wait_for_selector("h1")
    assert app_page.locator("nav.doors a").count() >= 9


def test_a_harvest_in_practice_is_two_taps_and_is_never_kept_to_be_sent(app_page: Page) -> None:
    app_page.evaluate(PRACTISE)
    app_page.reload()
    app_page.click("a[href='#/harvest']")
    app_page.click("button.save")
    app_page.wait_for_selector(".great")
    assert app_page.locator(".bar.practice").is_visible()
    assert app_page.evaluate('import("/app/outbox.js").then((it) => it.everything())') == []
