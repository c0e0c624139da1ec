"""The ticker: refreshes what changes with time alone (DESIGN §1.9)."""

from datetime import datetime
from typing import Final

from traceability.errors import Conflict
from traceability.store.store import Store
from traceability.work.checker import check
from traceability.work.portion import WHOLE, Portion

_BATCHES: Final = 100


def turn(store: Store, now: datetime, portion: Portion = WHOLE) -> bool:
    """Make the views again that changed by themselves by now; True when there were some.

    Their findings are looked at again too: a day that has passed may be one.
    """
    limit = min(_BATCHES, portion.most) + len(portion.aside)
    due = [uri for uri in store.batches.due(now, limit) if uri not in portion.aside]
    done = 0
    for uri in due[: portion.most]:
        portion.hand(uri)
        try:
            store.batches.again(uri, now)
        except Conflict:  # somebody records about it at this moment: the next turn
            continue
        check(store, uri, now)
        done += 1
    return done > 0
