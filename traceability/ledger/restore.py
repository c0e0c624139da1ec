"""A backup back into an empty database: read, made whole, and held against its own root."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from traceability.errors import Conflict
from traceability.events.namespaces import Namespaces
from traceability.keyring import Keyring
from traceability.ledger.rebuild import Progress, rebuild
from traceability.ledger.verify import Found, Head, Mismatch, verify
from traceability.store import backup
from traceability.store.store import Store


def restore(
    store: Store,
    file: Path,
    passphrase: str,
    clock: Callable[[], datetime],
    namespaces: Namespaces,
    progress: Progress = max,
) -> Keyring:
    """Restore a backup, make the views and verify the log; gives the keyring that was in it.

    Raises:
        NotValid: as `store.backup.restore`.
        Conflict: the database is not empty, or what was restored does not bear out the log.
    """
    restored = backup.restore(store, file, passphrase)
    store.migrate("restore", clock)
    rebuild(store, clock(), progress)
    head = _first_mismatch(verify(store, namespaces))
    if head != Head(restored.size, restored.root):
        raise Conflict(f"a log of {restored.size} with root {restored.root.hex()}", head)
    return restored.keyring


def _first_mismatch(found: Found) -> Mismatch | Head:
    """The first thing that does not match; the head where everything does."""
    try:
        return next(found)
    except StopIteration as end:
        head: Head = end.value
        return head
