"""Dates of element strings are days of the calendar."""

import pytest

from traceability.identifiers import dates


@pytest.mark.parametrize("text", ["240229", "000229", "251231"])
def test_a_day_of_the_calendar_is_a_date(text: str) -> None:
    assert dates.is_yymmdd(text)


@pytest.mark.parametrize("text", ["230229", "251301", "250700", "25070x", "2507011"])
def test_another_day_is_no_date(text: str) -> None:
    assert not dates.is_yymmdd(text)


def test_a_month_may_stand_for_a_date_where_the_day_may_be_zero() -> None:
    assert dates.is_yymmd0("250700")
    assert dates.is_yyyymmd0("20250700")
    assert not dates.is_yyyymmdd("20250700")
    assert not dates.is_yymmd0("25070")
