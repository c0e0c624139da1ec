"""Which language a reader gets, and how it writes days, numbers and units."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from api.languages import choose, speak
from traceability.events.amount import Amount

OFFERED = ("vi", "en")


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "chosen"),
    [
        ("en", "vi", "vi", "en"),
        ("", "en", "vi", "en"),
        ("", "", "en-GB,en;q=0.8,vi;q=0.5", "en"),
        ("", "", "fr", "vi"),
        ("", "", "", "vi"),
        ("xx", "", "en", "en"),
        ("", "xx", "", "vi"),
    ],
)
def test_the_address_wins_over_the_cookie_and_the_cookie_over_the_browser(
    asked: str, cookie: str, accepted: str, chosen: str
) -> None:
    assert choose(asked, cookie, accepted, OFFERED) == chosen


def test_a_language_that_was_asked_for_is_remembered(client: FlaskClient) -> None:
    first = client.get("/?lang=en")
    assert "lang=en;" in first.headers["Set-Cookie"]
    assert '<html lang="en"' in client.get("/").text


def test_vietnamese_writes_day_month_year_and_a_comma() -> None:
    vi = speak("vi")
    assert vi.date(date(2026, 3, 20)) == "20/03/2026"
    assert vi.date(datetime(2026, 3, 20, 18, tzinfo=UTC)) == "21/03/2026"
    assert vi.time(datetime(2026, 3, 20, 18, 5, tzinfo=UTC)) == "01:05"
    assert vi.number(Decimal("2310.5")) == "2.310,5"


@pytest.mark.parametrize(
    ("language", "number", "unit", "text"),
    [
        ("vi", "5.2", "KGM", "5,2 kg"),
        ("en", "5.2", "KGM", "5.2 kg"),
        ("vi", "100", "GRM", "100 g"),
        ("vi", "2", "TNE", "2 t"),
        ("vi", "50", "H87", "50 gói"),
        ("en", "50", "H87", "50 pcs"),
        ("vi", "3", "DTN", "3 tạ"),
    ],
)
def test_an_amount_has_its_unit(language: str, number: str, unit: str, text: str) -> None:
    assert speak(language).amount(Amount(Decimal(number), unit)) == text


def test_vietnamese_runs_from_left_to_right() -> None:
    assert speak("vi").direction == "ltr"
