"""Every kind of work lives in a process of its own, and what ends it twice is set aside."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from tests.cast import Cast
from traceability.store.store import Store
from traceability.work import supervisor
from traceability.work.kinds import KINDS
from traceability.work.run import Job
from traceability.work.supervisor import LONGEST, QUIET, Child, lag

SUPERVISED = (
    "import sys, threading\nfrom traceability.work import supervisor\n"
    "supervisor.run(*sys.argv[1:], threading.Event())"
)


def waits(until: Callable[[], object], seconds: float = 20) -> None:
    end = monotonic() + seconds
    while not until():
        assert monotonic() < end
        sleep(0.02)


@contextmanager
def supervised(uri: str, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """The supervisor in a main thread of its own, as `traceability work` runs it."""
    with subprocess.Popen([sys.executable, "-c", SUPERVISED, uri, name]) as process:
        try:
            yield process
        finally:
            process.kill()


def children(process: subprocess.Popen[bytes]) -> list[int]:
    said = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in said.read_text().split()]


def leased(store: Store) -> set[str]:
    now = datetime.now(UTC)
    return {each["_id"] for each in store.database["leases"].find({"ends": {"$gt": now}})}


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_all_kinds_work_and_sigterm_ends_them_cleanly(
    mongodb: str, cast: Cast, store: Store
) -> None:
    cast.packed_tea()
    with supervised(mongodb, store.name) as process:
        waits(lambda: lag(store, datetime.now(UTC))["checker_behind"] == 0 and store.log.size())
        waits(lambda: leased(store) == set(KINDS))
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert leased(store) == set()
    assert store.log.size() == store.records.count()


@pytest.mark.skipif(sys.platform != "linux", reason="Expected Linux, which ends orphans.")
def test_no_process_outlives_a_killed_supervisor(mongodb: str, store: Store) -> None:
    with supervised(mongodb, store.name) as process:
        waits(lambda: leased(store) == set(KINDS))
        before = children(process)
        process.kill()
    waits(lambda: not any(alive(pid) for pid in before))
    assert len(before) == len(KINDS)


@pytest.mark.skipif(sys.platform != "linux", reason="Expected /proc.")
def test_a_killed_process_is_started_again_at_once(mongodb: str, cast: Cast, store: Store) -> None:
    with supervised(mongodb, store.name) as process:
        waits(lambda: leased(store) == set(KINDS))
        for pid in children(process):
            os.kill(pid, signal.SIGKILL)
        cast.packed_tea()
        waits(lambda: not store.log.waiting())


def test_a_record_that_ends_a_kind_twice_is_set_aside_and_the_rest_goes_on(
    mongodb: str, cast: Cast, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    cast.harvest()
    bad = next(iter(store.records.about(cast.plot.uri, "event"))).id
    store.database["records"].update_one({"_id": bad}, {"$set": {"salts": [b"", b""]}})
    stop = Event()
    thread = Thread(target=supervisor.run, args=(mongodb, store.name, stop))
    thread.start()
    waits(lambda: store.log.waiting() == 1 and store.aside.count() == 1, 30)
    stop.set()
    thread.join()
    assert [(one.kind, one.what, one.error) for one in store.aside.each()] == [
        ("sequencer", bad, "NotValid")
    ]
    assert f"The sequencer ended (NotValid), in hand: {bad}." in caplog.messages


@pytest.mark.usefixtures("cast")
def test_the_lag_says_how_long_the_oldest_has_waited(store: Store) -> None:
    oldest = store.log.oldest()
    assert oldest is not None
    assert lag(store, oldest + timedelta(seconds=3)) == {
        "waiting": store.records.count(),
        "oldest_seconds": 3.0,
        "checker_behind": 0,
        "aside": 0,
    }


def test_without_records_nothing_lags(store: Store) -> None:
    nothing = {"waiting": 0, "oldest_seconds": 0.0, "checker_behind": 0, "aside": 0}
    assert lag(store, datetime.now(UTC)) == nothing


@pytest.fixture
def short_lived(tmp_path: Path) -> Iterator[Child]:
    """A kind of work that nobody knows: its process dies of that."""
    child = Child(Job("nothing", "mongodb://127.0.0.1:9/", "none", "us", str(tmp_path / "hand")))
    yield child
    child.ask_to_end()
    child.wait()


def ended(child: Child, now: float) -> None:
    """Start it if it is due, and look until it has ended."""
    child.look(now)
    if child.pid:
        os.kill(child.pid, signal.SIGKILL)
    while child.pid:
        child.look(now)
        sleep(0.01)


def test_pauses_grow_up_to_a_minute_and_shrink_after_a_quiet_one(short_lived: Child) -> None:
    pauses, now = list[float](), 0.0
    for _ in range(9):
        ended(short_lived, now)
        pauses.append(short_lived.due - now)
        now = short_lived.due
    assert pauses == [0.5, 1, 2, 4, 8, 16, 32, LONGEST, LONGEST]
    short_lived.look(now)
    short_lived.look(now + QUIET)
    ended(short_lived, now + QUIET)
    assert short_lived.due == now + QUIET + 0.5
