"""What moved in the log is told to who keeps it, at most every 0.2 s."""

from collections.abc import Iterable

from tests.cast import Cast
from traceability.store import moved
from traceability.store.moved import INTERVAL, Moved
from traceability.store.store import Store


class Listener:
    """Keeps nothing, hears all."""

    def __init__(self, store: Store) -> None:
        self.now, self.dropped, self.cleared = 0.0, set[str](), 0
        database = store.database
        self.moved = Moved(database["records"], database["leaves"], lambda: self.now)
        self.moved.tell(self.drop, self.clear)

    def drop(self, keys: Iterable[str]) -> None:
        self.dropped |= set(keys)

    def clear(self) -> None:
        self.cleared += 1

    def look(self) -> set[str]:
        """Look after a while; what was dropped since."""
        self.dropped = set()
        self.now += INTERVAL
        self.moved.look()
        return self.dropped


def test_records_are_told_of_before_and_after_their_number(cast: Cast, store: Store) -> None:
    store.log.drain()
    listener = Listener(store)
    assert listener.look() == set()
    leaf = cast.harvest()
    assert leaf.uri in listener.look()
    store.log.drain()
    assert leaf.uri in listener.look()
    assert listener.look() == set()


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
    store.log.drain()
    listener.moved.restart()
    assert listener.look() == set()
    assert moved.INTERVAL <= 0.2
