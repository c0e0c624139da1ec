"""Plants as ranges: written, read, counted."""

import pytest
from hypothesis import given, settings

from tests.masterdata.examples import rows
from traceability.errors import NotValid
from traceability.masterdata.planting import Gap, Rows, check_apart


@settings(max_examples=60)
@given(rows())
def test_rows_written_and_read_are_the_same(planted: Rows) -> None:
    assert Rows.parse(planted.text, planted.year) == planted


@settings(max_examples=15)
@given(rows())
def test_the_count_is_the_number_of_places_where_a_plant_stands(planted: Rows) -> None:
    stands = [
        planted.contains(row, position)
        for row in range(planted.first - 1, planted.last + 2)
        for position in range(planted.positions + 2)
    ]
    assert sum(stands) == planted.count


def test_a_hillside_is_one_line() -> None:
    planted = Rows.parse("1-14×165 without 5/20-25,3/17", 1995)
    assert planted.text == "1-14×165 without 3/17,5/20-25"
    assert planted.count == 14 * 165 - 7
    assert not planted.contains(5, 22)
    assert Rows.parse("7×30") == Rows(7, 7, 30)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1-14x165", "Expected rows like 1-14×165 without 3/17,5/20-25, got '1-14x165'."),
        ("14-1×165", "Expected rows from 1 to 9999, first to last, got '14-1'."),
        ("0×165", "Expected rows from 1 to 9999, first to last, got '0-0'."),
        ("1×0", "Expected 1 to 99999 positions in a row, got 0."),
        ("1×9 without 1", "Expected a gap like 3/17 or 5/20-25, got '1'."),
        ("1×9 without 1/5-4", "Expected a gap from a first to a last position, got '5-4'."),
        ("1×9 without 2/5", "Expected gaps within 1×9, got '2/5'."),
        ("1×9 without 1/5-10", "Expected gaps within 1×9, got '1/5-10'."),
        (
            "1×9 without 1/2-4,1/4",
            "Expected gaps that do not overlap, got '1/2-4 and 1/4'.",
        ),
    ],
)
def test_rows_that_cannot_be_say_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(NotValid) as refused:
        Rows.parse(text)
    assert str(refused.value) == sentence


def test_a_plot_has_at_most_two_hundred_gaps_a_range() -> None:
    with pytest.raises(NotValid) as refused:
        Rows(1, 300, 5, tuple(Gap(row, 1, 1) for row in range(1, 202)))
    assert str(refused.value) == "Expected at most 200 gaps, got 201."


def test_a_year_is_one_a_tree_can_be_of() -> None:
    with pytest.raises(NotValid) as refused:
        Rows(1, 2, 3, year=95)
    assert str(refused.value) == "Expected a year from 1000 to 2200, got 95."


def test_a_row_stands_in_one_range() -> None:
    check_apart((Rows(5, 9, 10), Rows(1, 4, 10)))
    with pytest.raises(NotValid) as refused:
        check_apart((Rows(4, 9, 10), Rows(1, 4, 12)))
    assert str(refused.value) == "Expected ranges that share no row, got '1-4×12 and 4-9×10'."
