"""Leaves of the log: their layout, their hash, and what a label carries of it."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.errors import NotValid
from traceability.log.leaves import (
    Leaf,
    commitment,
    leaf_bytes,
    leaf_hash,
    parse_leaf,
    salted_hash,
)

SALT, OTHER_SALT = b"s" * 16, b"t" * 16
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
digests = st.binary(min_size=32, max_size=32)
leaves = st.builds(Leaf, words, words, digests, digests)


@settings(max_examples=60, deadline=None)
@given(leaves)
def test_a_leaf_reads_back_as_it_was_written(leaf: Leaf) -> None:
    assert parse_leaf(leaf.to_bytes()) == leaf


@settings(max_examples=60, deadline=None)
@given(leaves, leaves)
def test_two_leaves_never_share_their_bytes(one: Leaf, other: Leaf) -> None:
    assert (one.to_bytes() == other.to_bytes()) == (one == other)


def test_a_leaf_is_laid_out_byte_for_byte() -> None:
    data = leaf_bytes("r1", "event", b"open", SALT, b"closed", OTHER_SALT)
    assert data == (
        b"\x01\x00\x02r1\x05event"
        + sha256(SALT + b"open").digest()
        + sha256(OTHER_SALT + b"closed").digest()
    )


def test_the_hash_of_a_leaf_is_that_of_the_standard() -> None:
    empty = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"").hex() == empty


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Expected a leaf of version 1, got 'no bytes'."),
        (b"\x02rest", "Expected a leaf of version 1, got '02'."),
        (b"\x01", "Expected 1 to 65535 bytes of UTF-8, got ''."),
        (b"\x01\x00\x01a\x01b" + b"h" * 63, "Expected 32 bytes, got 31."),
        (b"\x01\x00\x01a\x01b" + b"h" * 65, "Expected 32 bytes, got 33."),
        (b"\x01\x00\x01\xff", "Expected a leaf with id and kind in UTF-8, got '010001ff'."),
    ],
)
def test_bytes_that_no_leaf_has_are_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(NotValid) as refused:
        parse_leaf(data)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("", "Expected 1 to 255 bytes of UTF-8, got ''."),
        ("\ud800", r"Expected text that UTF-8 can hold, got \"'\\ud800'\"."),
    ],
)
def test_a_kind_fits_its_length(kind: str, sentence: str) -> None:
    with pytest.raises(NotValid) as refused:
        Leaf("r1", kind, bytes(32), bytes(32))
    assert str(refused.value).replace('"', r"\"") == sentence


def test_a_salt_is_sixteen_bytes() -> None:
    with pytest.raises(NotValid) as refused:
        salted_hash(b"short", b"content")
    assert str(refused.value) == "Expected 16 bytes, got 5."


def test_a_label_carries_eighty_bits_of_the_leaf_hash_in_crockfords_signs() -> None:
    assert commitment(bytes(32)) == "0" * 16
    assert commitment(b"\xff" * 32) == "Z" * 16
    assert commitment(bytes.fromhex("00443214c74254b635cf") + bytes(22)) == "0123456789ABCDEF"


def test_a_label_carries_nothing_but_a_hash() -> None:
    with pytest.raises(NotValid) as refused:
        commitment(b"short")
    assert str(refused.value) == "Expected 32 bytes, got 5."
