"""The sequencer: numbers what was recorded, and sees to it that the views hold it."""

from datetime import datetime
from typing import Final

from traceability.errors import Conflict
from traceability.ledger.heal import heal
from traceability.store.store import Store
from traceability.work.portion import WHOLE, Portion

CURSOR: Final = "sequencer"
"""The fact in `meta`: the views hold every record up to this index."""


def turn(store: Store, now: datetime, portion: Portion = WHOLE) -> bool:
    """Number waiting records and heal the views of those numbered; True when something was done.

    The cursor stands behind the views: a crash between number and view is healed by the next turn.
    """
    numbered = store.log.number(portion.most, portion.aside, portion.hand)
    return _heal(store, now, portion) or bool(numbered)


def healed(store: Store) -> int:
    """Up to which index the views are known to hold every record; -1 before the first."""
    cursor = store.meta.get(CURSOR)
    return -1 if cursor is None else int(cursor)


def _heal(store: Store, now: datetime, portion: Portion) -> bool:
    before = store.meta.get(CURSOR)
    records = list(store.records.since(-1 if before is None else before, portion.most))
    if not records:
        return False
    for record in records:
        portion.hand(record.id)
    try:
        heal(store, (each for each in records if each.id not in portion.aside), now)
    except Conflict:  # a batch that many write to: the next turn tries again
        return True
    store.meta.swap(CURSOR, before, records[-1].index)
    return True
