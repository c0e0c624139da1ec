"""Sums by measure, and the later of two words."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.cast import kg, pieces
from traceability.batches.tally import Tally, Word
from traceability.events.amount import Amount

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
units = st.sampled_from(["KGM", "GRM", "TNE", "DTN", "LTR", "H87"])
numbers = st.decimals(0, 10**6, places=3)
amounts = st.none() | st.builds(Amount, numbers, units)
words = st.builds(
    Word,
    st.integers(0, 3).map(lambda hours: NOON + timedelta(hours=hours)),
    st.uuids().map(str),
    st.sampled_from(["set", "unset"]),
)


def test_amounts_are_summed_in_base_units_by_measure() -> None:
    tally = Tally().plus(kg("25.5")).plus(Amount(Decimal(500), "GRM")).plus(pieces(3))
    assert tally == Tally({"mass": Decimal(26), "count": Decimal(3)})
    assert (tally.of("mass"), tally.of("volume")) == (Decimal(26), Decimal(0))


def test_an_unknown_weight_is_counted_and_stays_unknown() -> None:
    tally = Tally().plus(None).plus(kg("1"))
    assert tally.unknown == 1
    assert tally.minus(Tally().plus(None)).unknown == 2


def test_what_was_never_made_is_left_as_less_than_nothing() -> None:
    assert Tally().minus(Tally().plus(kg("2"))).of("mass") == Decimal(-2)


def test_an_empty_tally_is_false_and_an_unknown_weight_is_something() -> None:
    assert not Tally()
    assert Tally().plus(None)
    assert Tally().plus(kg("0"))


@given(st.lists(amounts, max_size=8), st.randoms(use_true_random=False))
def test_a_sum_does_not_depend_on_the_order(listed: list[Amount | None], any_order: object) -> None:
    shuffled = list(listed)
    any_order.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands in a random.Random
    one, other = Tally(), Tally()
    for amount, moved in zip(listed, shuffled, strict=True):
        one, other = one.plus(amount), other.plus(moved)
    assert one == other


@given(words, words, words)
def test_the_later_and_the_earlier_word_do_not_depend_on_the_order(
    one: Word, two: Word, three: Word
) -> None:
    assert one.or_later(two.or_later(three)) == three.or_later(one).or_later(two)
    assert one.or_earlier(two.or_earlier(three)) == three.or_earlier(one).or_earlier(two)


@given(words)
def test_a_word_alone_holds(word: Word) -> None:
    assert word.or_later(None) == word.or_earlier(None) == word


def test_of_equal_times_the_greater_id_holds_as_the_later() -> None:
    small, great = Word(NOON, "a", "publish"), Word(NOON, "b", "withdraw:error")
    assert small.or_later(great) is great
    assert small.or_earlier(great) is small


def test_of_equal_times_what_is_set_outranks_what_is_lifted() -> None:
    recalled, lifted = Word(NOON, "a", "set"), Word(NOON, "b", "unset")
    assert recalled.or_later(lifted) is lifted.or_later(recalled) is recalled
    later = Word(NOON + timedelta(milliseconds=1), "a", "unset")
    assert recalled.or_later(later) is later
