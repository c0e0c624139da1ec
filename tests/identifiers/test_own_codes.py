"""Own codes catch every wrong character and every swap."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.errors import NotValid
from traceability.identifiers.own_codes import ALPHABET, OwnCode, Serial, mint

BITS = st.integers(0, 2**60 - 1)
PLACES = st.integers(0, 12)


def _is_right(text: str) -> bool:
    try:
        OwnCode.parse(text)
    except NotValid:
        return False
    return True


@given(BITS)
@settings(max_examples=100, deadline=None)
def test_a_minted_code_is_read_back(bits: int) -> None:
    code = mint(bits)
    assert OwnCode.parse(code.value) == code


@given(BITS, PLACES)
@settings(max_examples=50, deadline=None)
def test_every_single_wrong_character_is_caught(bits: int, place: int) -> None:
    code = mint(bits).value
    others = (code[:place] + other + code[place + 1 :] for other in ALPHABET)
    assert [other for other in others if _is_right(other)] == [code]


@given(BITS)
@settings(max_examples=50, deadline=None)
def test_every_swap_of_two_characters_is_caught(bits: int) -> None:
    code = mint(bits).value
    for first in range(13):
        for second in range(first):
            swapped = list(code)
            swapped[first], swapped[second] = code[second], code[first]
            assert _is_right("".join(swapped)) == (code[first] == code[second])


def test_a_code_is_read_as_people_type_it() -> None:
    code = mint(1 << 55 | 32)
    typed = code.value.lower().replace("1", "l").replace("0", "o")
    assert OwnCode.parse(f"{typed[:4]}-{typed[4:8]} {typed[8:]}") == code


def test_a_code_of_another_shape_is_refused() -> None:
    with pytest.raises(NotValid) as refusal:
        OwnCode.parse("ABCU")
    assert str(refusal.value) == "Expected a code of 13 letters and digits, got 'ABCU'."


def test_a_code_with_a_wrong_check_character_is_refused() -> None:
    with pytest.raises(NotValid) as refusal:
        OwnCode.parse("0000000000001")
    assert str(refusal.value) == (
        "Expected a code whose characters agree with its last one, got '0000000000001'."
    )


def test_a_letter_outside_ascii_is_refused() -> None:
    assert not _is_right("\u017f000000000000")


@pytest.mark.parametrize("bits", [-1, 2**60])
def test_only_sixty_bits_make_a_code(bits: int) -> None:
    with pytest.raises(ValueError, match=r"Expected 60 bits, got"):
        mint(bits)


def test_a_serial_has_one_to_twenty_characters_of_set_82() -> None:
    assert Serial.parse("A/1").value == "A/1"
    for text in ("", "a" * 21, "é", "a b"):
        with pytest.raises(NotValid) as refusal:
            Serial.parse(text)
        assert str(refusal.value) == (
            f"Expected a serial of 1 to 20 characters of GS1 set 82, got {text!r}."
        )
