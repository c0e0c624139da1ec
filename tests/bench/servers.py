"""Granian with the flags of production, started for ours and for the bare servers alike."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WORKERS: Final = 2
_ROOT: Final = Path(__file__).parents[2]
_PATIENCE: Final = 120
_PAUSE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Server:
    """One that runs: where it listens, and the process group its workers are in."""

    port: int
    group: int

    def get(self, path: str, coding: str = "identity") -> tuple[list[tuple[str, str]], bytes]:
        """Headers and body of one answer that was not refused."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            wire.request("GET", path, headers={"Accept-Encoding": coding})
            answer = wire.getresponse()
            body = answer.read()
        finally:
            wire.close()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"Expected 200 of {path}, got {answer.status}.")
        return answer.getheaders(), body


@contextmanager
def serving(target: str, told: Mapping[str, str], log: Path, *flags: str) -> Iterator[Server]:
    """Run granian on a free loopback port until the end of the context.

    Args:
        target: The application, or with `--factory` what makes it.
        told: The environment, besides our own.
        log: A file for what it says.
        flags: More of granian's own.
    """
    port = _free_port()
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--no-log"]
    words += ["--workers", str(WORKERS), "--blocking-threads", "1", *flags]
    words += ["--host", "127.0.0.1", "--port", str(port), target]
    with log.open("ab") as said:
        child = subprocess.Popen(
            words,
            env=os.environ | dict(told),
            cwd=_ROOT,
            start_new_session=True,
            stdout=said,
            stderr=said,
        )
    try:
        _wait(child, port)
        yield Server(port, child.pid)
    finally:
        child.terminate()
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port


def _wait(child: subprocess.Popen[bytes], port: int) -> None:
    latest = time.monotonic() + _PATIENCE
    while time.monotonic() < latest and child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(_PAUSE)
        else:
            return
    raise RuntimeError(f"Expected a server on port {port}, got none; it ended: {child.poll()}.")
