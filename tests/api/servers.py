"""Real servers for tests: started on a free loopback port, asked, and stopped by their process id."""

import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPSConnection
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from traceability.store.embedded.directory import lives

PATIENCE = 60.0
"""Seconds until a server must answer; the machine may be busy."""


@dataclass(frozen=True)
class Server:
    """A `traceability serve` that answers."""

    process: "subprocess.Popen[bytes]"
    port: int
    home: Path
    trusted: ssl.SSLContext | None = None

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Ask for a path."""
        wire = self._wire()
        try:
            wire.request("GET", path, headers=headers)
            answer = wire.getresponse()
            return answer.status, answer.read()
        finally:
            wire.close()

    def _wire(self) -> HTTPConnection:
        if self.trusted:
            return HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE, context=self.trusted)
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def family(self) -> set[int]:
        """The process ids of all that it has started, and of what these have."""
        return set(_below(self.process.pid))


def free_port() -> int:
    """A loopback port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port


def command(home: Path, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run `traceability` in a directory until it ends."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *words],
        cwd=home,
        env=environment(**settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def environment(**settings: str) -> dict[str, str]:
    """Our environment without its own settings."""
    told = {k: v for k, v in os.environ.items() if not k.startswith(("TRACEABILITY", "MONGODB"))}
    return told | settings


@contextmanager
def serving(home: Path, *words: str, **settings: str) -> Iterator[Server]:
    """Run `traceability serve` in a directory while the context lasts."""
    port = free_port()
    said = (home / "said").open("wb")
    with said, _started(home, ["--port", str(port), *words], settings, said.fileno()) as process:
        cert = settings.get("TRACEABILITY_TLS_CERT")
        trusted = ssl.create_default_context(cafile=cert) if cert else None
        server = Server(process, port, home, trusted)
        try:
            _wait_until_it_answers(server)
            yield server
        finally:
            process.terminate()
            process.wait(PATIENCE)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that vouches for itself, and its key."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now, number = datetime.now(UTC), x509.random_serial_number()
    signed = (
        x509.CertificateBuilder(name, name, secret.public_key(), number, now, now + timedelta(1))
        .add_extension(here, critical=False)
        .sign(secret, hashes.SHA256())
    )
    cert, key = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(signed.public_bytes(Encoding.PEM))
    key.write_bytes(secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return cert, key


def wait_until_gone(pids: set[int], seconds: float = 15.0) -> set[int]:
    """Wait until none of these processes lives; give those that do."""
    end = time.monotonic() + seconds
    while (left := {pid for pid in pids if lives(pid)}) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def _started(
    home: Path, words: list[str], settings: dict[str, str], said: int
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--workers", "2", *words],
        cwd=home,
        env=environment(**settings),
        stdout=said,
        stderr=said,
    )


def _wait_until_it_answers(server: Server) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        assert server.process.poll() is None, (server.home / "said").read_text()
        assert time.monotonic() < end, (server.home / "said").read_text()
        try:
            server.get("/healthz")
        except OSError:
            time.sleep(0.05)
        else:
            return


def _below(pid: int) -> Iterator[int]:
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread or a process that ended just now
            for child in map(int, children.read_text().split()):
                yield child
                yield from _below(child)
