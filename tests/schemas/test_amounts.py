"""Amounts over the wire: a code or a word of the country, and what was said kept."""

from decimal import Decimal
from typing import Any

import pytest

from schemas.fields import load
from schemas.masterdata import AmountForm
from schemas.problem import BadShape
from tests.masterdata.examples import DOMAIN
from traceability.events.amount import Amount

FORM = AmountForm()


def read(**body: Any) -> Amount:
    amount: Amount = load(FORM, body, DOMAIN)
    return amount


@pytest.mark.parametrize(
    "body",
    [
        {"value": 3, "unit": "yến"},
        {"said": "3 yến"},
        {"value": "30", "unit": "KGM", "said": "3 yến"},
        {"value": "30000", "unit": "GRM", "said": "3 yến"},
    ],
)
def test_what_was_said_is_kept_and_goes_out_and_comes_back(body: dict[str, Any]) -> None:
    amount = read(**body)
    assert (amount.in_base, amount.said) == (Decimal(30), "3 yến")
    again = load(FORM, FORM.dump(amount), DOMAIN)
    assert (again, again.said) == (amount, "3 yến")


def test_a_code_says_nothing_beside() -> None:
    assert FORM.dump(read(value=30, unit="KGM")) == {"value": "30", "unit": "KGM"}


@pytest.mark.parametrize(
    ("body", "field", "sentence"),
    [
        ({}, "value", "Expected a value with its unit, or said, got 'no value'."),
        ({"value": 3}, "unit", "Expected a value with its unit, or said, got 'no unit'."),
        (
            {"value": 31, "unit": "KGM", "said": "3 yến"},
            "said",
            "Expected words for 31 KGM, got '3 yến'.",
        ),
    ],
)
def test_words_that_do_not_fit_are_refused(body: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(BadShape) as no:
        read(**body)
    assert no.value.errors == {field: [sentence]}
