"""The sequencer: numbers what was recorded, and sees to it that the views hold it."""

import logging
from datetime import datetime
from typing import Final

from traceability.errors import Conflict
from traceability.ledger.heal import heal
from traceability.store.aside import SetAside
from traceability.store.fit import UNFIT
from traceability.store.meta import SEQUENCED
from traceability.store.records import Record
from traceability.store.store import Store
from traceability.work.portion import WHOLE, Portion

CURSOR: Final = SEQUENCED
"""The fact in `meta`: the views hold every record up to this index."""

_log: Final = logging.getLogger(__name__)


def turn(store: Store, now: datetime, portion: Portion = WHOLE) -> bool:
    """Number waiting records and heal the views of those numbered; True when something was done.

    The cursor stands behind the views: a crash between number and view is healed by the next turn.
    A record that no view can show is set aside, so that those after it are not kept waiting.
    """
    numbered = store.log.number(portion.most, portion.aside, portion.hand)
    return _heal(store, now, portion) or bool(numbered)


def healed(store: Store) -> int:
    """Up to which index the views are known to hold every record; -1 before the first."""
    return store.meta.healed()


def _heal(store: Store, now: datetime, portion: Portion) -> bool:
    before = store.meta.get(CURSOR)
    records = list(store.records.since(-1 if before is None else before, portion.most))
    if not records:
        return False
    for record in records:
        portion.hand(record.id)
    whole = [each for each in records if each.id not in portion.aside]
    try:
        _show(store, whole, now)
    except Conflict:  # a batch that many write to: the next turn tries again
        return True
    store.meta.swap(CURSOR, before, records[-1].index)
    return True


def _show(store: Store, records: list[Record], now: datetime) -> None:
    """Heal the views of these records; one that no view can show is found and set aside."""
    try:
        heal(store, records, now)
    except UNFIT as error:
        if len(records) > 1:
            for record in records:
                _show(store, [record], now)
        else:
            name = type(error).__name__
            store.aside.add(SetAside(CURSOR, records[0].id, name, now))
            _log.exception("No view can show %s: it is set aside.", records[0].id)
