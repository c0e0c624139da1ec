"""The guide for farmers shows the screens as they are; DRAW_GUIDE=1 draws its pictures again."""

import os
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.app.farmer import Farmer
from tests.browser.app.village import helper, plots, told
from tests.browser.test_scan import overflow, violations
from traceability.identifiers.own_codes import mint

GUIDE = Path(__file__).parents[3] / "docs" / "guide"
PICTURE = re.compile(r"!\[[^\]]+\]\(([a-z]+)\.png\)")
FARMERS = (
    "signin home harvest saved process pack tend spray ship receive sell plots plot correct "
    "confirm outbox record note plants settings"
).split()
HELPERS = "choose visit weigh".split()
QUERY = {"receive": f"?lot=/t/{mint(73_939_133_521_907).value}", "saved": "?id=0&n=1"}
SAVE = """async (body) => (await import("/app/outbox.js"))
  .keep("harvest/1", body, { party: body.party, device: "d" })"""
SMALL_TARGETS = """() => [...document.querySelectorAll("#screen button, #screen a, #screen .tile")]
  .filter((each) => each.offsetParent && (each.offsetHeight < 44 || each.offsetWidth < 44))
  .map((each) => each.outerHTML.slice(0, 80))"""


def ready(farmer: Farmer, name: str) -> Page:
    """The screen of that name on a phone that knows the village."""
    more: dict[str, Any] = helper(farmer) if name in HELPERS else {}
    farmer.knows(*plots(), **{**told(farmer.cast), **more})
    query = QUERY.get(name, "")
    if name in ("outbox", "home", "correct", "record"):
        amount = {"value": "25.5", "unit": "KGM"}
        body = {"place": farmer.plot, "party": farmer.party, "amount": amount}
        kept = farmer.page.evaluate(SAVE, body)
        query = f"?id={kept[0]['id']}" if name == "record" else query
    return farmer.open(name + query)


def small(png: bytes) -> bytes:
    """A picture with 64 colours: a screen needs no more, and a guide is fetched by phones."""
    out = BytesIO()
    image = Image.open(BytesIO(png)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


@pytest.mark.parametrize("name", [*FARMERS, *HELPERS])
def test_a_screen_of_the_guide_has_no_barrier_and_fits(farmer: Farmer, name: str) -> None:
    page = ready(farmer, name)
    if os.environ.get("DRAW_GUIDE") == "1":
        (GUIDE / f"{name}.png").write_bytes(small(page.screenshot()))
    assert violations(page) == []
    assert page.evaluate(SMALL_TARGETS) == []
    page.set_viewport_size({"width": 320, "height": 568})
    assert overflow(page) == 0


def test_every_picture_of_the_guide_is_there_and_every_screen_is_in_it() -> None:
    shown = {
        name for page in GUIDE.glob("*.md") for name in PICTURE.findall(page.read_text("utf-8"))
    }
    assert shown == {*FARMERS, *HELPERS}
    assert {file.stem for file in GUIDE.glob("*.png")} == shown
