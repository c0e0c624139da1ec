"""`backup` and `restore`: everything in one file, and back into an empty database."""

import os
import secrets
import sys
from argparse import Namespace
from getpass import getpass
from pathlib import Path

from api.cli.opening import database, keyring_file, ledger, now, settle_id_base
from api.cli.voice import bar, say
from api.settings import Settings, WrongSetting
from traceability.events.occasion import namespaces
from traceability.keyring import save
from traceability.ledger.restore import restore as restored
from traceability.store.backup import write
from traceability.store.store import Store

_PASSPHRASE = "TRACEABILITY_BACKUP_PASSPHRASE"  # noqa: S105 - the name of it
_SET_ASIDE = ".before-restore"


def backup(asked: Namespace) -> int:
    """Write everything that was recorded until now into a file; the service may go on meanwhile."""
    passphrase = _passphrase()
    with ledger(Settings.read(os.environ)) as opened:
        file = Path(asked.file)
        written = write(opened.store, opened.keyring, file, passphrase, now(), secrets.token_bytes)
    say(f"{written.documents} documents; log of size {written.size}, root {written.root.hex()}.")
    return 0


def restore(asked: Namespace) -> int:
    """Restore a backup into an empty database and verify it; its keyring takes the place of ours.

    A keyring that is there already is set aside beside it, not lost.
    """
    settings, file, passphrase = Settings.read(os.environ), Path(asked.file), _passphrase()
    with database(settings) as uri, Store.open(uri) as store:
        store.ready()
        keys = restored(store, file, passphrase, now, namespaces(settings.domain), bar)
        settle_id_base(store, settings)
    place = keyring_file(settings)
    if place.exists():
        place.rename(place.with_name(place.name + _SET_ASIDE))
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    save(place, keys, secrets.token_bytes)
    say("Restored; the log was recomputed from its records and matches.")
    return 0


def _passphrase() -> str:
    """The passphrase of the keyring in the backup: from the environment, or asked for.

    Raises:
        WrongSetting: it is not set, and nobody is there to ask.
    """
    told = os.environ.get(_PASSPHRASE)
    if told:
        return told
    if not sys.stdin.isatty():
        raise WrongSetting(f"{_PASSPHRASE}: Expected a passphrase, got none.")
    return getpass("Passphrase of the backup: ")
