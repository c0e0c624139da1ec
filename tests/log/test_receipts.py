"""Receipts: the signed text, the same for a repeat, broken by any change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from traceability.errors import NotValid
from traceability.log.receipts import Reception, receipt_text, sign, verify

PRIVATE_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY_ID = "0a1b2c3d"
SAID = sha256(b"said").hexdigest()
RECEPTION = Reception(
    record_id="urn:uuid:7a9c0f44-0000-4000-8000-000000000001",
    said_sha256=SAID,
    form="harvest/3",
    received=datetime(2026, 11, 22, 8, 15, 30, 123_456, tzinfo=timezone(timedelta(hours=7))),
    status="accepted",
)
RECEIPT = sign(PRIVATE_KEY, KEY_ID, RECEPTION)


def test_the_signed_text_is_seven_lines() -> None:
    assert receipt_text(RECEPTION, KEY_ID) == (
        "farm-traceability receipt v1\n"
        "urn:uuid:7a9c0f44-0000-4000-8000-000000000001\n"
        f"{SAID}\n"
        "harvest/3\n"
        "2026-11-22T01:15:30.123Z\n"
        "accepted\n"
        "0a1b2c3d\n"
    )


def test_the_instant_is_kept_in_utc_to_the_millisecond() -> None:
    assert RECEPTION.received == datetime(2026, 11, 22, 1, 15, 30, 123_000, tzinfo=UTC)


def test_a_repeat_gets_the_same_receipt() -> None:
    assert sign(PRIVATE_KEY, KEY_ID, RECEPTION) == RECEIPT


def test_a_receipt_verifies_under_its_key_alone() -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    assert verify(PRIVATE_KEY.public_key(), RECEIPT)
    assert not verify(stranger.public_key(), RECEIPT)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("record_id", "another"),
        ("said_sha256", "0" * 64),
        ("form", "harvest/4"),
        ("received", datetime(2026, 11, 22, tzinfo=UTC)),
        ("status", "held"),
    ],
)
def test_a_receipt_changed_in_any_field_does_not_verify(field: str, value: Any) -> None:
    changed = replace(RECEIPT, reception=replace(RECEPTION, **{field: value}))
    assert not verify(PRIVATE_KEY.public_key(), changed)


def test_a_receipt_under_another_key_id_does_not_verify() -> None:
    assert not verify(PRIVATE_KEY.public_key(), replace(RECEIPT, key_id="ffffffff"))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("record_id", "", "Expected one word, got ''."),
        ("record_id", "a\nb", r"Expected one word, got 'a\nb'."),
        ("status", "held over", "Expected one word, got 'held over'."),
        ("form", "\ud800", r"Expected one word, got '\ud800'."),
        ("said_sha256", "AB", "Expected 64 lower-case hexadecimal digits, got 'AB'."),
        (
            "received",
            datetime(2026, 11, 22),  # noqa: DTZ001  # the zone that is missing
            "Expected a time with its zone, got 2026-11-22 00:00:00.",
        ),
    ],
)
def test_a_field_that_could_be_read_in_two_ways_is_refused(
    field: str, value: Any, sentence: str
) -> None:
    with pytest.raises(NotValid) as refused:
        replace(RECEPTION, **{field: value})
    assert str(refused.value) == sentence
    assert refused.value.field == field


@pytest.mark.parametrize("signature", ["AAAA", "not base64", "ü"])
def test_a_signature_has_its_shape(signature: str) -> None:
    with pytest.raises(NotValid) as refused:
        replace(RECEIPT, signature=signature)
    sentence = f"Expected a signature of 64 bytes in base64, got '{signature}'."
    assert str(refused.value) == sentence


def test_a_key_id_has_its_shape() -> None:
    with pytest.raises(NotValid) as refused:
        replace(RECEIPT, key_id="KEY")
    assert str(refused.value) == "Expected 8 lower-case hexadecimal digits, got 'KEY'."
