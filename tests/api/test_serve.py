"""The server as a process: it opens, refuses to open, finishes what it began, and leaves nothing."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.cli import main
from tests.api.servers import Server, certificate, command, free_port, serving, wait_until_gone
from tests.store.embedded.mongods import mongod_of

COOPERATIVE = "8938505970004"
_OLD = (
    "Its MongoDB 6.0 is past its end of life: set MONGODB_URI to one that is maintained, or give "
    "--embedded-anyway.\n"
)
Said = pytest.CaptureFixture[str]
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, asks prctl")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("installation")) as running:
        yield running


def token_of(server: Server, role: str) -> str:
    made = command(server.home, "token", "create", "--party", COOPERATIVE, "--role", role)
    assert (made.returncode, made.stderr) == (0, "")
    return made.stdout.removesuffix("\n")


def wait_for(server: Server, words: bytes, seconds: float = 30.0) -> bytes:
    end = time.monotonic() + seconds
    while words not in (said := (server.home / "said").read_bytes()) and time.monotonic() < end:
        time.sleep(0.05)
    return said


def test_it_answers(server: Server) -> None:
    assert server.get("/healthz") == (200, b'{"status":"alive"}')


def test_it_says_where_to_look(server: Server) -> None:
    said = wait_for(server, b"feeds.json").decode()
    assert f"http://127.0.0.1:{server.port}/api/v1/docs" in said
    assert f"http://127.0.0.1:{server.port}/.well-known/feeds.json" in said


def test_a_token_is_made_while_it_runs_and_lets_in(server: Server) -> None:
    proxied = {"X-Forwarded-For": "192.0.2.7"}
    assert server.get("/metrics", **proxied)[0] == 401
    secret = token_of(server, "operator")
    assert server.get("/metrics", Authorization=f"Bearer {secret}", **proxied)[0] == 200


def test_a_token_that_is_revoked_lets_nobody_in(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("TRACEABILITY_DATA_DIR", str(server.home / "var"))
    main(["token", "create", "--party", COOPERATIVE, "--role", "operator"])
    secret = capsys.readouterr().out.strip()
    main(["token", "list"])
    last = capsys.readouterr().out.splitlines()[-1]
    assert main(["token", "revoke", last.split()[0]]) == 0
    asked = {"X-Forwarded-For": "192.0.2.7", "Authorization": f"Bearer {secret}"}
    assert server.get("/metrics", **asked)[0] == 401


def test_whichever_worker_is_asked_counts_for_all(server: Server) -> None:
    for _ in range(12):
        server.get("/robots.txt")
    counted = b'http_requests_total{method="GET",route="/robots.txt",status="200"} 12.0'
    assert all(counted in server.get("/metrics")[1] for _ in range(6))


def refused(capsys: Said, *words: str) -> tuple[int, str]:
    """Start a server that will not open; its status, and what it said."""
    status = main(["serve", *words])
    said = capsys.readouterr()
    assert said.out == ""
    return status, said.err


def test_a_second_server_on_the_same_port_is_refused(server: Server, capsys: Said) -> None:
    door = f"127.0.0.1 port {server.port} to be free (--port names another)"
    said = f"Expected {door}, got 'Address already in use'.\n"
    assert refused(capsys, "--port", str(server.port)) == (1, said)


def test_a_second_server_on_the_same_data_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("TRACEABILITY_DATA_DIR", str(server.home / "var"))
    status, said = refused(capsys, "--port", str(free_port()))
    holder = f"process {server.process.pid}, which runs its mongod there"
    assert status == 1
    assert said.startswith(f"Expected '{server.home}/var/mongodb' to be free, got {holder}.")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "farm.example"])  # noqa: S104 - refused
def test_others_are_kept_out_of_the_embedded_database(host: str, capsys: Said) -> None:
    said = f"--host: Expected a loopback address with the embedded MongoDB, got '{host}'. {_OLD}"
    assert refused(capsys, "--host", host) == (2, said)


def test_a_public_base_address_is_refused_with_the_embedded_database(
    monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("TRACEABILITY_BASE_URL", "https://trace.example.vn")
    expected = "TRACEABILITY_BASE_URL: Expected a loopback address with the embedded MongoDB"
    assert refused(capsys) == (2, f"{expected}, got 'trace.example.vn'. {_OLD}")


def test_a_wrong_setting_stops_the_start_with_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("TRACEABILITY_WORKERS", "many")
    said = "TRACEABILITY_WORKERS: Expected a number from 1 to 64, got 'many'.\n"
    assert refused(capsys) == (2, said)


@linux
def test_a_worker_that_dies_is_replaced(server: Server) -> None:
    wait_for(server, b"feeds.json")
    workers = {pid for pid in server.family() if "serve" in _words(pid)}
    os.kill(min(workers), signal.SIGKILL)
    assert not wait_until_gone({min(workers)})
    end = time.monotonic() + 15
    while len([p for p in server.family() if "serve" in _words(p)]) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    assert server.get("/healthz")[0] == 200


@linux
def test_a_killed_server_leaves_no_process_behind(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        wait_for(server, b"feeds.json")
        end = time.monotonic() + 20
        while not any("sequencer" in _words(p) for p in server.family()) and time.monotonic() < end:
            time.sleep(0.05)
        family = server.family()
        assert len(family) >= 5
        server.process.kill()
        assert not wait_until_gone(family)


@linux
def test_a_request_in_flight_is_finished_before_it_stops(tmp_path: Path) -> None:
    with serving(tmp_path) as server, ThreadPoolExecutor(1) as buyer:
        mongod = mongod_of(tmp_path / "var")
        os.kill(mongod, signal.SIGSTOP)
        asked = buyer.submit(server.get, "/readyz")
        time.sleep(0.5)
        server.process.terminate()
        time.sleep(0.5)
        os.kill(mongod, signal.SIGCONT)
        assert asked.result(20)[0] == 200
        assert server.process.wait(30) == 0


def _words(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def test_over_https_it_answers_with_the_certificate_it_was_given(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    told = {"TRACEABILITY_TLS_CERT": str(cert), "TRACEABILITY_TLS_KEY": str(key)}
    with serving(tmp_path, **told) as server:
        assert server.get("/healthz") == (200, b'{"status":"alive"}')
        said = wait_for(server, b"feeds.json").decode()
        assert f"https://127.0.0.1:{server.port}/" in said
