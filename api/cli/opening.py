"""What a command opens before it works: the settings, the database, the ledger."""

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from api.settings import Settings, WrongSetting
from traceability.keyring import Keyring, load_or_make
from traceability.ledger.ledger import Ledger
from traceability.store import embedded
from traceability.store.store import Store

_ID_BASE = "id_base"


def now() -> datetime:
    """The present, for those that have it handed in."""
    return datetime.now(UTC)


def holder() -> str:
    """How this process signs its leases."""
    return f"{socket.gethostname()}:{os.getpid()}"


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The URI of the database: the one that is set, else the embedded one.

    When `serve` runs its embedded mongod already, that one; otherwise one of our own, which ends
    with the context.

    Raises:
        EmbeddedError: there is none to start.
    """
    told = settings.mongodb_uri or embedded.uri_of_running(settings.data_dir)
    if told:
        yield told
    else:
        with embedded.running(settings.data_dir, mongod=settings.mongod) as uri:
            yield uri


@contextmanager
def opened(uri: str, settings: Settings) -> Iterator[Ledger]:
    """The ledger on a database that answers, migrated, and under its one id base.

    Raises:
        Unreachable: it does not answer.
        WrongSetting: codes were minted under another id base.
    """
    with Store.open(uri) as store:
        store.ready()
        store.migrate(holder(), now)
        settle_id_base(store, settings)
        yield Ledger(store, keyring(settings), now, secrets.token_bytes)


@contextmanager
def ledger(settings: Settings) -> Iterator[Ledger]:
    """The ledger of this installation, its database started if need be."""
    with database(settings) as uri, opened(uri, settings) as found:
        yield found


def keyring(settings: Settings) -> Keyring:
    """The server's keys, made at the first start."""
    return load_or_make(keyring_file(settings), now(), secrets.token_bytes)


def keyring_file(settings: Settings) -> Path:
    """Where the server's keys are."""
    return settings.data_dir / "keyring.json"


def settle_id_base(store: Store, settings: Settings) -> None:
    """Write down under which domain codes are minted; it may change until something is recorded.

    Raises:
        WrongSetting: it changed later.
    """
    told = settings.domain.id_base
    known = store.meta.once(_ID_BASE, told)
    if known == told:
        return
    if store.records.count():
        raise WrongSetting(
            f"TRACEABILITY_ID_BASE: Expected {known}, under which codes were minted here, got {told}."
        )
    store.meta.put(_ID_BASE, told)
