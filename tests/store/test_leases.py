"""Of several processes, one at a time has a turn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LENGTH = timedelta(seconds=10)


def test_a_turn_is_had_by_one_until_it_ends(store: Store) -> None:
    first = store.leases.take("tick", "one", NOW, LENGTH)
    assert store.leases.take("tick", "two", NOW + LENGTH / 2, LENGTH) is None
    second = store.leases.take("tick", "two", NOW + LENGTH, LENGTH)
    assert first is not None
    assert second is not None
    assert second.fence == first.fence + 1


def test_a_turn_is_prolonged_by_its_holder_under_the_same_fence(store: Store) -> None:
    first = store.leases.take("tick", "one", NOW, LENGTH)
    later = store.leases.take("tick", "one", NOW + LENGTH / 2, LENGTH)
    assert first is not None
    assert later is not None
    assert (later.fence, later.ends) == (first.fence, NOW + LENGTH * 1.5)


def test_a_turn_given_back_is_free_at_once(store: Store) -> None:
    lease = store.leases.take("tick", "one", NOW, LENGTH)
    assert lease is not None
    store.leases.leave(lease, NOW)
    assert store.leases.take("tick", "two", NOW, LENGTH) is not None


def test_a_late_holder_cannot_give_back_anothers_turn(store: Store) -> None:
    lease = store.leases.take("tick", "one", NOW, LENGTH)
    assert lease is not None
    store.leases.take("tick", "two", NOW + LENGTH, LENGTH)
    store.leases.leave(lease, NOW + LENGTH)
    assert store.leases.take("tick", "three", NOW + LENGTH, LENGTH) is None


def test_of_many_who_ask_at_once_one_gets_it(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        holders = [str(number) for number in range(16)]
        taken = threads.map(lambda one: store.leases.take("tick", one, NOW, LENGTH), holders)
        assert len([lease for lease in taken if lease]) == 1
