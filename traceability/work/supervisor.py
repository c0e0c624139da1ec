"""The supervisor: every kind of work in a process of its own, started again when a bug ends it."""

import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from traceability.store.embedded import launch
from traceability.store.store import Store
from traceability.work import checker
from traceability.work.kinds import KINDS
from traceability.work.run import Asked, Job, read_hand

SHORTEST: Final = 0.5
LONGEST: Final = 60.0
QUIET: Final = 60.0
"""Seconds: the pauses before a new start double from the shortest, until one stayed up so long."""

_LOOK: Final = 0.1
_PATIENCE: Final = 10.0

_log: Final = logging.getLogger(__name__)


class Stop(Protocol):
    """An Event of `threading` or `multiprocessing`."""

    def is_set(self) -> bool:
        """Whether we are asked to stop."""

    def wait(self, timeout: float) -> object:
        """Wait for that, so many seconds at most."""


def run(uri: str, name: str, stop: Stop) -> None:
    """Do all work on a database until asked to stop, by the event or by SIGTERM.

    Run it in a main thread: its processes end with the thread that started them (Linux).
    """
    holder = f"{socket.gethostname()}-{os.getpid()}"
    with tempfile.TemporaryDirectory() as folder, _by_signal() as asked:
        children = [Child(Job(kind, uri, name, holder, str(Path(folder, kind)))) for kind in KINDS]
        try:
            while not (stop.is_set() or asked.to_stop):
                for child in children:
                    child.look(time.monotonic())
                stop.wait(_LOOK)
        finally:
            for child in children:
                child.ask_to_end()
            for child in children:
                child.wait()


def lag(store: Store, now: datetime) -> dict[str, Any]:
    """How far the work behind is behind, for `/readyz`.

    `waiting` records without a number, the oldest for `oldest_seconds`; `checker_behind` records
    that the checker has not come to; `aside` records that a kind of work passes over.
    """
    oldest = store.log.oldest()
    return {
        "waiting": store.log.waiting(),
        "oldest_seconds": max(0.0, (now - oldest).total_seconds()) if oldest else 0.0,
        "checker_behind": checker.behind(store),
        "aside": store.aside.count(),
    }


class Child:
    """The process of one kind of work, and how its earlier lives ended."""

    def __init__(self, job: Job) -> None:
        """Nothing is started yet."""
        self.job = job
        self._process: subprocess.Popen[bytes] | None = None
        self._pause, self._started = SHORTEST, 0.0
        self.due = 0.0
        """When it is started again, in monotonic seconds."""
        self._suspect = ""
        self._blamed: dict[str, str] = {}
        self._careful = False

    @property
    def pid(self) -> int | None:
        """Its process id; None between two lives."""
        return self._process.pid if self._process else None

    def look(self, now: float) -> None:
        """Start it if it is due, see how it ended if it did; `now` in monotonic seconds."""
        if self._process is None:
            if now >= self.due:
                self._start(now)
        elif (code := self._process.poll()) is not None:
            self._process = None
            self._ended(code, now)
        elif now - self._started >= QUIET:
            self._pause = SHORTEST

    def ask_to_end(self) -> None:
        """Ask it to end its turn and go."""
        if self._process:
            self._process.terminate()

    def wait(self) -> None:
        """Wait until it has gone; one that does not go is killed."""
        if self._process is None:
            return
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self, now: float) -> None:
        job = replace(self.job, careful=self._careful, blamed=tuple(self._blamed.items()))
        Path(job.hand).write_text("", "utf-8")
        with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
            said.write(job.to_json())
            said.seek(0)
            self._process = subprocess.Popen(  # noqa: S603 - our own list, no shell
                [*launch.bound_to_us(), sys.executable, "-m", "traceability.work.run", job.kind],
                stdin=said,
                start_new_session=True,
            )
        self._started = now

    def _ended(self, code: int, now: float) -> None:
        what, error = read_hand(Path(self.job.hand))
        error = error or f"exit {code}"
        _log.error("The %s ended (%s), in hand: %s.", self.job.kind, error, what or "nothing")
        if what and self._careful:
            if what == self._suspect:
                self._blamed[what] = error
            self._suspect = what
        self._careful = self._careful or bool(what)
        self.due = now + self._pause
        self._pause = min(LONGEST, 2 * self._pause)


@contextmanager
def _by_signal() -> Iterator[Asked]:
    """Listen for SIGTERM and Ctrl-C, where we are the main thread."""
    asked = Asked()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = {each: signal.signal(each, asked) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield asked
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
