"""What moved in the log is told to who keeps it, at most every 0.2 s."""

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.cast import Cast, revise
from traceability.ledger import views
from traceability.masterdata.product import Product
from traceability.store import moved
from traceability.store.moved import INTERVAL, Moved
from traceability.store.store import Store
from traceability.work import sequencer

NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Listener:
    """Keeps nothing, hears all."""

    def __init__(self, store: Store) -> None:
        self.now, self.dropped, self.cleared = 0.0, set[str](), 0
        database = store.database
        self.moved = Moved(
            database["records"], database["leaves"], store.meta.healed, lambda: self.now
        )
        self.moved.tell(self.drop, self.clear)

    def drop(self, keys: Iterable[str]) -> None:
        self.dropped |= set(keys)

    def clear(self) -> None:
        self.cleared += 1

    def look(self) -> set[str]:
        """Look after a while; what was dropped since."""
        self.dropped = set()
        self.now += 2 * INTERVAL
        self.moved.look()
        return self.dropped


def all_turns(store: Store) -> None:
    while sequencer.turn(store, NOW):
        pass


def test_records_are_told_of_until_the_views_are_known_to_hold_them(
    cast: Cast, store: Store
) -> None:
    all_turns(store)
    listener = Listener(store)
    assert listener.look() == set()
    leaf = cast.harvest()
    assert leaf.uri in listener.look()
    store.log.drain()
    assert leaf.uri in listener.look()
    assert leaf.uri in listener.look()
    all_turns(store)
    assert leaf.uri in listener.look()
    assert listener.look() == set()


def test_nothing_stays_stale_when_a_writer_dies_before_its_view(
    cast: Cast, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = store.masterdata.get(Product, cast.tea.uri)
    monkeypatch.setattr(views, "refresh", lambda *_: None)
    revise(cast.ledger, cast.operator, replace(product, brand="NEW"), 2)
    worker, now = Store(store.client, store.name), itertools.count(1.0)
    monkeypatch.setattr(worker.moved, "_monotonic", now.__next__)
    store.log.number()
    assert worker.masterdata.get(Product, cast.tea.uri).brand == product.brand
    all_turns(store)
    assert worker.masterdata.get(Product, cast.tea.uri).brand == "NEW"


def test_a_process_that_starts_behind_is_told_of_what_is_not_healed(
    cast: Cast, store: Store
) -> None:
    all_turns(store)
    leaf = cast.harvest()
    store.log.drain()
    assert leaf.uri in Listener(store).look()


def test_too_much_at_once_clears_all(
    cast: Cast, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moved, "_MANY", 2)
    cast.packed_tea()
    listener = Listener(store)
    assert (listener.look(), listener.cleared) == (set(), 1)


def test_nobody_looks_twice_within_the_interval(cast: Cast, store: Store) -> None:
    listener = Listener(store)
    listener.look()
    cast.harvest()
    listener.dropped = set()
    listener.moved.look()
    assert listener.dropped == set()


def test_after_a_restart_only_what_is_new_is_told(cast: Cast, store: Store) -> None:
    listener = Listener(store)
    cast.harvest()
    all_turns(store)
    listener.moved.restart()
    assert listener.look() == set()
    assert moved.INTERVAL <= 0.2
