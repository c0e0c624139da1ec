"""GTIN, GLN and SSCC are read with their check digit."""

import pytest

from traceability.errors import NotValid
from traceability.identifiers.keys import Gln, Gtin, Sscc


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("09520123456788", "09520123456788"),
        ("9520123456788", "09520123456788"),
        ("416000336108", "00416000336108"),
        ("02345673", "00000002345673"),
    ],
)
def test_a_gtin_of_any_length_is_stored_with_fourteen_digits(text: str, stored: str) -> None:
    assert Gtin.parse(text).value == stored


def test_a_wrong_check_digit_is_refused_with_what_was_expected() -> None:
    with pytest.raises(NotValid) as refusal:
        Gtin.parse("09520123456789")
    assert str(refusal.value) == (
        "Expected 14 digits with the check digit 8, got '09520123456789'."
    )


def test_a_gtin_of_another_length_is_refused() -> None:
    with pytest.raises(NotValid) as refusal:
        Gtin.parse("95201234567")
    assert str(refusal.value) == "Expected 8, 12, 13 or 14 digits, got '95201234567'."


def test_a_gln_has_thirteen_digits() -> None:
    assert Gln.parse("9520123456788").value == "9520123456788"
    with pytest.raises(NotValid) as refusal:
        Gln.parse("952012345678x")
    assert str(refusal.value) == "Expected 13 digits, got '952012345678x'."


def test_an_sscc_has_eighteen_digits() -> None:
    assert Sscc.parse("952012345678912345").value == "952012345678912345"
    with pytest.raises(NotValid) as refusal:
        Sscc.parse("952012345678912346")
    assert str(refusal.value) == (
        "Expected 18 digits with the check digit 5, got '952012345678912346'."
    )


@pytest.mark.parametrize("text", ["2112345678900", "02345673", "9912345678909", "416000336108"])
def test_numbers_of_a_shop_and_coupons_are_restricted(text: str) -> None:
    assert Gtin.parse(text).restricted


@pytest.mark.parametrize("text", ["8936012345674", "96385074", "614141123452"])
def test_numbers_of_a_company_are_not_restricted(text: str) -> None:
    assert not Gtin.parse(text).restricted
