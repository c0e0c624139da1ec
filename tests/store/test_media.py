"""What is sent in pieces is whole or not there; what is counted is counted for all workers."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from traceability.errors import NotFound
from traceability.keyring import Keyring
from traceability.store import backup
from traceability.store.media import Medium, Upload
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SHA, PARTY = "a" * 64, "https://trace.example/t/1"
MEDIUM = Medium(SHA, 9, "image/jpeg", 4, (PARTY,), NOW)


@pytest.fixture
def empty(mongodb: str) -> Iterator[Store]:
    with Store.open(mongodb, "empty") as store:
        store.client.drop_database("empty")
        yield store


def test_pieces_are_joined_in_their_order(store: Store) -> None:
    upload = store.media.begin(Upload(SHA, PARTY, 9, NOW))
    assert store.media.append(upload, b"one", NOW)
    there = store.media.upload(SHA, PARTY)
    assert there is not None
    assert there.offset == 3
    assert store.media.append(there, b"two", NOW)
    assert store.media.joined(upload) == b"onetwo"


def test_a_piece_elsewhere_is_not_appended_and_leaves_nothing(store: Store) -> None:
    upload = store.media.begin(Upload(SHA, PARTY, 9, NOW))
    assert store.media.append(upload, b"one", NOW)
    assert not store.media.append(upload, b"two", NOW)
    assert store.database["upload_parts"].count_documents({}) == 1


def test_another_party_goes_on_with_nobodys_upload(store: Store) -> None:
    store.media.begin(Upload(SHA, PARTY, 9, NOW))
    assert store.media.upload(SHA, "https://trace.example/t/2") is None


def test_a_dropped_upload_leaves_nothing(store: Store) -> None:
    upload = store.media.begin(Upload(SHA, PARTY, 9, NOW))
    store.media.append(upload, b"one", NOW)
    store.media.drop(upload)
    store.media.drop(upload)
    assert store.media.joined(upload) == b""
    assert store.database["upload_parts"].count_documents({}) == 0


def test_the_first_keeping_stands(store: Store) -> None:
    store.media.keep(MEDIUM, b"data")
    other = Medium(SHA, 9, "image/jpeg", 4, ("https://trace.example/t/2",), NOW + timedelta(1))
    kept = store.media.keep(other, b"more")
    assert (kept.at, kept.parties) == (NOW, (PARTY, "https://trace.example/t/2"))
    assert store.media.read(SHA) == b"data"


def test_an_unknown_file_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound) as no:
        store.media.read(SHA)
    assert str(no.value) == f"Expected a known file, got '{SHA}'."


@pytest.mark.parametrize(("name", "days"), [("uploads", 7), ("upload_parts", 30)])
def test_what_nobody_goes_on_with_is_forgotten_by_itself(
    store: Store, name: str, days: int
) -> None:
    indexes = store.database[name].index_information().values()
    ends = [each["expireAfterSeconds"] for each in indexes if "expireAfterSeconds" in each]
    assert ends == [days * 86_400]


def test_a_backup_holds_what_is_kept_and_not_what_is_on_its_way(
    store: Store, empty: Store, keyring: Keyring, tmp_path: Path
) -> None:
    store.media.keep(MEDIUM, b"data")
    store.media.append(store.media.begin(Upload("b" * 64, PARTY, 9, NOW)), b"one", NOW)
    file = tmp_path / "today.backup"
    backup.write(store, keyring, file, "tea leaves in the morning", NOW, secrets.token_bytes)
    backup.restore(empty, file, "tea leaves in the morning")
    assert (empty.media.about(SHA), empty.media.read(SHA)) == (MEDIUM, b"data")
    assert empty.media.unfinished(PARTY) == 0


def test_a_count_is_one_for_all_workers(store: Store) -> None:
    window = timedelta(minutes=5)

    def ask(_: int) -> int:
        return store.rates.wait("decode", "token-1", 10, window, NOW)

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(ask, range(30)))
    assert sorted(waits) == [0] * 10 + [300] * 20
    assert store.rates.wait("decode", "token-1", 10, window, NOW + window) == 0
    assert store.rates.wait("decode", "token-2", 10, window, NOW) == 0
