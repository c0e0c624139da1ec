"""The listings: follows the log and the clock, and keeps what marketplaces are told of each listing."""

from datetime import datetime

from traceability.ledger.listings import CURSOR, moved, rebuild, refresh
from traceability.store.records import Record
from traceability.store.store import Store
from traceability.work import sequencer
from traceability.work.portion import WHOLE, Portion


def turn(store: Store, now: datetime, portion: Portion = WHOLE) -> bool:
    """Refresh the listings that the next records or the clock moved; True when something was done.

    It stays behind the sequencer, so that the views it reads hold what the log does. The first turn,
    and the first with a new writing of the items, makes the whole view. Of the listings that a
    portion moves, those of recalled batches come first.
    """
    before, head = store.meta.get(CURSOR), sequencer.healed(store)
    if before is None:
        rebuild(store, now)
        store.meta.put(CURSOR, head)
        return True
    records = _records(store, before, head, portion)
    touched = [*moved(store, records), *store.listings.due(now)]
    for uri in dict.fromkeys(touched):
        if uri not in portion.aside:
            portion.hand(uri)
            refresh(store, [uri], now)
    if records:
        store.meta.swap(CURSOR, before, records[-1].index)
    return bool(records or touched)


def behind(store: Store) -> int:
    """How many records of the log the listings have not come to."""
    before = store.meta.get(CURSOR)
    return store.log.size() - 1 - (-1 if before is None else int(before))


def _records(store: Store, after: int, head: int, portion: Portion) -> list[Record]:
    """The next records that the views hold."""
    found = store.records.since(after, portion.most)
    return [record for record in found if (record.index or 0) <= head]
