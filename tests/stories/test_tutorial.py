"""The tutorial works as printed, on the demonstration, against the production server."""

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from api.cli.demonstration import loaded
from api.settings import Settings
from traceability.demo.stage import Scale
from traceability.keyring import load_or_make
from traceability.ledger.ledger import Ledger
from traceability.store.embedded import running
from traceability.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs/tutorial/README.md"
SMALL = Scale(households=6, plots=12)
BIN = Path(sys.executable).parent


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a small demonstration in it."""
    folder = Path(tmp_path_factory.mktemp("tutorial"))
    keyring = load_or_make(folder / "keyring.json", now(), secrets.token_bytes)
    with running(folder) as uri, Store.open(uri) as store:
        store.migrate("tutorial", now)
        loaded(Ledger(store, keyring, now, secrets.token_bytes), Settings(), SMALL)
    return folder


@pytest.fixture
def server(data: Path) -> Iterator[str]:
    """The production server on that directory; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    said = (data / "said").open("wb")
    command = [str(BIN / "traceability"), "serve", "--port", port]
    environment = os.environ | {"TRACEABILITY_DATA_DIR": str(data)}
    with said, subprocess.Popen(command, env=environment, stdout=said, stderr=said) as process:
        wait_for(f"http://127.0.0.1:{port}/readyz")
        yield port
        process.send_signal(signal.SIGTERM)


def wait_for(address: str, seconds: float = 60) -> None:
    """Wait until somebody answers there."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310  # our own server on loopback
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"Expected an answer of {address} within {seconds} s.")


def test_every_command_of_the_tutorial_does_what_it_says(
    data: Path, server: str, tmp_path: Path
) -> None:
    (tmp_path / ".venv").symlink_to(BIN.parent)
    blocks = re.findall(r"```sh\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)
    script = "set -eu\n" + "\n".join(blocks).replace(":8000", f":{server}")
    environment = os.environ | {"TRACEABILITY_DATA_DIR": str(data)}
    done = subprocess.run(
        [shutil.which("bash") or "bash", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for expected in (
        "a laboratory or inspector recorded that it passed",
        "Conflict",
        "got 'basket'",
        "has not been published yet",
        "the cooperative recorded or confirmed every stage",
        "got 'M4'",
        "<g:id>",
        "recalled",
        "no mismatches",
    ):
        assert expected in done.stdout


def told(data: Path, *words: str) -> str:
    """What a command says on that data directory."""
    environment = os.environ | {
        "TRACEABILITY_DATA_DIR": str(data),
        "TRACEABILITY_BACKUP_PASSPHRASE": "a passphrase of the tests",
    }
    command = [str(BIN / "traceability"), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_demonstration_comes_back_whole_from_its_backup(data: Path, tmp_path: Path) -> None:
    before = told(data, "verify")
    told(data, "backup", str(tmp_path / "all"))
    told(tmp_path / "new", "restore", str(tmp_path / "all"))
    assert told(tmp_path / "new", "verify") == before
    assert re.match(r"Size [5-9]\d\d, .*no mismatches", before)
