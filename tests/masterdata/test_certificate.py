"""Who vouches: from the first to the last day, for what is listed."""

from datetime import date
from typing import Any

import pytest

from tests.masterdata.examples import COOPERATIVE, HOUSEHOLD, PLOT, TEA, vietgap
from traceability.errors import NotValid


@pytest.mark.parametrize(
    ("but", "field", "sentence"),
    [
        (
            {"valid_until": date(2025, 4, 30)},
            "valid_until",
            "Expected an end on or after 2025-05-01, got 2025-04-30.",
        ),
        ({"stars": 4}, "stars", "Expected stars of an OCOP certificate only, got 'vietgap'."),
        ({"kind": "ocop", "stars": 6}, "stars", "Expected 1 to 5 stars, got 6."),
        (
            {"kind": "gi_use"},
            "indication",
            "Expected the indication of a right of use, and of no other certificate, got ''.",
        ),
    ],
)
def test_a_certificate_that_cannot_be_says_what_was_expected(
    but: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(NotValid) as refused:
        vietgap(**but)
    assert (refused.value.field, str(refused.value)) == (field, sentence)


def test_a_certificate_holds_from_its_first_to_its_last_day_for_what_it_lists() -> None:
    days = [date(2025, 4, 30), date(2025, 5, 1), date(2027, 4, 30), date(2027, 5, 1)]
    assert [vietgap().valid_on(day) for day in days] == [False, True, True, False]
    assert vietgap(valid_until=None).valid_on(days[-1])
    assert all(vietgap().covers(key) for key in (HOUSEHOLD, PLOT, TEA))
    assert not vietgap().covers(COOPERATIVE)


def test_a_right_of_use_names_its_indication_and_ocop_its_stars() -> None:
    assert vietgap(kind="gi_use", indication="Tân Cương").indication == "Tân Cương"
    assert vietgap(kind="ocop", stars=5).stars == 5


def test_a_certificate_may_have_no_scan() -> None:
    assert vietgap(document="").document == ""
