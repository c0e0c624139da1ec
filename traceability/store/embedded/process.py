"""One mongod process: its options, waiting for its port, stopping it."""

import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from traceability.store.embedded import death, launch, replica_set
from traceability.store.embedded.directory import Directory
from traceability.store.embedded.refusal import Deadline, EmbeddedError


@dataclass(frozen=True, slots=True)
class Mongod:
    """A mongod that was started on `directory` and listens, or will, on 127.0.0.1:`port`."""

    process: subprocess.Popen[bytes]
    directory: Directory
    port: int

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def check(self, patience: Deadline) -> None:
        """Raise EmbeddedError if it has ended (PortTaken if for its port) or time is up."""
        code = self.process.poll()
        if code is not None:
            raise death.why(code, self.directory)
        if patience.over():
            raise EmbeddedError(
                f"mongod to be ready within {patience.seconds:g} s",
                f"none on port {self.port}",
                tail=self.directory.tail(),
            )

    def wait_for_port(self, patience: Deadline) -> None:
        """Return once something answers on the port: a client made earlier would sleep 0.5 s."""
        while not self._answers():
            self.check(patience)
            time.sleep(0.005)
        self.check(patience)

    def stop(self, patience: float = 20.0) -> None:
        """Ask it to end (SIGTERM), wait `patience` seconds, then kill it.

        In a forked worker this does nothing: mongod is not the worker's child.
        """
        self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=0.2):
                return True
        except OSError:
            return False


def start(binary: Path, directory: Directory, port: int) -> Mongod:
    """Start a mongod in a session of its own (Ctrl-C is not for it), and do not wait.

    Raises:
        EmbeddedError: The system cannot execute it.
    """
    directory.trim_log()
    with directory.output.open("wb") as output:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own list, no shell
                [*launch.bound_to_us(), str(binary), *_options(directory, port)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=() if sys.platform == "win32" else (directory.lock,),
                start_new_session=True,
            )
        except OSError as error:
            raise EmbeddedError(f"'{binary}' to run here", f"'{error.strerror}'") from error
    return Mongod(process, directory, port)


def _options(directory: Directory, port: int) -> list[str]:
    return [
        *("--dbpath", str(directory.data)),
        *("--port", str(port), "--bind_ip", "127.0.0.1"),
        *(() if sys.platform == "win32" else ("--nounixsocket",)),
        *("--networkMessageCompressors", "snappy,zstd"),  # no zlib: CVE-2025-14847
        *("--replSet", replica_set.NAME, "--oplogSize", "256"),  # MB; default 5 % of the disk
        *("--wiredTigerCacheSizeGB", "0.25"),
        *("--wiredTigerEngineConfigString", "log=(file_max=10MB,prealloc=false)"),  # not 300 MB
        *("--setParameter", "diagnosticDataCollectionEnabled=false"),  # would grow to 200 MB
        *("--logpath", str(directory.log), "--logappend", "--quiet"),
    ]
