"""The field's screens: no barrier, nothing wider than the smallest screen, big targets, both languages."""

import pytest

from tests.browser.app.farmer import Farmer
from tests.browser.test_scan import overflow, violations

SCREENS = ("plots", "plot", "plants", "note?row=3&position=17", "note", "tend", "spray")
TARGETS = "a, button, select, textarea, summary, .tile, .button, .tick, input[type=text]"
SMALL_TARGETS = """(targets) => [...document.querySelectorAll(targets)]
  .filter((each) => each.closest("#screen") && each.offsetParent)
  .filter((each) => each.offsetHeight < 44 || each.offsetWidth < 44)
  .map((each) => each.outerHTML.slice(0, 80))"""
LONG = {
    "key": "/t/0000000000000",
    "label": "Nương chè đồi sau nhà văn hoá xóm Hồng Thái 2",
    "number": 1,
    "cultivar": "Phúc Vân Tiên",
    "area_m2": "12345.6",
    "closed_until": "2099-12-08",
    "closed_by": "Thuốc có tên rất dài 500WG",
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_has_no_barrier_and_fits(farmer: Farmer, screen: str, language: str) -> None:
    farmer.knows(LONG)
    farmer.page.evaluate("(lang) => localStorage.setItem('lang', lang)", language)
    page = farmer.open(screen)
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page) == []
    assert page.evaluate(SMALL_TARGETS, TARGETS) == []
    page.set_viewport_size({"width": 320, "height": 568})
    assert overflow(page) == 0


def test_the_scanner_has_no_barrier_and_fits(farmer: Farmer) -> None:
    page = farmer.open("plants")
    page.click("button.big")
    page.locator("dialog input.code").press_sequentially("ABU1")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 568})
    assert overflow(page) == 0


def test_without_a_plot_the_way_to_make_one_is_shown(farmer: Farmer) -> None:
    farmer.knows(plots=[])
    for screen in ("plants", "note", "tend", "spray"):
        page = farmer.open(screen)
        assert page.locator("a.door[href='#/plot']").is_visible(), screen
