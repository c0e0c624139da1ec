"""Amounts in words of the country are heard on the phone as on the server."""

import random
from decimal import Decimal

import pytest
from playwright.sync_api import Page

from tests.browser.app.modules import ask
from traceability.errors import NotValid
from traceability.events.said import heard
from traceability.vocabulary import LOCAL_UNITS

CHANCE = random.Random(11)  # noqa: S311  # the same chance in every run
MODULE = "kit/units.js"
TEXTS = (
    "3 yến",
    "3 yến 2 cân",
    "3yến2cân",
    "1 TẠ",
    " 12,5 kg ",
    "12.50 kg",
    "0 kg",
    "1.250 kg",
    "1.250.000 kg",
    "2 sào Bắc Bộ 3 thước",
    "1 mẫu Trung Bộ",
    "2 sào",
    "2 sào Bắc Bộ 3 kg",
    "yến",
    "3 yến và 2 cân",
    "-3 kg",
    "1e3 kg",
    "",
)


def heard_here(text: str) -> dict[str, str] | None:
    try:
        amount = heard(text)
    except NotValid:
        return None
    value = amount.value.normalize()
    return {"value": f"{value:f}", "unit": amount.unit, "said": str(amount.said)}


def number() -> str:
    whole = CHANCE.randrange(10 ** CHANCE.randint(1, 9))
    return f"{whole}{CHANCE.choice(['', ',5', ',25', '.000001'])}"


def test_the_phone_knows_the_servers_words_and_sizes(phone: Page) -> None:
    here = {name: [unit, f"{size:f}"] for name, (unit, size) in LOCAL_UNITS.items()}
    assert ask(phone, MODULE, "m.LOCAL_UNITS") == here
    assert ask(phone, MODULE, "Object.keys(m.LOCAL_UNITS)") == list(LOCAL_UNITS)


def test_words_are_heard_as_the_server_hears_them(phone: Page) -> None:
    said = ask(phone, MODULE, "given.map((text) => m.heard(text))", TEXTS)
    for text, amount in zip(TEXTS, said, strict=True):
        assert amount == heard_here(text), text


def test_amounts_by_chance_are_converted_exactly(phone: Page) -> None:
    words = [name for name, (unit, _) in LOCAL_UNITS.items() if unit == "KGM"]
    texts = [
        " ".join(f"{number()} {CHANCE.choice(words)}" for _ in range(CHANCE.randint(1, 3)))
        for _ in range(200)
    ]
    said = ask(phone, MODULE, "given.map((text) => m.heard(text))", texts)
    assert said == [heard_here(text) for text in texts]


@pytest.mark.parametrize(("text", "value"), [("25", "25"), ("25,5", "25.5"), ("0.5", "0.5")])
def test_a_bare_number_is_of_the_unit_that_was_picked(phone: Page, text: str, value: str) -> None:
    said = ask(phone, MODULE, "m.heard(given, 'yến')", text)
    assert said == {
        "value": f"{(Decimal(value) * 10).normalize():f}",
        "unit": "KGM",
        "said": f"{text} yến",
    }


def test_what_was_said_and_what_it_is_are_both_shown(phone: Page) -> None:
    script = "given.map((text) => m.shown(m.heard(text)))"
    said = ask(phone, MODULE, script, ["3,2 yến", "12,5 kg", "1 sào Bắc Bộ"])
    assert said == ["3,2 yến (32 kg)", "12,5 kg", "1 sào Bắc Bộ (360 m²)"]
