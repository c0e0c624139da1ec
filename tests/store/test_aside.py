"""What ended a kind of work twice is set aside once, counted, and taken back by hand."""

from datetime import UTC, datetime

from traceability.store.aside import SetAside
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_what_is_set_aside_is_passed_over_by_that_kind_alone(store: Store) -> None:
    one = SetAside("checker", "urn:uuid:1", "KeyError", NOW)
    store.aside.add(one)
    store.aside.add(SetAside("checker", "urn:uuid:1", "ValueError", NOW))
    assert list(store.aside.each()) == [one]
    assert store.aside.of("checker") == {"urn:uuid:1"}
    assert store.aside.of("ticker") == frozenset()
    assert store.aside.count() == 1


def test_what_was_set_aside_can_be_tried_again(store: Store) -> None:
    store.aside.add(SetAside("checker", "urn:uuid:1", "KeyError", NOW))
    assert store.aside.take_back("checker", "urn:uuid:1") is True
    assert store.aside.take_back("checker", "urn:uuid:1") is False
    assert store.aside.count() == 0
