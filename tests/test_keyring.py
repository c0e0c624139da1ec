"""The keyring: rotation, its document, its sealing, and the file that one owner reads."""

import os
import unicodedata
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import pytest

from traceability.errors import NotFound, NotValid
from traceability.keyring import NAMES, Key, Keyring, Name, load, load_or_make, save

NOW = datetime(2026, 11, 22, 1, 15, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
PASSPHRASE = "mười hai quả bưởi Diễn"


def counting() -> Callable[[int], bytes]:
    numbers = count(1)
    return lambda size: next(numbers).to_bytes(size)


RANDOM = counting()
KEYRING = Keyring.make(NOW, RANDOM)
SECRET = KEYRING.current("session").secret


def test_a_new_keyring_has_one_key_for_each_name() -> None:
    assert [len(KEYRING.all(name)) for name in NAMES] == [1] * len(NAMES)
    assert {name: KEYRING.current(name).algorithm for name in NAMES} == {
        "session": "secret32",
        "receipt": "ed25519",
        "log": "ed25519",
        "serial": "secret32",
        "webhook": "secret32",
    }


def test_the_id_of_a_signing_key_is_that_of_its_public_half() -> None:
    # The public key and its secret are the first test vector of RFC 8032 §7.1.
    secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    key = Key("ed25519", NOW, None, bytes.fromhex(secret))
    public = key.private_key().public_key().public_bytes_raw().hex()
    assert public == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.id == "21fe31df"


def test_a_shared_secret_signs_nothing() -> None:
    with pytest.raises(NotValid) as refused:
        KEYRING.current("session").private_key()
    assert str(refused.value) == "Expected an ed25519 key, got 'secret32'."


@pytest.mark.parametrize("name", ["session", "receipt", "log", "webhook"])
def test_rotation_retires_the_key_before_and_keeps_it(name: Name) -> None:
    before = KEYRING.current(name)
    rotated = KEYRING.rotate(name, LATER, RANDOM)
    assert rotated.current(name).created == LATER
    assert rotated.by_id(name, before.id) == replace(before, retired=LATER)
    assert [key.retired for key in rotated.all(name)] == [None, LATER]


def test_serial_keys_never_retire() -> None:
    rotated = KEYRING.rotate("serial", LATER, RANDOM)
    assert rotated.all("serial") == (rotated.current("serial"), KEYRING.current("serial"))
    assert rotated.current("serial") != KEYRING.current("serial")


def test_an_unknown_key_is_not_found() -> None:
    with pytest.raises(NotFound) as refused:
        KEYRING.by_id("log", "00000000")
    assert str(refused.value) == "Expected a known log key, got '00000000'."


def test_no_secret_stands_in_a_repr() -> None:
    assert repr(SECRET) not in repr(KEYRING)
    assert "secret=" not in repr(KEYRING)


def test_a_keyring_reads_back_from_its_document() -> None:
    keyring = KEYRING.rotate("serial", LATER, RANDOM).rotate("log", LATER, RANDOM)
    assert Keyring.from_bytes(keyring.to_bytes()) == keyring


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"version": 1, "keys": {}}',
        KEYRING.to_bytes().replace(b": 1,", b": 2,"),
    ],
)
def test_another_document_is_refused_without_quoting_it(data: bytes) -> None:
    with pytest.raises(NotValid) as refused:
        Keyring.from_bytes(data)
    sentence = "Expected a keyring document of version 1, got 'something else'."
    assert str(refused.value) == sentence


def test_a_key_under_another_id_is_refused() -> None:
    key_id = KEYRING.current("serial").id
    with pytest.raises(NotValid) as refused:
        Keyring.from_bytes(KEYRING.to_bytes().replace(key_id.encode(), b"00000000"))
    sentence = f"Expected the serial key with its id {key_id}, got '00000000'."
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        ((), "Expected a current log key, got '0 keys'."),
        (
            (replace(KEYRING.current("log"), retired=NOW),),
            "Expected a current log key, got '1 keys'.",
        ),
        (
            (KEYRING.current("session"),),
            "Expected log keys of ed25519, got 'another algorithm'.",
        ),
        (
            (KEYRING.current("log"),) * 2,
            "Expected log keys with an id each, got 'the same id twice'.",
        ),
    ],
)
def test_a_keyring_is_whole(held: tuple[Key, ...], sentence: str) -> None:
    with pytest.raises(NotValid) as refused:
        Keyring({**KEYRING.keys, "log": held})
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("created", "secret", "sentence"),
    [
        (NOW, b"short", "Expected 32 bytes, got 5."),
        (
            NOW.replace(tzinfo=None),
            bytes(32),
            "Expected a time with its zone, got 2026-11-22 01:15:00.",
        ),
    ],
)
def test_a_key_is_whole(created: datetime, secret: bytes, sentence: str) -> None:
    with pytest.raises(NotValid) as refused:
        Key("secret32", created, None, secret)
    assert str(refused.value) == sentence


SEALED = KEYRING.encrypted(PASSPHRASE, bytes(16), bytes(12))


def test_a_sealed_keyring_opens_with_its_passphrase_however_it_is_typed() -> None:
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert Keyring.decrypted(SEALED, decomposed) == KEYRING


@pytest.mark.parametrize(
    ("sealed", "passphrase"),
    [(SEALED, "another passphrase"), (SEALED[:-1] + bytes([SEALED[-1] ^ 1]), PASSPHRASE)],
)
def test_a_sealed_keyring_opens_for_nothing_else(sealed: bytes, passphrase: str) -> None:
    with pytest.raises(NotValid) as refused:
        Keyring.decrypted(sealed, passphrase)
    sentence = "Expected the passphrase and the bytes of the sealed keyring, got 'others'."
    assert str(refused.value) == sentence


@pytest.mark.parametrize("sealed", [b"other", SEALED[:64]])
def test_what_is_no_sealed_keyring_is_refused(sealed: bytes) -> None:
    with pytest.raises(NotValid) as refused:
        Keyring.decrypted(sealed, PASSPHRASE)
    assert str(refused.value) == f"Expected a sealed keyring, got '{len(sealed)} other bytes'."


@pytest.mark.parametrize(
    ("passphrase", "salt", "nonce", "sentence"),
    [
        ("short", 16, 12, "Expected a passphrase of at least 12 characters, got 5."),
        (PASSPHRASE, 8, 12, "Expected 16 bytes, got 8."),
        (PASSPHRASE, 16, 8, "Expected 12 bytes, got 8."),
    ],
)
def test_sealing_asks_for_enough(passphrase: str, salt: int, nonce: int, sentence: str) -> None:
    with pytest.raises(NotValid) as refused:
        KEYRING.encrypted(passphrase, bytes(salt), bytes(nonce))
    assert str(refused.value) == sentence


def test_a_missing_keyring_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "keyring.json"
    made = load_or_make(path, NOW, os.urandom)
    assert load_or_make(path, LATER, os.urandom) == made == load(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def serial_key_of(path: Path) -> str:
    return load_or_make(path, NOW, os.urandom).current("serial").id


def test_processes_that_start_at_once_get_the_same_keyring(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as processes:
        asked = [processes.submit(serial_key_of, tmp_path / "keyring.json") for _ in range(6)]
    assert len({answer.result() for answer in asked}) == 1


def test_who_comes_second_takes_the_first_ones_keyring(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"

    def slow(size: int) -> bytes:
        if not path.exists():
            save(path, KEYRING, os.urandom)
        return os.urandom(size)

    assert load_or_make(path, LATER, slow) == KEYRING
    assert list(tmp_path.iterdir()) == [path]


def test_a_keyring_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    save(path, KEYRING, os.urandom)
    path.chmod(0o640)
    with pytest.raises(NotValid) as refused:
        load_or_make(path, NOW, os.urandom)
    assert str(refused.value) == f"Expected the keyring file {path} with mode 0600, got '0640'."
