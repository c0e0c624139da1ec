"""Coupon codes are read field by field to their end."""

import pytest

from traceability.identifiers.coupons import is_coupon, is_positive_offer


@pytest.mark.parametrize(
    "text",
    [
        "012345612345611110123",
        "0123456123456111101231011012301234563200229420010150123456611234567",
        "01234561234561111012321101239",
        "01234561234561111012390001",
    ],
)
def test_a_whole_coupon_is_accepted(text: str) -> None:
    assert is_coupon(text)


@pytest.mark.parametrize(
    "text",
    ["", "01", "0123456123456111101237", "01234561234561111012335006064500607", "x" * 21],
)
def test_a_broken_coupon_is_refused(text: str) -> None:
    assert not is_coupon(text)


def test_a_coupon_does_not_end_on_a_day_that_is_none() -> None:
    assert not is_coupon("0123456123456111101233200230")


def test_a_positive_offer_is_read_to_its_end() -> None:
    assert is_positive_offer("101234561234560123456")
    assert not is_positive_offer("1012345612345601234567")
