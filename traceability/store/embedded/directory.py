"""The directory of one private mongod: who has it, its port, its log, its data."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from traceability.store.embedded.refusal import Deadline, EmbeddedError

if sys.platform != "win32":  # pragma: no branch
    import fcntl

_LOG_LIMIT = 10_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Directory:
    """A `mongodb/` folder that is ours while `lock`, a file descriptor, stays open."""

    folder: Path
    lock: int

    @property
    def data(self) -> Path:
        """Where mongod keeps its files, and nobody else any."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What mongod writes once it runs: one JSON object a line."""
        return self.folder / "mongod.log"

    @property
    def output(self) -> Path:
        """What is said before there is a log: a missing library, an unknown option."""
        return self.folder / "mongod.out"

    def free_port(self) -> int:
        """Give the kept port if nobody else has it, otherwise any free one."""
        try:
            return _bindable(_number(self.folder / "port"))
        except (OSError, OverflowError):
            return _bindable(0)

    def keep_port(self, port: int) -> None:
        """Write the port down for the next start; a crash leaves the old file or the new."""
        draft = self.folder / "port.new"
        draft.write_text(f"{port}\n")
        draft.replace(self.folder / "port")

    def trim_log(self) -> None:
        """Empty a log of more than 10 MB."""
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            os.truncate(self.log, 0)

    def tail(self, lines: int = 12, width: int = 300) -> str:
        """Give the last lines of what mongod said, each cut at `width` characters."""
        said = [
            line[:width]
            for path in (self.output, self.log)
            if path.exists()
            for line in path.read_text(errors="replace").splitlines()
        ]
        return "\n".join(said[-lines:])


@contextmanager
def taken(data_dir: Path, patience: Deadline) -> Iterator[Directory]:
    """Take `data_dir`/mongodb for this process, and make it if it is not there.

    The lock (flock) is handed on to mongod: it is free when both have ended. It is never
    unlocked, only closed, so that a forked worker cannot give it away. Windows has no flock;
    there mongod's own lock refuses the second (exit 100).

    Raises:
        EmbeddedError: A living process has it, or a left-over mongod did not end in time.
    """
    folder = data_dir.absolute() / "mongodb"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "data").mkdir(mode=0o700, exist_ok=True)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise EmbeddedError(
            f"a directory to write in at '{folder}'", f"an error ({error.strerror})"
        ) from error
    try:
        _wait_for_lock(folder, lock, patience)
        os.ftruncate(lock, 0)
        os.write(lock, b"%d\n" % os.getpid())
        yield Directory(folder, lock)
    finally:
        os.close(lock)


def held_port(data_dir: Path) -> int | None:
    """The port of the mongod that a living process runs on `data_dir`/mongodb; None without one."""
    folder = data_dir.absolute() / "mongodb"
    try:
        lock = os.open(folder / "lock", os.O_RDWR)
    except OSError:
        return None
    try:
        free = sys.platform != "win32" and _locked(lock)
    finally:
        os.close(lock)
    return None if free else _number(folder / "port") or None


def _wait_for_lock(folder: Path, lock: int, patience: Deadline) -> None:
    while not _locked(lock):
        holder = _number(folder / "lock")
        if holder and lives(holder):
            got = f"process {holder}, which runs its mongod there"
        elif patience.over():
            left = _number(folder / "data" / "mongod.lock")
            got = f"mongod {left} still there after {patience.seconds:g} s; its parent has ended"
        else:
            time.sleep(0.01)
            continue
        raise EmbeddedError(f"'{folder}' to be free", got, "Stop it, or use another directory.")


def _locked(lock: int) -> bool:
    if sys.platform == "win32":  # pragma: no cover
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _number(path: Path) -> int:
    text = path.read_text().strip() if path.exists() else ""
    return int(text) if text.isdecimal() else 0


def lives(pid: int) -> bool:
    """Say whether a process runs under that id, whoever's it is."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    stat = Path(f"/proc/{pid}/stat")  # a killed process nobody has waited for yet is state Z
    return not (stat.exists() and stat.read_text().rpartition(") ")[2].startswith("Z"))


def _bindable(port: int) -> int:
    with socket.socket() as probe:
        if sys.platform != "win32":  # pragma: no branch - as mongod: ended connections do not count
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        return int(probe.getsockname()[1])
