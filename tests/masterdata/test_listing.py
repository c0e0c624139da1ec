"""For how much: no negative price, no second offer for a country."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.masterdata.examples import listing, offer
from traceability.errors import NotValid
from traceability.masterdata.texts import NO_TEXTS


@pytest.mark.parametrize(
    ("make", "but", "field", "sentence"),
    [
        (offer, {"price": Decimal(-1)}, "price", "Expected an amount of 0 or more, got -1."),
        (offer, {"price": Decimal("NaN")}, "price", "Expected an amount of 0 or more, got NaN."),
        (
            offer,
            {"price": Decimal("0.00001")},
            "price",
            "Expected at most 4 decimals, got 0.00001.",
        ),
        (offer, {"currency": "VNĐ"}, "currency", "Expected an ISO 4217 currency, got 'VNĐ'."),
        (offer, {"list_price": Decimal(1)}, "list_price", "Expected 250000 or more, got 1."),
        (
            listing,
            {"sku": "chè 100"},
            "sku",
            "Expected 1 to 50 of A-Z a-z 0-9 . _ -, got 'chè 100'.",
        ),
        (listing, {"sku": ""}, "sku", "Expected 1 to 50 of A-Z a-z 0-9 . _ -, got ''."),
        (listing, {"title": NO_TEXTS}, "title", "Expected a title, got ''."),
        (
            listing,
            {"offers": (offer(), offer())},
            "offers",
            "Expected each only once, got 'VN, VN'.",
        ),
        (
            listing,
            {"google_category": 0},
            "google_category",
            "Expected a number of Google's taxonomy, got 0.",
        ),
        (
            listing,
            {"google_category": 10**30},
            "google_category",
            f"Expected a number of Google's taxonomy, got {10**30}.",
        ),
    ],
)
def test_a_listing_that_cannot_be_says_what_was_expected(
    make: Callable[..., object], but: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(NotValid) as refused:
        make(**but)
    assert (refused.value.field, str(refused.value)) == (field, sentence)
