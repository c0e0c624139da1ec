"""What may and must stand together on one item."""

import pytest

from traceability.errors import NotValid
from traceability.identifiers import relations
from traceability.identifiers.element_strings import parse_bracketed


def test_one_code_with_two_values_is_refused() -> None:
    with pytest.raises(NotValid) as refusal:
        relations.check_repeats(parse_bracketed("(10)A(10)B"))
    assert str(refusal.value) == "Expected one value for (10), got 'B'."


def test_codes_that_exclude_each_other_are_refused() -> None:
    with pytest.raises(NotValid) as refusal:
        relations.check_exclusions(parse_bracketed("(01)09520123456788(37)12"))
    assert str(refusal.value) == "Expected (01) without (37), got '01, 37'."


def test_a_code_without_its_partner_is_refused() -> None:
    with pytest.raises(NotValid) as refusal:
        relations.check_requirements(parse_bracketed("(21)A"))
    assert str(refusal.value) == "Expected (21) together with 01 or 03 or 8006, got '21'."


def test_a_signature_asks_for_a_serial() -> None:
    with pytest.raises(NotValid) as refusal:
        relations.check_signature(parse_bracketed("(253)9526064000028(8030)ABC"))
    assert str(refusal.value) == (
        "Expected a serial in (253) beside a digital signature, got '9526064000028'."
    )


def test_what_may_stand_together_is_let_through() -> None:
    elements = parse_bracketed("(01)09520123456788(21)A(3103)000195(8030)ABC")
    relations.check_repeats(elements)
    relations.check_exclusions(elements)
    relations.check_requirements(elements)
    relations.check_signature(elements)
    relations.check_signature(elements[:2])
