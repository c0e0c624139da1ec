"""Each kind of field: what it reads, and what it says to the rest."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from marshmallow import fields as marshmallow_fields

from schemas import fields as f
from schemas.problem import BadShape
from tests.masterdata.examples import DOMAIN, HOUSEHOLD
from traceability.identifiers.uris import PartyKey, ProductKey


def load(field: marshmallow_fields.Field[Any], value: object) -> Any:
    """What the field makes of the value, in a form of its own."""
    form = type("OneForm", (f.Form,), {"it": field, "makes": dict})
    return f.load(form(), {"it": value}, DOMAIN)["it"]


TWO_LETTERS = f.text("Two", longest=2)
NOON = datetime(2026, 4, 12, 12, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        (f.text(""), "  Che\u0300 ", "Chè"),
        (f.whole(""), 7, 7),
        (f.number(""), "12.50", Decimal("12.5")),
        (f.number(""), Decimal("12.5"), Decimal("12.5")),
        (f.number(""), 12, Decimal(12)),
        (f.flag(""), False, False),
        (f.instant(""), "2026-04-12T12:00:00+07:00", NOON),
        (f.instant(""), "2026-04-12T05:00Z", NOON.astimezone(UTC)),
        (f.key("", PartyKey), HOUSEHOLD.uri, HOUSEHOLD),
        (f.key("", PartyKey), HOUSEHOLD.uri.removeprefix("https://trace.example.vn"), HOUSEHOLD),
        (
            f.key("", ProductKey),
            "/01/08938501234568",
            ProductKey("https://id.gs1.org/01/08938501234568"),
        ),
    ],
)
def test_a_field_reads_what_it_is_for(
    field: marshmallow_fields.Field[Any], said: object, value: object
) -> None:
    assert load(field, said) == value


@pytest.mark.parametrize(
    ("field", "said", "sentence"),
    [
        (TWO_LETTERS, "VNM", "Expected at most 2 characters, got more."),
        (TWO_LETTERS, 7, "Expected text, got 7."),
        (f.choice("", ("a", "b")), "c", "Expected one of a, b, got another."),
        (f.whole(""), True, "Expected a whole number, got True."),
        (f.whole(""), Decimal("7.5"), "Expected a whole number, got 7.5."),
        (f.whole(""), 10**30, "Expected a number of at most 1000000000, got more."),
        (f.whole("", most=100), -101, "Expected a number of at most 100, got more."),
        (
            f.instant(""),
            "9999-12-31T23:59:00-12:00",
            "Expected a time between 2000 and 2100, got '9999-12-31T23:59:00-12:00'.",
        ),
        (f.number(""), 1.5, "Expected a decimal number, got 1.5."),
        (f.number(""), True, "Expected a decimal number, got True."),
        (f.number(""), "1e9", "Expected a decimal number, got '1e9'."),
        (
            f.number(""),
            Decimal("1E+999999"),
            "Expected a decimal number of at most 18 and 12 digits, got 1E+999999.",
        ),
        (
            f.number(""),
            Decimal("Infinity"),
            "Expected a decimal number of at most 18 and 12 digits, got Infinity.",
        ),
        (f.flag(""), "yes", "Expected true or false, got 'yes'."),
        (f.day(""), "2026-02-30", "Expected a day like 2026-04-12, got '2026-02-30'."),
        (f.day(""), "20260412", "Expected a day like 2026-04-12, got '20260412'."),
        (
            f.instant(""),
            "2026-04-12T12:00:00",
            (
                "Expected a time with its offset like 2026-04-12T06:30:00+07:00, "
                "got '2026-04-12T12:00:00'."
            ),
        ),
        (
            f.instant(""),
            "2026-04-12T25:00:00Z",
            (
                "Expected a time with its offset like 2026-04-12T06:30:00+07:00, "
                "got '2026-04-12T25:00:00Z'."
            ),
        ),
        (
            f.key("", PartyKey),
            "/01/08938501234568",
            "Expected the URI of a party, got 'https://id.gs1.org/01/08938501234568'.",
        ),
        (
            f.gtin(""),
            "8938501234563",
            "Expected 13 digits with the check digit 8, got '8938501234563'.",
        ),
        (f.gln(""), "893", "Expected 13 digits, got '893'."),
        (
            f.languages(""),
            ["chè"],
            "Expected texts of at most 30 languages by their tags, got ['chè'].",
        ),
        (
            f.languages(""),
            {"vi": "a" * 5001},
            "Expected at most 5000 characters in each language, got an object with vi.",
        ),
        (f.listed("", f.text("")), {}, "Expected a list, got another kind of value."),
        (
            f.listed("", f.text("")),
            ["a"] * 201,
            "Expected at most 200 in the list, got more.",
        ),
    ],
)
def test_a_field_says_what_it_expected_and_what_came(
    field: marshmallow_fields.Field[Any], said: object, sentence: str
) -> None:
    with pytest.raises(BadShape) as refused:
        load(field, said)
    assert refused.value.errors == {"it": [sentence]}


def test_a_list_says_which_of_its_elements_is_wrong() -> None:
    with pytest.raises(BadShape) as refused:
        load(f.listed("", f.text("")), ["a", None])
    assert refused.value.errors == {"it.1": ["Expected a value, got null."]}


def test_an_empty_language_is_left_out() -> None:
    assert load(f.languages(""), {"vi": " Chè ", "en": " "}).as_dict() == {"vi": "Chè"}


def test_every_kind_of_field_tells_its_json_type() -> None:
    kinds = [
        f.text,
        f.whole,
        f.number,
        f.flag,
        f.day,
        f.instant,
        f.gtin,
        f.gln,
        f.languages,
        f.shape,
    ]
    assert [kind("x").metadata["type"] for kind in kinds] == [
        "string", "integer", "string", "boolean", "string", "string", "string", "string",
        "object", "object",
    ]  # fmt: skip
