"""What could never be shown is refused before it is recorded."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from tests.events.test_event import made
from traceability.errors import NotValid
from traceability.events.bounds import DEEPEST, check_instant, check_json, is_day

YEARS = "Expected a time between 2000 and 2100, got '{}'."
TEXT = "Expected a text of at most 2000 characters without NUL, got "
NAME = "Expected a name without NUL, and without $ in front, got "
NUMBER = "Expected a number of at most 34 digits, whole ones of 64 bits, got "


def nested(depth: int) -> Any:
    return {"deeper": nested(depth - 1)} if depth else "bottom"


@pytest.mark.parametrize(
    "time",
    [
        "1999-12-31T23:59:59+00:00",
        "2101-01-01T00:00:00+00:00",
        "0001-01-01T00:00:00+07:00",
        "9999-12-31T23:59:00-12:00",
    ],
)
@pytest.mark.parametrize("field", ["eventTime", "errorDeclaration"])
def test_a_time_beyond_all_years_is_refused(time: str, field: str) -> None:
    value = time if field == "eventTime" else {"declarationTime": time}
    with pytest.raises(NotValid) as no:
        made(**{field: value})
    assert str(no.value) == YEARS.format(time)


def test_a_century_and_a_year_are_told_of() -> None:
    for time in (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 12, 31, 23, tzinfo=UTC)):
        check_instant(time, "time")
    with pytest.raises(NotValid):
        check_instant(datetime(2000, 1, 1, tzinfo=timezone(timedelta(hours=7))), "time")
    with pytest.raises(NotValid) as no:
        check_instant(datetime(2026, 3, 20, 7), "time")  # noqa: DTZ001 - without its zone
    assert str(no.value) == "Expected a time with its offset, got 2026-03-20 07:00:00."


def test_days_have_the_same_bounds() -> None:
    assert is_day(date(2000, 1, 1))
    assert is_day(date(2100, 12, 31))
    assert not is_day(date(1999, 12, 31))
    assert not is_day(date.max)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("a\0b", f"{TEXT}'a\\x00b'."),
        ({"a\0b": 1}, f"{NAME}'a\\x00b'."),
        ({"$ref": 1}, f"{NAME}'$ref'."),
        ([2**63], f"{NUMBER}9223372036854775808."),
        (Decimal("1E+61"), f"{NUMBER}1E+61."),
        (Decimal("NaN"), f"{NUMBER}NaN."),
        (nested(DEEPEST + 1), "Expected objects nested at most 20 deep, got 'more'."),
    ],
)
def test_what_no_view_could_hold_is_refused(value: object, sentence: str) -> None:
    with pytest.raises(NotValid) as no:
        check_json({"farm:note": value} if not isinstance(value, dict) else value)
    assert str(no.value) == sentence


@pytest.mark.parametrize("value", ["x" * 2001, Decimal("1." + "1" * 34)])
def test_what_is_too_long_is_refused_under_its_field(value: object) -> None:
    with pytest.raises(NotValid) as no:
        made(ilmd={"farm:note": [value]})
    assert no.value.field == "ilmd"


def test_details_are_an_object() -> None:
    with pytest.raises(NotValid) as no:
        made(ilmd=[{"farm:note": "1"}])
    assert str(no.value) == "Expected an object, got [{'farm:note': '1'}]."


def test_what_can_be_shown_passes() -> None:
    check_json({"a": ["x" * 2000, 2**63 - 1, Decimal("1." + "1" * 33), True, None, nested(17)]})
