"""`serve` and `work`: everything is made ready in order, then the server runs."""

import os
import signal
import socket
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit

from api.cli.demonstration import first_batch, is_due, loaded
from api.cli.opening import database, keyring, opened
from api.cli.tryout import links
from api.cli.voice import say
from api.serving import Door, run
from api.settings import Settings, WrongSetting
from qr.codes import terminal
from traceability.errors import Conflict
from traceability.store import embedded
from traceability.store.store import Store
from traceability.work import supervisor

WORK: Final = (sys.executable, "-m", "api.cli", "work")

_TERMINATED: Final = 143
_OLD: Final = (
    "Its MongoDB 6.0 is past its end of life: set MONGODB_URI to one that is maintained, or give "
    "--embedded-anyway."
)


def serve(asked: Namespace) -> int:
    """Run the server on a database that is migrated, and the background work beside it."""
    settings = _settings(asked)
    _ask_loopback(asked, settings)
    _ask_free(asked.host, asked.port)
    signal.signal(signal.SIGTERM, _leave)
    with _database(settings) as uri, TemporaryDirectory(prefix="traceability-") as counts:
        lines = _prepared(uri, settings, first_run_demo=asked.first_run_demo)
        os.environ |= _handed_on(uri, settings, counts)
        door = Door(asked.host, asked.port, settings.workers, settings.tls_cert, settings.tls_key)
        run(door, lambda: say("\n".join(lines)), WORK)
    return 0


def work(_: Namespace) -> int:
    """Run the background work until SIGTERM or Ctrl-C."""
    settings = Settings.read(os.environ)
    with database(settings) as uri:
        with Store.open(uri) as store:
            store.ready()
            name = store.name
        supervisor.run(uri, name, threading.Event())
    return 0


def _settings(asked: Namespace) -> Settings:
    """The settings; the base address follows --host and --port where it is not set."""
    settings = Settings.read(os.environ)
    if not os.environ.get("TRACEABILITY_BASE_URL"):
        scheme = "https" if settings.tls_cert else "http"
        host = asked.host if _is_loopback(asked.host) else "127.0.0.1"
        host = f"[{host}]" if ":" in host else host
        settings = replace(settings, base_url=f"{scheme}://{host}:{asked.port}")
    workers = asked.workers or settings.workers
    return replace(settings, workers=workers, data_dir=settings.data_dir.absolute())


def _ask_loopback(asked: Namespace, settings: Settings) -> None:
    """The embedded MongoDB is for one machine and for trying (DESIGN §6)."""
    if not settings.embedded or asked.embedded_anyway:
        return
    base = urlsplit(settings.base_url).hostname or ""
    for name, host in (("--host", asked.host), ("TRACEABILITY_BASE_URL", base)):
        if not _is_loopback(host):
            raise WrongSetting(
                f"{name}: Expected a loopback address with the embedded MongoDB, got {host!r}. {_OLD}"
            )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _ask_free(host: str, port: int) -> None:
    """Two servers may share a port in the kernel's eyes; nobody means that.

    Raises:
        Conflict: something listens there, or the address is not of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Conflict(
            f"{host} port {port} to be free (--port names another)", error.strerror
        ) from None


def _leave(*_: object) -> None:
    raise SystemExit(_TERMINATED)


@contextmanager
def _database(settings: Settings) -> Iterator[str]:
    """The database's URI; an embedded one belongs to this server alone."""
    if settings.mongodb_uri:
        yield settings.mongodb_uri
    else:
        with embedded.running(settings.data_dir, mongod=settings.mongod) as uri:
            yield uri


def _prepared(uri: str, settings: Settings, *, first_run_demo: bool) -> list[str]:
    """Migrate, load the demonstration if it was asked for, and give what to say at the opening."""
    with opened(uri, settings) as ledger:
        if first_run_demo and is_due(ledger):
            loaded(ledger, settings)
        batch = first_batch(ledger, settings)
        cards = links(ledger, settings)
    base = settings.base_url
    lines = [
        "Farm traceability is open. Ctrl-C stops it.",
        f"  start page    {base}/",
        f"  API           {base}/api/v1/docs",
        f"  feeds         {base}/.well-known/feeds.json",
        f"  sign in       {base}/signin",
        *cards,
    ]
    if batch:
        lines += [f"  a batch       {base}{batch}", terminal(base + batch).rstrip("\n")]
    return lines


def _handed_on(uri: str, settings: Settings, counts: str) -> dict[str, str]:
    """What the workers and the background work are told beyond our own environment."""
    secret = settings.secret_key or keyring(settings).current("session").secret.hex()
    return {
        "MONGODB_URI": uri,
        "TRACEABILITY_DATA_DIR": str(settings.data_dir),
        "TRACEABILITY_BASE_URL": settings.base_url,
        "TRACEABILITY_SECRET_KEY": secret,
        "TRACEABILITY_METRICS_DIR": str(settings.metrics_dir or counts),
    }
