"""What: a product has a Vietnamese name and a content above nothing."""

from decimal import Decimal
from typing import Any

import pytest

from tests.masterdata.examples import tea
from traceability.errors import NotValid
from traceability.events.amount import Amount
from traceability.masterdata.texts import Texts


@pytest.mark.parametrize(
    ("but", "field", "sentence"),
    [
        (
            {"names": Texts.of({"en": "tea"})},
            "names.vi",
            "Expected a name in Vietnamese, got 'en'.",
        ),
        (
            {"net_content": Amount(Decimal(0), "GRM")},
            "net_content.value",
            "Expected a net content above 0, got 0.",
        ),
        ({"shelf_life_days": 0}, "shelf_life_days", "Expected 1 to 36500 days, got 0."),
        (
            {"images": ("x",)},
            "images",
            "Expected a SHA-256 in 64 small hexadecimal digits, got 'x'.",
        ),
    ],
)
def test_a_product_that_cannot_be_says_what_was_expected(
    but: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(NotValid) as refused:
        tea(**but)
    assert (refused.value.field, str(refused.value)) == (field, sentence)
