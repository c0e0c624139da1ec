"""Where post arrives: the commune of its date, and a Plus Code."""

from datetime import date
from typing import Any

import pytest

from tests.masterdata.examples import address
from traceability.errors import NotValid


@pytest.mark.parametrize(
    ("but", "field", "sentence"),
    [
        (
            {"commune": "05494"},
            "commune",
            "Expected a commune code in force on 2026-04-12, got '05494'.",
        ),
        (
            {"commune": "99998"},
            "commune",
            "Expected a commune code in force on 2026-04-12, got '99998'.",
        ),
        ({"commune": "5503"}, "commune", "Expected a commune code of 5 digits, got '5503'."),
        (
            {"plus_code": "7PH7"},
            "plus_code",
            "Expected a full Plus Code like 7PH7HQ56+6V, got '7PH7'.",
        ),
    ],
)
def test_an_address_that_cannot_be_says_what_was_expected(
    but: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(NotValid) as refused:
        address(**but)
    assert (refused.value.field, str(refused.value)) == (field, sentence)


def test_a_commune_is_read_as_of_its_date() -> None:
    assert address().unit.full_name == "Xã Tân Cương"
    assert address(commune="05494", on=date(2025, 6, 30)).unit.name == "Phúc Trìu"
