"""The app opens, is kept on the phone, and is practised with before anything is real."""

from playwright.sync_api import BrowserContext, Page

from tests.browser.app.phone import Phone

KEPT = "navigator.serviceWorker.ready.then((it) => it.active.state)"
PRACTISE = 'import("/app/practice.js").then((it) => it.turn(true))'


def test_it_opens_offline_after_the_first_visit(app_page: Page, device: BrowserContext) -> None:
    app_page.evaluate(KEPT)
    device.set_offline(offline=True)
    app_page.reload()
    app_page.wait_for_selector("h1")
    assert app_page.locator("nav.doors a").count() >= 9


def test_it_can_be_installed(app_page: Page, device: BrowserContext) -> None:
    app_page.evaluate(KEPT)
    told = device.new_cdp_session(app_page).send("Page.getAppManifest")
    assert (told["errors"], "Sổ nương chè" in told["data"]) == ([], True)
    wrong = device.new_cdp_session(app_page).send("Page.getInstallabilityErrors")
    ours = [each["errorId"] for each in wrong["installabilityErrors"]]
    assert [each for each in ours if each != "in-incognito"] == []


def test_that_the_browser_does_not_promise_to_keep_the_book_is_told(farmer_phone: Phone) -> None:
    farmer_phone.device.add_init_script("navigator.storage.persist = async () => false;")
    farmer_phone.open()
    farmer_phone.harvest("5")
    farmer_phone.wait(lambda: farmer_phone.box("facts", "persisted") is False)
    farmer_phone.harvest("6")
    assert "chưa hứa giữ sổ" in farmer_phone.says()


def test_a_slip_in_a_typed_card_is_told_while_it_is_typed(app_page: Page) -> None:
    app_page.goto("/app/#/signin")
    app_page.fill("input.code", "abcd efgh u")
    assert "không có chữ U" in app_page.locator(".count").inner_text()
    app_page.fill("input.code", "abcd efgh il0o")
    assert app_page.locator("input.code").input_value() == "ABCD EFGH 1100"
    assert "Còn 22 ký tự" in app_page.locator(".count").inner_text()


def test_a_harvest_in_practice_is_two_taps_and_is_never_kept_to_be_sent(app_page: Page) -> None:
    app_page.evaluate(PRACTISE)
    app_page.reload()
    app_page.click("a[href='#/harvest']")
    app_page.click("button.save")
    app_page.wait_for_selector(".great")
    assert app_page.locator(".bar.practice").is_visible()
    assert app_page.evaluate('import("/app/outbox.js").then((it) => it.everything())') == []
