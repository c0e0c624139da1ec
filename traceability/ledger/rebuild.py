"""Every view made again from the log, equal to what stood before (DESIGN §1.1)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

from traceability.ledger import heal, listings, merging, views
from traceability.masterdata.revision import Revision
from traceability.store.store import Store

T = TypeVar("T")

Progress = Callable[[int, int], object]
"""Told how many records are done, and of how many."""

_CHUNK: Final = 200


def rebuild(store: Store, now: datetime, progress: Progress = max) -> int:
    """Make all views again; returns how many records they were made from.

    Each view is replaced in its place, so that writers, readers and the work behind go on meanwhile.
    What the log does not bear out is dropped. Findings are forgotten and the checker begins again.
    Memory stays constant: a chunk of records, and the records of the batches in it.
    """
    start, total = store.log.drain(), store.records.count()
    turn = f"{now.isoformat()} {start}"
    _drop_what_nobody_said(store)
    done = 0
    for chunk in _chunks(store.records.everything()):
        said = heal.read(chunk)
        heal.show(store, said)
        _show_last(store, said)
        store.batches.remake(heal.folded(said).keys(), now, turn)
        done += len(chunk)
        progress(done, max(total, done))
    store.batches.finish(now, turn)
    listings.rebuild(store, now)
    store.findings.clear()
    store.meta.put("sequencer", start - 1)
    store.meta.put("checker", None)
    return done


def _drop_what_nobody_said(store: Store) -> None:
    for chunk in _chunks(store.masterdata.numbers()):
        shown = {f"{uri}#{number}": uri for uri, number in chunk}
        for each in shown.keys() - store.records.revised(shown):
            store.masterdata.drop(shown[each])
    for given in _chunks(store.people.given()):
        store.people.take_back(set(given) - store.records.known(given))
    store.records.clear_void()
    for event_id in store.entries.spoken():
        store.entries.say(event_id, views.last_word(store, event_id))


def _show_last(store: Store, said: heal.Said) -> None:
    """Show anew what is the last revision of something."""
    revisions = [(record, what) for record, what in said if isinstance(what, Revision)]
    later = store.records.revised(f"{what.key.uri}#{what.number + 1}" for _, what in revisions)
    for record, what in revisions:
        if f"{what.key.uri}#{what.number + 1}" not in later:
            store.masterdata.put_again(what, record.at)
            if what.kind == "party":
                heal.consent(store, what.key.uri)
    merging.show(store, [what.key.uri for _, what in revisions if what.kind in {"party", "place"}])


def _chunks(all_of_them: Iterable[T]) -> Iterator[list[T]]:
    left = iter(all_of_them)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk
