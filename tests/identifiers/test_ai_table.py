"""The table of application identifiers: how long values are and how refusals read."""

from itertools import pairwise

import pytest

from traceability.errors import NotValid
from traceability.identifiers import ai_table
from traceability.identifiers.ai_table import path_sequences, starting, table


def test_a_lot_is_at_most_twenty_characters() -> None:
    with pytest.raises(NotValid) as refusal:
        table()["10"].check("A" * 21)
    assert str(refusal.value) == (
        "Expected a shorter value in (10) BATCH/LOT, got 'AAAAAAAAAAAAAAAAAAAAA'."
    )


def test_a_value_is_at_least_as_long_as_its_shortest() -> None:
    with pytest.raises(NotValid) as refusal:
        table()["20"].check("1")
    assert str(refusal.value) == "Expected a longer value in (20) VARIANT, got '1'."


def test_a_refusal_names_the_application_identifier_as_its_field() -> None:
    with pytest.raises(NotValid) as refusal:
        table()["01"].check("09520123456789")
    assert (str(refusal.value), refusal.value.field) == (
        "Expected a right check digit in (01) GTIN, got '09520123456789'.",
        "01",
    )


def test_optional_parts_may_be_left_out() -> None:
    table()["253"].check("9526064000028")
    table()["253"].check("9526064000028A1")


def test_no_code_begins_with_another() -> None:
    codes = sorted(table())
    pairs = pairwise(codes)
    assert [pair for pair in pairs if pair[1].startswith(pair[0])] == []


def test_a_text_begins_with_at_most_one_code() -> None:
    found = starting("3103000195")
    assert found is not None
    assert (found.code, starting("89")) == ("3103", None)


def test_a_pay_to_number_stands_with_its_reference_only() -> None:
    assert [one for one in path_sequences() if one[0] == "415"] == [("415", "8020")]


def test_a_component_of_another_shape_is_a_fault_of_the_table() -> None:
    with pytest.raises(ValueError, match=r"Expected a component such as N13 or \[X\.\.17\], got"):
        ai_table.component("Q5")
