"""Element strings are read with brackets and with FNC1."""

import pytest

from traceability.errors import NotValid
from traceability.identifiers.element_strings import (
    Element,
    Options,
    parse_bracketed,
    parse_with_fnc1,
    write_with_fnc1,
)


def test_brackets_and_fnc1_say_the_same() -> None:
    elements = (Element("01", "09520123456788"), Element("10", "ABC"), Element("21", "12(3)"))
    assert parse_bracketed(r"(01)09520123456788(10)ABC(21)12\(3)") == elements
    assert parse_with_fnc1("^010952012345678810ABC^2112(3)") == elements
    assert write_with_fnc1(elements) == "^010952012345678810ABC^2112(3)"


def test_an_fnc1_after_a_fixed_length_is_tolerated() -> None:
    assert parse_with_fnc1("^0109520123456788^10A") == parse_with_fnc1("^010952012345678810A")


@pytest.mark.parametrize("text", ["", "01", "x(10)A", "(01)", "(1)2", "(10)A(", "(10)A^"])
def test_a_broken_bracketed_string_is_refused(text: str) -> None:
    with pytest.raises(NotValid) as refusal:
        parse_bracketed(text)
    assert str(refusal.value) == (
        f"Expected an element string such as (01)09520123456788(10)ABC, got {text!r}."
    )


def test_an_element_string_begins_with_fnc1() -> None:
    with pytest.raises(NotValid) as refusal:
        parse_with_fnc1("10ABC")
    assert str(refusal.value) == "Expected an element string that begins with FNC1, got '10ABC'."


def test_an_unknown_code_is_refused_unless_it_was_asked_for() -> None:
    with pytest.raises(NotValid) as refusal:
        parse_bracketed("(89)A")
    assert str(refusal.value) == "Expected a known application identifier, got '89'."
    assert parse_bracketed("(89)A", Options(unknown_ais=True)) == (Element("89", "A"),)
    with pytest.raises(NotValid):
        parse_with_fnc1("^89A")
