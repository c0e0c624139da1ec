"""Facts of the installation are set once, set anew, or swapped from what was read."""

from traceability.store.meta import SEQUENCED
from traceability.store.store import Store


def test_a_fact_is_set_once(store: Store) -> None:
    assert store.meta.get("id_base") is None
    assert store.meta.once("id_base", "trace.example") == "trace.example"
    assert store.meta.once("id_base", "another.example") == "trace.example"


def test_a_fact_is_set_anew(store: Store) -> None:
    store.meta.put("cursor", 1)
    store.meta.put("cursor", 2)
    assert store.meta.get("cursor") == 2


def test_no_view_is_known_to_hold_anything_before_the_sequencer_came(store: Store) -> None:
    assert store.meta.healed() == -1
    store.meta.put(SEQUENCED, 7)
    assert store.meta.healed() == 7


def test_a_fact_is_swapped_only_from_what_was_read(store: Store) -> None:
    assert store.meta.swap("cursor", None, 1) is True
    assert store.meta.swap("cursor", None, 5) is False
    assert store.meta.swap("cursor", 1, 2) is True
    assert store.meta.swap("cursor", 1, 5) is False
    assert store.meta.get("cursor") == 2


def test_a_fact_that_was_put_back_to_nothing_counts_as_not_set(store: Store) -> None:
    store.meta.put("cursor", None)
    assert store.meta.swap("cursor", None, 1) is True
    assert store.meta.get("cursor") == 1
