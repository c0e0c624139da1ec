"""Views that change with time alone are made again when their time comes."""

from datetime import UTC, datetime

from tests.cast import Cast
from traceability.store.store import Store
from traceability.work import ticker
from traceability.work.portion import Portion

BEFORE = datetime(2027, 3, 20, 16, 59, 59, tzinfo=UTC)
AFTER = datetime(2027, 3, 20, 17, tzinfo=UTC)


def changes_at(store: Store, uri: str) -> datetime | None:
    found = store.database["batches"].find_one({"_id": uri}) or {}
    at: datetime | None = found.get("changes_at")
    return at


def test_a_view_is_made_again_at_the_end_of_its_best_before_day(cast: Cast, store: Store) -> None:
    packs = cast.packed_tea()
    assert (ticker.turn(store, BEFORE), changes_at(store, packs.uri)) == (False, AFTER)
    assert (ticker.turn(store, AFTER), changes_at(store, packs.uri)) == (True, None)
    assert ticker.turn(store, AFTER) is False


def test_its_findings_are_looked_at_again(cast: Cast, store: Store) -> None:
    tea = cast.make({cast.harvest("26"): "26"}, "5.2")
    packs = cast.pack(tea, "50", 500)
    ticker.turn(store, AFTER)
    assert store.findings.of_batch(packs.uri)


def test_a_turn_is_a_portion(cast: Cast, store: Store) -> None:
    tea = cast.make({cast.harvest("26"): "26"}, "5.2")
    for _ in range(3):
        cast.pack(tea, "1", 10)
    turns = 0
    while ticker.turn(store, AFTER, Portion(most=1)):
        turns += 1
    assert turns == 3


def test_what_is_set_aside_is_passed_over_and_holds_nothing_up(cast: Cast, store: Store) -> None:
    tea = cast.make({cast.harvest("26"): "26"}, "5.2")
    bad, good = sorted(cast.pack(tea, "1", 10).uri for _ in range(2))
    ticker.turn(store, AFTER, Portion(most=1, aside=frozenset({bad})))
    assert changes_at(store, bad) == AFTER
    assert changes_at(store, good) is None
