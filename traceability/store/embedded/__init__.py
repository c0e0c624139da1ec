"""A private mongod for one machine and for trying: started, waited for, and stopped with us."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from traceability.store.embedded import directory, replica_set
from traceability.store.embedded.find import find_mongod
from traceability.store.embedded.process import Mongod, start
from traceability.store.embedded.refusal import Deadline, EmbeddedError, PortTaken

__all__ = ["EmbeddedError", "find_mongod", "running", "uri_of_running"]


@contextmanager
def running(data_dir: Path, *, mongod: Path | None = None, deadline: float = 60.0) -> Iterator[str]:
    """Run a private mongod on `data_dir`/mongodb as a replica set of one node.

    It listens on 127.0.0.1 only, without a password: whoever has an account on this machine can
    reach it. Its port is kept in the directory and taken again at the next start.

    On Linux mongod ends when the *thread* that entered this context ends, in whatever way
    (prctl PR_SET_PDEATHSIG): enter it in the main thread. On macOS and Windows it outlives a
    killed parent and the next start says so; there only leaving the context stops it.

    Args:
        data_dir: The service's data directory; `mongodb/` is made in it.
        mongod: The binary, as the setting TRACEABILITY_MONGOD names it; None looks for one.
        deadline: Seconds until it must accept writes; also waited for a mongod whose parent died.

    Yields:
        The URI for a client: writes are journalled before they are acknowledged.

    Raises:
        EmbeddedError: No mongod, the directory is in use, or mongod did not get ready; a sentence,
            then the end of mongod's log where there is one.
    """
    patience = Deadline(deadline)
    binary = find_mongod(mongod)
    with directory.taken(data_dir, patience) as taken, ExitStack() as stack:
        node = _ready(binary, taken, patience)
        stack.callback(node.stop)
        yield _uri(node.port)


def uri_of_running(data_dir: Path) -> str | None:
    """The URI of the mongod that another living process runs on `data_dir`; None when none does."""
    port = directory.held_port(data_dir)
    return _uri(port) if port else None


def _uri(port: int) -> str:
    return (
        f"mongodb://127.0.0.1:{port}/?replicaSet={replica_set.NAME}"
        "&w=majority&journal=true&serverSelectionTimeoutMS=5000"
    )


def _ready(binary: Path, taken: directory.Directory, patience: Deadline) -> Mongod:
    while True:
        with ExitStack() as undo:
            node = start(binary, taken, taken.free_port())
            undo.callback(node.stop)
            try:
                node.wait_for_port(patience)
                replica_set.stand(node.port, node.pid, partial(node.check, patience))
            except PortTaken:  # between our look and mongod's bind: the next look finds another
                continue
            taken.keep_port(node.port)
            undo.pop_all()
            return node
