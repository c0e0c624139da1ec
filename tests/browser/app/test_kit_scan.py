"""A code is read by the live camera where the phone can, or typed; the camera is closed whatever happens."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ARGUMENTS, SMALL, chromium
from traceability.identifiers.own_codes import mint

FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
DETECTOR = """
window.seen = [];
window.BarcodeDetector = class {
  async detect() { return window.seen.map((rawValue) => ({ rawValue })); }
};
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => (window.stream = await ask(wanted));
"""
OPEN = """async (given) => {
  await (await import("/app/words.js")).speak("vi");
  const { scan } = await import("/app/kit/scan.js");
  window.read = undefined;
  scan({ title: "Quét", ...given }).then((link) => { window.read = link; });
}"""
CLOSED = "window.stream.getTracks().every((track) => track.readyState === 'ended')"
CODE = mint(987654321987654321).value
OTHER = mint(123456789123456789).value


@pytest.fixture
def camera(browser: Browser, base: str) -> Iterator[Page]:
    """A phone with a camera, and a stand-in for the detector that headless Chromium lacks."""
    args = [*ARGUMENTS, *FAKE]
    started = browser.browser_type.launch(executable_path=chromium(), args=args)
    context = started.new_context(viewport=SMALL, base_url=base, permissions=["camera"])
    context.add_init_script(DETECTOR)
    page = context.new_page()
    page.goto("/app/")
    page.wait_for_selector("#screen h1")
    yield page
    started.close()


def until(page: Page, expected: str) -> None:
    """Wait until an expression is true; the policy lets Playwright's own waiting not evaluate."""
    for _ in range(100):
        if page.evaluate(expected):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"Expected {expected}, got {page.evaluate('window.read')}.")


def test_a_code_before_the_camera_is_read_and_the_camera_closed(camera: Page) -> None:
    camera.evaluate(OPEN, {"wanted": ["plant"]})
    camera.wait_for_selector("video:not([hidden])")
    camera.evaluate("(text) => { window.seen = [text]; }", f"https://a.vn/t/{CODE}/3-17")
    until(camera, "window.read !== undefined")
    assert camera.evaluate("window.read.row") == 3
    assert camera.evaluate(CLOSED)
    assert camera.locator("dialog").count() == 0


def test_a_code_of_another_kind_is_said_to_be_one_and_the_camera_goes_on(camera: Page) -> None:
    camera.evaluate(OPEN, {"wanted": ["plant"]})
    camera.wait_for_selector("video:not([hidden])")
    camera.evaluate("(text) => { window.seen = [text]; }", f"https://a.vn/t/{CODE}")
    camera.wait_for_selector("dialog .no:not([hidden])")
    assert "mã khác" in camera.inner_text("dialog .no")
    assert not camera.evaluate(CLOSED)


@pytest.mark.parametrize("way", ["button", "escape", "back"])
def test_the_camera_is_closed_however_one_leaves(camera: Page, way: str) -> None:
    camera.evaluate(OPEN, {})
    camera.wait_for_selector("video:not([hidden])")
    if way == "button":
        camera.click("dialog .plain")
    elif way == "escape":
        camera.keyboard.press("Escape")
    else:
        camera.evaluate("location.hash = '#/harvest'")
    until(camera, "window.read === null")
    assert camera.evaluate(CLOSED)


def test_leaving_before_the_camera_opens_closes_it_too(camera: Page) -> None:
    camera.evaluate(OPEN, {})
    camera.click("dialog .plain")
    until(camera, "window.stream !== undefined")
    until(camera, CLOSED)


def typed(page: Page, text: str, **more: object) -> None:
    page.evaluate(OPEN, more)
    page.wait_for_selector("dialog")
    page.locator("dialog input.code").press_sequentially(text)


def test_a_right_code_is_taken_with_its_last_character(app_page: Page) -> None:
    typed(app_page, f"{CODE[:4]} {CODE[4:]}".lower())
    until(app_page, "window.read !== undefined")
    assert app_page.evaluate("window.read") == {"kind": "own", "key": f"/t/{CODE}", "code": CODE}


def test_a_letter_of_no_code_is_marked_as_it_is_typed(app_page: Page) -> None:
    typed(app_page, f"{CODE[:2]}U")
    assert app_page.inner_text("dialog mark") == "U"
    assert "Chữ thứ 3" in app_page.inner_text("dialog [role=status]")


def test_a_known_code_is_taken_by_a_tap_after_three_letters(app_page: Page) -> None:
    typed(app_page, CODE[:3], known=[{"code": CODE, "label": "Nương A"}])
    app_page.click("dialog .chips button")
    until(app_page, "window.read !== undefined")
    assert app_page.evaluate("window.read.code") == CODE


def test_a_slip_is_mended_by_a_tap(app_page: Page) -> None:
    slipped = OTHER[:5] + OTHER[6] + OTHER[5] + OTHER[7:]
    typed(app_page, slipped)
    app_page.locator("dialog .chips button", has_text=OTHER).click()
    until(app_page, "window.read !== undefined")
    assert app_page.evaluate("window.read.code") == OTHER


def test_a_card_is_read_as_it_is_printed(app_page: Page) -> None:
    code = "7K3M00ABCDEFGH0123456789ABCDEFGHJK"
    typed(app_page, " ".join(code[at : at + 4] for at in range(0, 34, 4)), wanted=["card"])
    until(app_page, "window.read !== undefined")
    assert app_page.evaluate("window.read") == {
        "kind": "card",
        "card": code[:8],
        "secret": code[8:],
    }
