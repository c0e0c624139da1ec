"""A backup is whole or refused, and goes only into an empty database."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from traceability.errors import Conflict, NotValid
from traceability.keyring import Keyring
from traceability.store import backup, frames
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PASSPHRASE = "tea leaves in the morning"


@pytest.fixture
def empty(mongodb: str) -> Iterator[Store]:
    with Store.open(mongodb, "empty") as store:
        store.client.drop_database("empty")
        yield store


@pytest.fixture
def file(cast: Cast, store: Store, keyring: Keyring, tmp_path: Path) -> Path:
    cast.packed_tea()
    path = tmp_path / "today.backup"
    backup.write(store, keyring, path, PASSPHRASE, NOW, secrets.token_bytes)
    return path


def refusal(store: Store, file: Path) -> str:
    with pytest.raises((NotValid, Conflict)) as no:
        backup.restore(store, file, PASSPHRASE)
    return str(no.value)


def test_it_holds_the_log_below_one_index(file: Path, empty: Store, store: Store) -> None:
    restored = backup.restore(empty, file, PASSPHRASE)
    assert (restored.size, restored.at) == (store.log.size(), NOW)
    assert empty.log.size() == empty.records.count() == restored.size
    assert empty.log.waiting() == 0


def test_only_its_owner_reads_it_and_no_draft_is_left(file: Path) -> None:
    assert oct(file.stat().st_mode)[-3:] == "600"
    assert list(file.parent.iterdir()) == [file]


def test_a_database_that_is_not_empty_is_refused(file: Path, store: Store) -> None:
    assert refusal(store, file).startswith("Expected an empty database, got 'one with ")


def test_another_file_is_refused(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "notes").write_bytes(b"only notes")
    expected = "Expected a file that begins with 'farm-traceability backup v1', got b'only notes'."
    assert refusal(empty, tmp_path / "notes") == expected


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 0.999), mask=st.integers(1, 255))
def test_one_changed_byte_is_refused_before_anything_is_written(
    file: Path, empty: Store, place: float, mask: int
) -> None:
    data = bytearray(file.read_bytes())
    data[int(place * len(data))] ^= mask
    changed = file.with_name("changed")
    changed.write_bytes(data)
    assert refusal(empty, changed).startswith("Expected a ")
    assert empty.database.list_collection_names() == []


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.floats(0, 0.999))
def test_a_truncated_file_is_refused(file: Path, empty: Store, part: float) -> None:
    data = file.read_bytes()
    cut = file.with_name("cut")
    cut.write_bytes(data[: int(part * len(data))])
    assert refusal(empty, cut).startswith("Expected a ")


def test_the_refusal_names_the_hash_that_was_expected(file: Path, empty: Store) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    expected = f"Expected a whole backup, which ends with its SHA-256 {data[-32:].hex()}, got '"
    assert refusal(empty, file).startswith(expected)


def test_a_backup_of_a_later_version_is_refused(
    file: Path, empty: Store, store: Store, keyring: Keyring
) -> None:
    store.database["migrations"].insert_one({"_id": 7})
    try:
        backup.write(store, keyring, file, PASSPHRASE, NOW, secrets.token_bytes)
    finally:
        store.database["migrations"].delete_one({"_id": 7})
    assert refusal(empty, file) == "Expected a backup of version 0 or earlier, got 7."


def test_a_database_of_another_version_is_refused(file: Path, empty: Store) -> None:
    empty.database["migrations"].insert_one({"_id": 3})
    expected = "Expected a database of version 0, or one never prepared, got 3."
    assert refusal(empty, file) == expected


def test_frames_without_an_end_are_refused(empty: Store, file: Path) -> None:
    first = list(frames.read(file))[:-1]
    with frames.writing(file) as out:
        for kind, document in first:
            out.write(frames.frame(kind, document))
    assert refusal(empty, file) == "Expected a backup with its end, got 'one without'."
    assert not empty.ready()


def test_the_same_document_twice_is_refused(empty: Store, file: Path) -> None:
    every = list(frames.read(file))
    first = next(place for place, (kind, _) in enumerate(every) if kind == b"D")
    with frames.writing(file) as out:
        for kind, document in [*every[:first], every[first], *every[first:]]:
            out.write(frames.frame(kind, document))
    assert refusal(empty, file).startswith("Expected documents of their own in ")
