"""A directory has one mongod: who comes second is told who was first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.embedded.mongods import refusal
from traceability.store.embedded import directory
from traceability.store.embedded.refusal import Deadline


def test_a_second_start_is_refused_and_told_who_was_first(home: Path, uri: str) -> None:
    assert uri
    assert refusal(home) == (
        f"Expected '{home}/mongodb' to be free, got process {os.getpid()}, which runs its mongod "
        "there. Stop it, or use another directory."
    )


def test_a_process_of_another_account_counts_as_living() -> None:
    ours = os.getresuid()
    if 0 in ours:
        os.setresuid(65534, 65534, 0)
    try:
        assert directory.lives(1)
    finally:
        os.setresuid(*ours)


def test_a_mongod_left_by_a_dead_parent_is_named_when_it_does_not_end(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        pass
    with directory.taken(tmp_path, Deadline(1)) as taken:
        (taken.folder / "lock").write_text(f"{dead.pid}\n")
        (taken.data / "mongod.lock").write_text("4711\n")
        assert refusal(tmp_path, deadline=0.05) == (
            f"Expected '{taken.folder}' to be free, got mongod 4711 still there after 0.05 s; "
            "its parent has ended. Stop it, or use another directory."
        )


def test_data_that_a_foreign_mongod_uses_are_refused(home: Path, uri: str, tmp_path: Path) -> None:
    assert uri
    (tmp_path / "mongodb").mkdir()
    (tmp_path / "mongodb" / "data").symlink_to(home / "mongodb" / "data")
    assert refusal(tmp_path) == (
        f"Expected '{tmp_path}/mongodb/data' to be free, got another mongod that uses it. "
        "Stop that one."
    )


@pytest.mark.parametrize("kept", ["99999", "sixty", ""])
def test_a_port_that_cannot_be_is_replaced(kept: str, tmp_path: Path) -> None:
    with directory.taken(tmp_path, Deadline(1)) as taken:
        (taken.folder / "port").write_text(kept)
        assert 1024 <= taken.free_port() <= 65535


def test_a_file_where_the_directory_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refusal(tmp_path / "file") == (
        f"Expected a directory to write in at '{tmp_path}/file/mongodb', got an error "
        "(Not a directory)."
    )


@pytest.mark.parametrize(("size", "left"), [(10_000_000, 10_000_000), (10_000_001, 0)])
def test_a_log_of_more_than_ten_megabytes_begins_anew(size: int, left: int, tmp_path: Path) -> None:
    with directory.taken(tmp_path, Deadline(1)) as taken:
        taken.log.write_bytes(b"")
        os.truncate(taken.log, size)
        taken.trim_log()
        assert taken.log.stat().st_size == left
