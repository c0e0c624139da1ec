"""Why a mongod did not run is said in a sentence; one that hangs is given up."""

import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from tests.store.embedded.mongods import refusal, script
from traceability.store.embedded import directory, find_mongod, launch, process, replica_set
from traceability.store.embedded.refusal import Deadline, PortTaken

_ELSEWHERE = "Set MONGODB_URI to a MongoDB on another machine."
_NEEDS, _MISSING = "Expected the library", "for mongod, got a system without it."
_AVX = (
    "Expected a processor with AVX (x86-64) or ARMv8.2-A (arm64), got one on which mongod meets "
    "an illegal instruction."
)
_LOADING = "mongod: error while loading shared libraries:"


@pytest.mark.parametrize(
    ("does", "sentence"),
    [
        (
            f"echo {_LOADING} libcurl.so.4: no such file >&2; exit 127",
            f"{_NEEDS} libcurl.so.4 {_MISSING} On Debian and Ubuntu: apt install libcurl4.",
        ),
        (
            f"echo {_LOADING} libfield.so.1: no such file >&2; exit 127",
            f"{_NEEDS} libfield.so.1 {_MISSING} {_ELSEWHERE}",
        ),
        (
            'echo "mongod: version \\`GLIBC_2.34\' not found" >&2; exit 1',
            f"Expected glibc 2.34 or later, got an earlier one. {_ELSEWHERE}",
        ),
        (
            "kill -ILL $$",
            f"{_AVX} {_ELSEWHERE}",
        ),
        ("echo no such option; exit 2", "Expected mongod to run, got exit code 2.\nno such option"),
        (  # the first time the port, the second time something else: it was started again
            "[ -e again ] && exit 3; touch again; exit 48",
            "Expected mongod to run, got exit code 3.",
        ),
    ],
)
def test_what_ended_mongod_is_said(
    does: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(tmp_path, script(tmp_path / "mongod", does)) == sentence


def test_a_mongod_that_does_not_answer_is_given_up_at_the_deadline(tmp_path: Path) -> None:
    silent = script(tmp_path / "mongod", "echo still thinking", "exec sleep 60")
    said = refusal(tmp_path, silent, deadline=0.3)
    port = said.partition("port ")[2].partition(".")[0]
    assert said == (
        f"Expected mongod to be ready within 0.3 s, got none on port {port}.\nstill thinking"
    )


def test_a_file_that_is_no_program_is_refused_with_the_systems_words(tmp_path: Path) -> None:
    (tmp_path / "mongod").write_text("not a program")
    (tmp_path / "mongod").chmod(0o755)
    assert refusal(tmp_path, tmp_path / "mongod") == (
        f"Expected mongod to run, got exit code 126.\n{tmp_path}/mongod: Exec format error"
    )


def test_a_system_that_cannot_start_programs_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert refusal(tmp_path, script(tmp_path / "mongod")) == (
        f"Expected '{tmp_path}/mongod' to run here, got 'No such file or directory'."
    )


def test_a_mongod_that_knows_no_replica_sets_is_refused(tmp_path: Path) -> None:
    alone = "s/--replSet rs0 --oplogSize 256//"
    mongod = script(tmp_path / "mongod", f'exec {find_mongod(None)} $(echo "$@" | sed "{alone}")')
    assert refusal(tmp_path, mongod) == (
        "Expected a replica set of one node, got 'not running with --replSet'."
    )


def test_a_set_that_stands_already_is_looked_at_again(uri: str) -> None:
    with MongoClient[dict[str, Any]](uri) as client:
        assert not replica_set.done(lambda: bool(client.admin.command("replSetInitiate")))


def test_a_port_that_is_always_taken_is_given_up_at_the_deadline(tmp_path: Path) -> None:
    said = refusal(tmp_path, script(tmp_path / "mongod", "exit 48"), deadline=0.1)
    assert said.startswith("Expected mongod to be ready within 0.1 s, got none on port ")


def test_who_answers_on_the_port_in_place_of_mongod_is_not_taken_for_it(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as stranger,
        directory.taken(tmp_path, Deadline(1)) as taken,
    ):
        node = process.start(find_mongod(None), taken, stranger.getsockname()[1])
        node.wait_for_port(Deadline(10))
        with pytest.raises(PortTaken):
            replica_set.stand(node.port, node.pid, partial(node.check, Deadline(10)))
        node.stop()


def test_a_mongod_that_does_not_stop_is_killed(tmp_path: Path) -> None:
    stubborn = script(tmp_path / "mongod", "trap '' TERM", "echo up", "exec sleep 60")
    with directory.taken(tmp_path, Deadline(1)) as taken:
        node = process.start(stubborn, taken, taken.free_port())
        while not taken.output.read_text():
            time.sleep(0.005)
        node.stop(patience=0.1)
    assert not directory.lives(node.pid)


def test_a_launcher_whose_parent_is_gone_starts_nothing() -> None:
    command = [sys.executable, "-I", "-S", launch.__file__, "1", "/bin/true"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (1, "parent ended\n")
