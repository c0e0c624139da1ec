"""Verbs on what was recorded: the views made again, the log verified, the database brought up to date."""

import os
from argparse import Namespace
from collections.abc import Iterator

from api.cli.opening import ledger, now
from api.cli.voice import bar, complain, say
from api.settings import Settings
from traceability.events.occasion import namespaces
from traceability.ledger.rebuild import rebuild as made_again
from traceability.ledger.verify import Found, Head, Mismatch
from traceability.ledger.verify import verify as verified


def migrate(_: Namespace) -> int:
    """Make indexes and run what migrations are missing; opening the ledger does both."""
    with ledger(Settings.read(os.environ)) as opened:
        say(f"At migration {opened.store.ready()}.")
    return 0


def rebuild(_: Namespace) -> int:
    """Make every view again from the log."""
    with ledger(Settings.read(os.environ)) as opened:
        count = made_again(opened.store, now(), bar)
    say(f"Every view was made again from {count} records.")
    return 0


def verify(_: Namespace) -> int:
    """Recompute the public log; each mismatch is a line on standard error, and then it exits 1."""
    settings = Settings.read(os.environ)
    heads: list[Head] = []
    with ledger(settings) as opened:
        found = verified(opened.store, namespaces(settings.domain))
        wrong = 0
        for each in _kept(found, heads):
            wrong += 1
            complain(f"{each.index}  {each.record}  Expected {each.what}.")
    head = heads[0]
    say(f"Size {head.size}, root {head.root.hex()}: {wrong or 'no'} mismatches.")
    return 1 if wrong else 0


def _kept(found: Found, heads: list[Head]) -> Iterator[Mismatch]:
    """The mismatches; the head that ends them is put into `heads`."""
    heads.append((yield from found))
