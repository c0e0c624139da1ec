"""Check digits and check pairs catch a wrong character."""

from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.identifiers.check_digits import (
    CSET82,
    check_digit,
    check_pair,
    has_check_digit,
    has_check_pair,
)

DIGITS = st.text("0123456789", min_size=7, max_size=17)


@given(DIGITS)
@settings(max_examples=50, deadline=None)
def test_a_number_with_its_check_digit_is_right(body: str) -> None:
    assert has_check_digit(body + check_digit(body))


@given(DIGITS, st.integers(0, 6), st.integers(1, 9))
@settings(max_examples=50, deadline=None)
def test_one_wrong_digit_is_caught(body: str, place: int, shift: int) -> None:
    wrong = str((int(body[place]) + shift) % 10)
    assert not has_check_digit(body[:place] + wrong + body[place + 1 :] + check_digit(body))


@given(st.text(CSET82, max_size=23))
@settings(max_examples=50, deadline=None)
def test_a_text_with_its_check_pair_is_right(body: str) -> None:
    assert has_check_pair(body + check_pair(body))


def test_digits_of_other_scripts_are_no_digits() -> None:
    assert not has_check_digit("٠٩٥٢٠١٢٣٤٥٦٧٨٨")
