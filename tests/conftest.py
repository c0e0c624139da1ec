"""One real MongoDB a worker, emptied between tests, and the cast that stories are told with."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cast import Cast, new_cast
from traceability.identifiers.domain import Domain
from traceability.keyring import Keyring
from traceability.ledger.ledger import Ledger
from traceability.store.embedded import running
from traceability.store.store import Store


@pytest.fixture(scope="session")
def mongodb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URI of a private mongod of this worker."""
    with running(Path(tmp_path_factory.mktemp("mongo"))) as uri:
        yield uri


@pytest.fixture(scope="session")
def opened(mongodb: str) -> Iterator[Store]:
    """The worker's store, migrated."""
    with Store.open(mongodb, "test") as store:
        store.migrate("tests", lambda: datetime.now(UTC))
        yield store


@pytest.fixture
def store(opened: Store) -> Store:
    """The store, emptied and not dropped."""
    for name in opened.database.list_collection_names():
        if name != "migrations":
            opened.database[name].delete_many({})
    opened.masterdata.clear()
    opened.moved.restart()
    return opened


@pytest.fixture(scope="session")
def domain() -> Domain:
    """The domain that own codes are minted under."""
    return Domain("trace.example")


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    """The server's keys."""
    return Keyring.make(datetime(2026, 1, 1, tzinfo=UTC), secrets.token_bytes)


@pytest.fixture
def ledger(store: Store, keyring: Keyring) -> Ledger:
    """The one door in, by the real clock."""
    return Ledger(store, keyring, lambda: datetime.now(UTC), secrets.token_bytes)


@pytest.fixture
def cast(ledger: Ledger, domain: Domain) -> Cast:
    """A cooperative with its officer, a household with its recorder and a plot, and a stranger."""
    return new_cast(ledger, domain)
