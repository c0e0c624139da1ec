"""Amounts in words of the country: exact, kept as said, and refused where they may mean two things."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.standards.test_epcis_schema import AT, HOME, LEAF
from traceability.errors import NotValid
from traceability.events import event, makers
from traceability.events.amount import SAID_AS, Amount, said_of
from traceability.events.occasion import Goods, namespaces
from traceability.events.said import EXACT, heard, spoken
from traceability.vocabulary import LOCAL_UNITS

numbers = st.decimals(0, 10**18 - 1, places=12)
few = st.decimals(0, 10**6, places=2)


@pytest.mark.parametrize(
    ("said", "value", "unit"),
    [
        ("3 lạng", "0.3", "KGM"),
        ("32 cân", "32", "KGM"),
        ("1,5 yến", "15", "KGM"),
        ("2 tạ 5 yến", "250", "KGM"),
        ("1 tấn", "1000", "KGM"),
        ("2 Sào Bắc Bộ", "720", "MTK"),
        ("1 sào Trung Bộ", "500", "MTK"),
        ("1 mẫu Bắc Bộ 2 sào Bắc Bộ 5 thước", "4440", "MTK"),
    ],
)
def test_words_are_converted(said: str, value: str, unit: str) -> None:
    assert heard(said) == Amount(Decimal(value), unit)
    assert heard(said).said == said


@given(numbers, st.sampled_from(sorted(LOCAL_UNITS)))
def test_a_conversion_is_exact_and_can_be_undone(number: Decimal, word: str) -> None:
    amount = spoken(number, word)
    code, size = LOCAL_UNITS[word]
    assert (amount.unit, amount.said) == (code, f"{number:f} {word}")
    assert EXACT.divide(amount.value, size) == number


@given(few, st.sampled_from(sorted(LOCAL_UNITS)))
def test_what_was_kept_is_heard_as_the_same(number: Decimal, word: str) -> None:
    amount = spoken(number, word)
    assert heard(str(amount.said)) == amount


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("2 sào", "Expected a unit of DTN"),
        ("1.000 cân", "Expected a number that cannot mean thousands, got '1.000 cân'."),
        ("3 yến 2 thước", "Expected words that measure the same thing, got '3 yến 2 thước'."),
        ("yến", "Expected an amount like 3 yến 2 cân or 2 sào Bắc Bộ, got 'yến'."),
        ("-3 yến", "Expected an amount like 3 yến 2 cân or 2 sào Bắc Bộ, got '-3 yến'."),
        ("3 yến" * 40, "Expected an amount like 3 yến 2 cân or 2 sào Bắc Bộ, got"),
    ],
)
def test_what_may_mean_two_things_is_refused(said: str, sentence: str) -> None:
    with pytest.raises(NotValid) as no:
        heard(said)
    assert str(no.value).startswith(sentence)
    assert no.value.field == "said"


@pytest.mark.parametrize("number", ["-1", "NaN"])
def test_less_than_nothing_is_refused_in_words_too(number: str) -> None:
    with pytest.raises(NotValid) as no:
        spoken(Decimal(number), "yến")
    assert str(no.value) == f"Expected an amount of 0 or more, got '{number} yến'."


def test_an_event_keeps_both_and_reads_both_back() -> None:
    body = makers.harvest(AT, Goods(LEAF, heard("3 yến")), None, {})
    assert body["quantityList"] == [{"epcClass": LEAF.uri, "quantity": Decimal(30), "uom": "KGM"}]
    (portion,) = event.make(body, namespaces(HOME)).made
    assert portion.amount is not None
    assert (portion.amount, portion.amount.said) == (Amount(Decimal(30), "KGM"), "3 yến")


@pytest.mark.parametrize("strange", ["3 yến", 7, [7, {"farm:of": 1, "farm:said": []}], {}])
def test_what_a_stranger_put_there_says_nothing(strange: object) -> None:
    assert said_of({SAID_AS: strange}) == {}
