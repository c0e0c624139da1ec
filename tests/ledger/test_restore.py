"""Everything into one file and back, held against the log."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.ledger.busy import busy, views, voided
from traceability.access import Role
from traceability.errors import Conflict, NotValid
from traceability.events.occasion import namespaces
from traceability.keyring import Keyring
from traceability.ledger.restore import restore
from traceability.store import backup
from traceability.store.files import File
from traceability.store.people import Token
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PASSPHRASE = "tea leaves in the morning"


@pytest.fixture
def empty(mongodb: str) -> Iterator[Store]:
    with Store.open(mongodb, "restored") as store:
        store.client.drop_database("restored")
        yield store


@pytest.fixture
def file(cast: Cast, store: Store, keyring: Keyring, tmp_path: Path) -> Path:
    busy(cast, store)
    token = Token("t", b"h" * 32, cast.household.uri, Role.RECORDER, NOW, NOW)
    store.people.add_token(token)
    store.files.put(File("b" * 64, "image/jpeg", 400_000, cast.household.uri), b"photo!!!" * 50_000)
    store.meta.put("id_base", "trace.example")
    path = tmp_path / "today.backup"
    backup.write(store, keyring, path, PASSPHRASE, NOW, secrets.token_bytes)
    return path


def back(store: Store, file: Path, cast: Cast) -> Keyring:
    return restore(store, file, PASSPHRASE, lambda: NOW, namespaces(cast.domain))


def test_what_was_restored_equals_what_stood_before(
    file: Path, empty: Store, store: Store, cast: Cast, keyring: Keyring
) -> None:
    assert back(empty, file, cast) == keyring
    assert (views(empty), voided(empty)) == (views(store), voided(store))
    for name in ("records", "leaves", "tokens", "files.files", "files.chunks"):
        kept = list(store.database[name].find().sort("_id", 1))
        assert list(empty.database[name].find().sort("_id", 1)) == kept
    assert empty.files.read("b" * 64) == b"photo!!!" * 50_000
    assert empty.meta.get("id_base") == "trace.example"
    assert empty.ready() == store.ready()


def test_work_goes_on_from_the_restored_log(file: Path, empty: Store, cast: Cast) -> None:
    back(empty, file, cast)
    assert empty.meta.get("sequencer") == empty.log.size() - 1
    assert empty.meta.get("checker") is None


def test_a_backup_whose_records_do_not_bear_out_the_log_is_refused(
    file: Path, empty: Store, store: Store, cast: Cast, keyring: Keyring
) -> None:
    store.database["records"].update_one({"index": 3}, {"$set": {"said": b"changed"}})
    backup.write(store, keyring, file, PASSPHRASE, NOW, secrets.token_bytes)
    with pytest.raises(Conflict) as no:
        back(empty, file, cast)
    assert str(no.value).startswith(f"Expected a log of {store.log.size()} with root ")
    assert "got Mismatch(index=3, record='urn:uuid:" in str(no.value)


def test_another_passphrase_restores_nothing(file: Path, empty: Store, cast: Cast) -> None:
    with pytest.raises(NotValid) as no:
        restore(empty, file, "another passphrase", lambda: NOW, namespaces(cast.domain))
    expected = "Expected the passphrase and the bytes of the sealed keyring, got 'others'."
    assert str(no.value) == expected
    assert empty.database.list_collection_names() == []
