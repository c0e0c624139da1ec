"""Load on a loopback server: `wrk` where it is installed, otherwise a small client of our own.

Both keep 16 connections open, ask for one path over and over, and stop after so many seconds.
"""

import json
import re
import selectors
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import Final

CONNECTIONS: Final = 16
MOST: Final = 1_000_000
"""Answers after which the small client stops in any case."""

_UNITS: Final = {"us": 1e-3, "ms": 1.0, "s": 1e3}
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: answers a second, and the milliseconds within which 99 of 100 came."""

    rate: float
    p99: float


def client() -> str:
    """Which client makes the load."""
    return "wrk" if shutil.which("wrk") else "the bundled client"


def load(port: int, path: str, seconds: float) -> Load:
    """Ask a server on 127.0.0.1 for one path for so long; each in a process of its own."""
    wrk = shutil.which("wrk")
    if wrk is None:
        words = [sys.executable, "-m", "tests.bench.load", str(port), path, str(seconds)]
        return Load(**json.loads(_run(words, seconds)))
    address = f"http://127.0.0.1:{port}{path}"
    words = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency", address]
    return read(_run(words, seconds))


def read(said: str) -> Load:
    """What wrk reports.

    Raises:
        ValueError: some answers were refused, or nothing was measured.
    """
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    if rate is None or p99 is None or "Non-2xx" in said:
        raise ValueError(f"Expected what wrk measured, got {said!r}")
    return Load(float(rate[1]), float(p99[1]) * _UNITS[p99[2]])


def drive(port: int, path: str, seconds: float, most: int = MOST) -> Load:
    """The small client: one thread, every connection asks again as soon as it is answered."""
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    wires = [Wire(socket.create_connection(("127.0.0.1", port))) for _ in range(CONNECTIONS)]
    took: list[float] = []
    with selectors.DefaultSelector() as ready:
        for wire in wires:
            ready.register(wire.socket, selectors.EVENT_READ, wire)
            wire.ask(asked)
        started = time.perf_counter()
        while time.perf_counter() - started < seconds and len(took) < most:
            for key, _ in ready.select(1):
                if key.data.is_answered():
                    took.append(time.perf_counter() - key.data.asked_at)
                    key.data.ask(asked)
        lasted = time.perf_counter() - started
    for wire in wires:
        wire.socket.close()
    return Load(len(took) / lasted, sorted(took)[len(took) * 99 // 100] * 1000)


@dataclass(slots=True)
class Wire:
    """One connection, and what of the present answer has come."""

    socket: socket.socket
    asked_at: float = 0.0
    came: bytearray = field(default_factory=bytearray)

    def ask(self, asked: bytes) -> None:
        """Send the request."""
        self.came.clear()
        self.asked_at = time.perf_counter()
        self.socket.sendall(asked)

    def is_answered(self) -> bool:
        """Take what has come; whether that is the whole answer.

        Raises:
            ValueError: it is not a 200 with its length.
        """
        self.came += self.socket.recv(_CHUNK)
        head, end, body = self.came.partition(b"\r\n\r\n")
        if not end:
            return False
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if length is None or not head.startswith(b"HTTP/1.1 200"):
            raise ValueError(f"Expected a 200 with its length, got {bytes(head[:80])!r}")
        return len(body) >= int(length[1])


def _run(words: list[str], seconds: float) -> str:
    done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=seconds + 30)
    return done.stdout


if __name__ == "__main__":
    measured = drive(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
    print(json.dumps({"rate": measured.rate, "p99": measured.p99}))
