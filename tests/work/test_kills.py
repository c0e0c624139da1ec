"""Whatever is killed, what was acknowledged is there, and the views say what the records say."""

import os
import random
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from signal import SIGKILL
from threading import Timer

import pytest

from tests.cast import Cast, new_cast
from tests.ledger.test_verify import all_of
from tests.work.writer import acknowledged
from traceability.events.occasion import namespaces
from traceability.identifiers.domain import Domain
from traceability.identifiers.uris import PartyKey
from traceability.keyring import Keyring
from traceability.ledger.gather import fresh
from traceability.ledger.ledger import Ledger
from traceability.ledger.verify import verify
from traceability.store.embedded import running
from traceability.store.store import Store
from traceability.work import sequencer

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def writer(uri: str, name: str, *parties: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.work.writer", uri, name, *parties]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def told_until(
    process: subprocess.Popen[str], after: float, kill: Callable[[], object]
) -> set[str]:
    """Let it record for so many seconds since its first receipt, then kill; what it acknowledged."""
    assert process.stdout is not None
    with process:
        first = process.stdout.readline()
        killers = Timer(after, kill), Timer(after + 0.5, process.kill)
        for killer in killers:
            killer.start()
        rest = process.stdout.read()
        for killer in killers:
            killer.join()
    return acknowledged(first + rest)


def expect_whole(store: Store, ids: set[str]) -> None:
    """Every acknowledged record is there, numbered, in views that equal a fresh fold."""
    while sequencer.turn(store, NOW):
        pass
    assert store.records.known(ids) == ids
    mismatches, head = all_of(verify(store, namespaces(Domain("trace.example"))))
    assert (mismatches, head.size) == ([], store.records.count())
    uris = {key for link in store.records.numbered() if link.what for key in link.what.outputs}
    assert ids
    assert all(store.batches.get(uri) == fresh(store, uri) for uri in uris)


def test_a_writer_that_is_killed_loses_nothing_it_acknowledged(
    mongodb: str, cast: Cast, store: Store
) -> None:
    ids = set[str]()
    for _ in range(3):
        process = writer(mongodb, store.name, cast.cooperative.uri, cast.household.uri)
        ids |= told_until(process, random.uniform(0.1, 0.5), process.kill)  # noqa: S311 - when
    expect_whole(store, ids)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def parties(uri: str, keyring: Keyring) -> Iterator[PartyKey]:
    """A cast of its own on a mongod of its own."""
    with Store.open(uri, "killed") as store:
        store.migrate("tests", lambda: datetime.now(UTC))
        ledger = Ledger(store, keyring, lambda: datetime.now(UTC), secrets.token_bytes)
        cast = new_cast(ledger, Domain("trace.example"))
        yield from (cast.cooperative, cast.household)


def test_a_database_that_is_killed_loses_nothing_that_was_acknowledged(
    home: Path, keyring: Keyring
) -> None:
    with running(home) as uri:
        process = writer(uri, "killed", *(key.uri for key in parties(uri, keyring)))
        mongod = int((home / "mongodb" / "data" / "mongod.lock").read_text())
        ids = told_until(process, random.uniform(0.3, 1), lambda: os.kill(mongod, SIGKILL))  # noqa: S311 - when
    with running(home) as uri, Store.open(uri, "killed") as store:
        expect_whole(store, ids)
