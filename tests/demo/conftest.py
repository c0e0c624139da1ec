"""The demonstration, told once in small and once in full, each into a database of its own."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from traceability.demo.load import Summary, load
from traceability.demo.stage import FULL, Scale
from traceability.identifiers.domain import Domain
from traceability.keyring import Keyring
from traceability.ledger.ledger import Ledger
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SMALL = Scale(households=6, plots=12, flushes=4)


@dataclass(frozen=True)
class Told:
    """A demonstration that was told, and where."""

    ledger: Ledger
    domain: Domain
    summary: Summary
    scale: Scale

    @property
    def store(self) -> Store:
        """Where its records and views are."""
        return self.ledger.store

    def uri(self, name: str) -> str:
        """The URI of a batch of the showcase."""
        path = self.summary.batches[name]
        return (
            f"https://{self.domain.id_base}" if path[:3] == "/t/" else "https://id.gs1.org"
        ) + path

    def again(self) -> Summary:
        """Tell it once more."""
        return load(self.ledger, self.domain, NOW, picture, scale=self.scale)


def picture(seed: str, kind: str) -> str:
    """The SHA-256 of a picture that nobody draws."""
    return sha256(f"{seed} {kind}".encode()).hexdigest()


def _told(uri: str, name: str, keyring: Keyring, scale: Scale) -> Iterator[Told]:
    domain = Domain("trace.example")
    with Store.open(uri, name) as store:
        store.migrate("tests", lambda: NOW)
        ledger = Ledger(store, keyring, lambda: datetime.now(UTC), secrets.token_bytes)
        yield Told(ledger, domain, load(ledger, domain, NOW, picture, scale=scale), scale)


@pytest.fixture(scope="session")
def small(mongodb: str, keyring: Keyring) -> Iterator[Told]:
    """Six households with twelve plots."""
    yield from _told(mongodb, "demonstration_small", keyring, SMALL)


@pytest.fixture(scope="session")
def full(mongodb: str, keyring: Keyring) -> Iterator[Told]:
    """All of it."""
    yield from _told(mongodb, "demonstration", keyring, FULL)
