"""The private mongod stands, is shut to others, and comes back with what it was told."""

import os
import signal
import socket
import socketserver
import struct
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bson
import pytest
from pymongo import MongoClient

from tests.store.embedded.mongods import mongod_of, plants, port_of
from traceability.store import embedded

_HOLDER = """
import pathlib, sys, time
from traceability.store import embedded
with embedded.running(pathlib.Path(sys.argv[1])) as uri:
    print(uri, flush=True)
    time.sleep(60)
"""
_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, asks prctl")


def test_what_is_given_is_a_primary_with_transactions(uri: str) -> None:
    with MongoClient[dict[str, Any]](uri) as client:
        with client.start_session() as session, session.start_transaction():
            client.farm.harvests.insert_one({"kg": "12"}, session=session)
        assert client.admin.command("hello")["setName"] == "rs0"
        assert client.write_concern.document == {"w": "majority", "j": True}


def test_an_empty_directory_is_primary_within_five_seconds(tmp_path: Path, uri: str) -> None:
    def seconds(folder: str) -> float:
        begun = time.monotonic()
        with embedded.running(tmp_path / folder) as fresh:
            assert port_of(fresh) != port_of(uri)
            return time.monotonic() - begun

    assert any(seconds(folder) < 5 for folder in ("one", "another, if the machine was busy"))


def test_a_fresh_directory_is_small(home: Path, uri: str) -> None:
    assert uri
    assert sum(path.stat().st_blocks * 512 for path in home.rglob("*")) < 40_000_000


def _listening(port: int) -> set[str]:
    rows = [
        row.split()
        for table in ("tcp", "tcp6")
        for row in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    listen = "0A"
    return {row[1] for row in rows if row[3] == listen and row[1].endswith(f":{port:04X}")}


@_linux
def test_it_listens_on_loopback_only(uri: str) -> None:
    assert _listening(port_of(uri)) == {f"0100007F:{port_of(uri):04X}"}


def _answer(port: int, opcode: int, body: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(struct.pack("<iiii", 16 + len(body), 1, 0, opcode) + body)
        try:
            return line.recv(16)
        except ConnectionResetError:
            return b""


def test_a_well_formed_zlib_message_gets_the_connection_closed(uri: str) -> None:
    op_msg, op_compressed, zlib_id = 2013, 2012, 2
    ping = b"\0\0\0\0\0" + bson.encode({"ping": 1, "$db": "admin"})
    packed = struct.pack("<iiB", op_msg, len(ping), zlib_id) + zlib.compress(ping)
    assert len(_answer(port_of(uri), op_msg, ping)) == 16
    assert _answer(port_of(uri), op_compressed, packed) == b""


def test_its_directory_is_closed_to_other_accounts(home: Path, uri: str) -> None:
    assert uri
    assert (home / "mongodb").stat().st_mode & 0o077 == 0


def test_no_acknowledged_plant_is_lost_when_mongod_is_killed(tmp_path: Path) -> None:
    with embedded.running(tmp_path) as uri:
        assert plants(uri, add=200) == 200
        os.kill(mongod_of(tmp_path), signal.SIGKILL)
    with embedded.running(tmp_path) as again:
        assert plants(again) == 200
        assert again == uri


@contextmanager
def _somebody_else_on(port: int) -> Iterator[None]:
    class Closing(socketserver.TCPServer):
        allow_reuse_address = True

    with Closing(("127.0.0.1", port), socketserver.BaseRequestHandler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            yield
        finally:
            server.shutdown()


def test_when_the_port_is_taken_it_moves_with_its_data(tmp_path: Path) -> None:
    with embedded.running(tmp_path) as uri:
        plants(uri, add=1)
    with _somebody_else_on(port_of(uri)), embedded.running(tmp_path) as moved:
        assert port_of(moved) != port_of(uri)
        assert plants(moved) == 1
    assert (tmp_path / "mongodb" / "port").read_text() == f"{port_of(moved)}\n"


@contextmanager
def _killed_holder(home: Path) -> Iterator[int]:
    command = [sys.executable, "-c", _HOLDER, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        assert plants(parent.stdout.readline().strip(), add=1) == 1
        mongod = mongod_of(home)
        parent.kill()
        os.waitid(os.P_PID, parent.pid, os.WEXITED | os.WNOWAIT)  # dead, and not yet reaped
        yield mongod


@_linux
def test_it_ends_with_a_killed_parent_and_the_next_start_waits_for_that(tmp_path: Path) -> None:
    with _killed_holder(tmp_path) as mongod, embedded.running(tmp_path, deadline=20) as uri:
        assert mongod != mongod_of(tmp_path)
        assert plants(uri) == 1


def test_a_forked_worker_that_leaves_does_not_take_mongod_along(tmp_path: Path) -> None:
    code = _HOLDER.replace("time.sleep(60)", "import os; os.fork() or sys.exit(); os.wait()")
    code += "    import pymongo; print(pymongo.MongoClient(uri).admin.command('ping')['ok'])"
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "1.0"


@_linux
def test_who_comes_later_finds_the_one_that_runs(tmp_path: Path) -> None:
    assert embedded.uri_of_running(tmp_path) is None
    with embedded.running(tmp_path) as uri:
        assert embedded.uri_of_running(tmp_path) == uri
    assert embedded.uri_of_running(tmp_path) is None
