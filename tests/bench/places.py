"""Where the measuring happens: a private mongod, a folder, and stores opened in it."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tests.cast import Cast, new_cast
from traceability.identifiers.domain import Domain
from traceability.keyring import Keyring
from traceability.ledger.ledger import Ledger
from traceability.store.embedded import running
from traceability.store.store import Store

DATABASE: Final = "traceability"
"""The database that a server opens."""

DOMAIN: Final = Domain("trace.example")


@dataclass(frozen=True, slots=True)
class Place:
    """A mongod of this run alone, by URI, and a folder that goes when it ends."""

    uri: str
    folder: Path

    @contextmanager
    def store(self, name: str) -> Iterator[Store]:
        """A database of its own, not prepared yet: many documents come before their indexes."""
        with Store.open(self.uri, name) as store:
            yield store

    @contextmanager
    def stage(self, name: str) -> Iterator[Cast]:
        """A prepared database with the cast of the stories on stage."""
        with self.store(name) as store:
            self.prepare(store)
            yield new_cast(Ledger(store, keyring(), now, secrets.token_bytes), DOMAIN)
            store.client.drop_database(store.database)

    def prepare(self, store: Store) -> None:
        """Indexes and migrations, as `serve` makes them."""
        store.migrate("bench", now)


@contextmanager
def place() -> Iterator[Place]:
    """A private mongod in a folder of its own, both gone at the end."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, running(Path(folder)) as uri:
        yield Place(uri, Path(folder))


def keyring() -> Keyring:
    """Fresh keys; those of no installation."""
    return Keyring.make(now(), secrets.token_bytes)


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)
