"""The production server: granian's workers and, beside them, the background work.

Whoever kills the main process with -9 kills the workers too: each asks the kernel for that
(prctl PR_SET_PDEATHSIG), as the embedded mongod does. On macOS and Windows they are only stopped
with the main process.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from granian import Granian
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server.common import AbstractServer

from api.application import from_environment
from traceability.store.embedded import launch

Wsgi = Callable[..., Any]

PATIENCE: Final = 30
"""Seconds that a worker has to finish the request in flight."""

_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_LOOK: Final = 0.05

_LOG: Final[dict[str, Any]] = {
    "formatters": {"generic": {"format": "%(message)s"}},
    "handlers": {
        "console": {
            "formatter": "generic",
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {"_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server listens, with how many workers, and with which certificate and key."""

    host: str
    port: int
    workers: int
    cert: Path | None = None
    key: Path | None = None


def run(door: Door, opened: Callable[[], None], beside: Sequence[str]) -> None:
    """Serve until SIGTERM or Ctrl-C; requests in flight are finished first.

    Each worker makes its application from the environment, after the fork. Call it in the main
    thread.

    Args:
        door: Where.
        opened: Called when the first worker lets visitors in.
        beside: A program that is kept running from then on; it ends when we do.

    Raises:
        SystemExit: workers died again and again.
    """
    stop = threading.Event()
    attendant = threading.Thread(target=attend, args=(door, opened, beside, stop))
    server = _granian(door)
    server.on_startup(attendant.start)
    try:
        server.serve(target_loader=partial(_application, os.getpid()), wrap_loader=False)
    finally:
        stop.set()
        if attendant.is_alive():
            attendant.join()


def _granian(door: Door) -> AbstractServer[Any]:
    return Granian(
        "wsgi:app",
        address=door.host,
        port=door.port,
        interface=Interfaces.WSGI,
        workers=door.workers,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.warning,
        log_dictconfig=_LOG,
        ssl_cert=door.cert,
        ssl_key=door.key,
        ssl_protocol_min=SSLProtocols.tls12,
    )


def _application(parent: int) -> Wsgi:  # pragma: no cover - runs in a worker
    """The application of a worker, which ends with its parent."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until the server sets its own
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
        if os.getppid() != parent:  # it died before the wish was made
            os._exit(1)
    return from_environment()


def attend(
    door: Door, opened: Callable[[], None], command: Sequence[str], stop: threading.Event
) -> None:
    """Say when the door is open, then keep a program running, with growing pauses when it ends."""
    while not stop.is_set() and not _is_open(door):
        stop.wait(_LOOK)
    if not stop.is_set():
        opened()
    pause = _FIRST_PAUSE
    while not stop.is_set():
        begun = time.monotonic()
        child = subprocess.Popen([*launch.bound_to_us(), *command], start_new_session=True)  # noqa: S603 - our own words, no shell
        while child.poll() is None and not stop.wait(_LOOK):
            pass
        _end(child)
        lasted = time.monotonic() - begun > _LONGEST_PAUSE
        pause = _FIRST_PAUSE if lasted else min(2 * pause, _LONGEST_PAUSE)
        stop.wait(pause)


def _is_open(door: Door) -> bool:
    try:
        with socket.create_connection((door.host, door.port), timeout=1):
            return True
    except OSError:
        return False


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
