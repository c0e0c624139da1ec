"""Who: households with a label, organisations with a name."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.masterdata.examples import HOUSEHOLD, cooperative, household
from traceability.errors import NotValid

KINDS = "cooperative, enterprise, household, laboratory, authority, marketplace, certifier, carrier"


@pytest.mark.parametrize(
    ("make", "but", "field", "sentence"),
    [
        (household, {"kind": "farmer"}, "kind", f"Expected one of {KINDS}, got 'farmer'."),
        (
            household,
            {"address": None},
            "address",
            "Expected an address of a household, got 'none'.",
        ),
        (
            household,
            {"label": ""},
            "label",
            "Expected a label of the household such as Hộ 017, got ''.",
        ),
        (
            household,
            {"registration": "019012345678"},
            "registration",
            "Expected no registration number of a household, got 'one'.",
        ),
        (
            household,
            {"member_of": HOUSEHOLD},
            "member_of",
            f"Expected a cooperative other than the party itself, got {HOUSEHOLD.uri!r}.",
        ),
        (
            household,
            {"phone": "0912345678"},
            "phone",
            "Expected a telephone number like +84912345678, got '0912345678'.",
        ),
        (household, {"email": "hoa"}, "email", "Expected an e-mail address, got 'hoa'."),
        (cooperative, {"url": "htx.vn"}, "url", "Expected an https address, got 'htx.vn'."),
    ],
)
def test_a_party_that_cannot_be_says_what_was_expected(
    make: Callable[..., object], but: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(NotValid) as refused:
        make(**but)
    assert (refused.value.field, str(refused.value)) == (field, sentence)


def test_a_laboratory_may_have_no_address() -> None:
    assert cooperative(kind="laboratory", address=None).address is None


def test_strangers_are_shown_the_label_of_a_household_and_the_name_of_an_organisation() -> None:
    assert (household().shown, cooperative().shown) == ("Hộ 017", "HTX Chè Tân Cương")
