"""Several processes may prepare one database at once: each migration runs once."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from traceability.store import schema
from traceability.store.store import Document, Store, Unreachable

MIGRATES = (
    "import sys\nfrom datetime import UTC, datetime\n"
    "from traceability.store import schema\nfrom traceability.store.store import Store\n"
    "count = lambda database: database['counted'].insert_one({})\n"
    "schema.MIGRATIONS = (count, count)\n"
    "with Store.open(sys.argv[1], 'migrated') as store:\n"
    "    print(store.migrate(sys.argv[2], lambda: datetime.now(UTC)))\n"
)


def clock() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def fresh(mongodb: str) -> Iterator[Store]:
    with Store.open(mongodb, "migrated") as store:
        store.client.drop_database("migrated")
        yield store


def test_parallel_processes_run_each_migration_once(fresh: Store, mongodb: str) -> None:
    commands = [[sys.executable, "-c", MIGRATES, mongodb, str(number)] for number in range(3)]
    started = [subprocess.Popen(each, stdout=subprocess.PIPE, text=True) for each in commands]
    said = sorted(process.communicate()[0].strip() for process in started)
    assert said == ["[1, 2]", "[]", "[]"]
    assert fresh.database["counted"].count_documents({}) == 2
    assert fresh.ready() == 2


def test_a_database_that_was_never_prepared_says_so(fresh: Store) -> None:
    assert fresh.ready() == -1
    assert fresh.migrate("test", clock) == []
    assert fresh.ready() == 0
    names = set(fresh.database["records"].index_information())
    assert {"index_1", "queued_1_at_1", "what.declares_1"} <= names


def test_a_migration_that_failed_runs_again(fresh: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def fails_once(database: Database[Document]) -> None:
        ran.append(database.name)
        if len(ran) == 1:
            raise RuntimeError

    monkeypatch.setattr(schema, "MIGRATIONS", (fails_once,))
    with pytest.raises(RuntimeError):
        fresh.migrate("test", clock)
    assert fresh.migrate("test", clock) == [1]
    assert len(ran) == 2


def test_a_restored_database_migrates_from_where_its_documents_stand(
    fresh: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", (lambda _: None,) * 3)
    schema.begin_at(fresh.database, 2)
    assert fresh.migrate("test", clock) == [3]


def test_a_database_that_does_not_answer_is_unreachable() -> None:
    client: MongoClient[Document] = MongoClient("127.0.0.1", 9, serverSelectionTimeoutMS=10)
    with Store(client, "nowhere") as store, pytest.raises(Unreachable) as no:
        store.ready()
    assert str(no.value).startswith("Expected a database that answers, got 127.0.0.1:9: ")
