"""PINs: six digits nobody tries first, hashed slowly under a key outside; guesses slow down."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest

from traceability.credentials import pin as pins
from traceability.credentials.pace import CARD, OWN
from traceability.errors import NotValid
from traceability.keyring import Keyring

NOW = datetime(2026, 11, 28, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("digits", ["12345", "1234567", "38o194", "٣٨٠١٩٤", ""])
def test_a_pin_is_six_digits(keyring: Keyring, digits: str) -> None:
    with pytest.raises(NotValid, match=r"^Expected six digits, got 'another text'\.$"):
        pins.new("C1", digits, keyring, NOW)


@pytest.mark.parametrize("digits", ["000000", "123456", "987654", "777777"])
def test_a_pin_that_anybody_would_try_first_is_refused(keyring: Keyring, digits: str) -> None:
    with pytest.raises(NotValid, match="that are not all the same and not in a row"):
        pins.new("C1", digits, keyring, NOW)


def test_it_opens_one_card_even_after_the_keys_were_rotated(keyring: Keyring) -> None:
    pin = pins.new("C1", "380194", keyring, NOW)
    rotated = keyring.rotate("session", NOW, secrets.token_bytes)
    assert pins.opens(pin, "380194", rotated)
    assert not pins.opens(pin, "380195", rotated)
    assert not pins.opens(pins.Pin("C2", pin.hash, pin.key, NOW), "380194", rotated)
    assert pin.hash.startswith("$argon2id$")
    assert "380194" not in repr(pin)


def test_pauses_grow_and_end_at_an_hour() -> None:
    half = timedelta(seconds=30)
    assert [OWN.pause(each) for each in (1, 4, 5, 6, 7)] == [
        0 * half,
        0 * half,
        half,
        2 * half,
        4 * half,
    ]
    assert OWN.pause(1000) == CARD.pause(1000) == timedelta(hours=1)
