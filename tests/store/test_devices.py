"""Of each phone it is known which of its numbers came, whatever order they came in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from traceability.store.devices import MOST_RANGES, Heard, Sequence, joined
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HOUSEHOLD, HELPER = "https://trace.example/t/household", "https://trace.example/t/helper"


def heard(*numbers: int, own: bool = True, party: str = HOUSEHOLD) -> Heard:
    return Heard(numbers, party, NOW, own, 250 if own else None)


@given(st.lists(st.integers(1, 60), max_size=60))
def test_what_came_and_what_is_missing_are_all_up_to_the_last(numbers: list[int]) -> None:
    came = joined((number, number) for number in numbers)
    sequence = Sequence("a", HOUSEHOLD, NOW, came)
    inside = {each for first, last in came for each in range(first, last + 1)}
    outside = {each for first, last in sequence.missing for each in range(first, last + 1)}
    assert inside == set(numbers)
    assert outside == set(range(1, max(numbers, default=0))) - inside
    assert sequence.lacking == len(outside)


@given(st.permutations([heard(1, 2), heard(4), heard(9, 7), heard(4, 5)]))
def test_it_does_not_depend_on_the_order_in_which_they_are_heard(order: list[Heard]) -> None:
    sequence = Sequence("a", HOUSEHOLD, NOW)
    for each in order:
        sequence = sequence.with_(each)
    assert sequence.missing == ((3, 3), (6, 6), (8, 8))


def test_of_too_many_gaps_the_oldest_are_forgotten() -> None:
    came = joined((2 * number, 2 * number) for number in range(1, MOST_RANGES + 11))
    assert len(came) == MOST_RANGES
    assert came[0] == (2, 22)
    assert came[-1] == (2 * (MOST_RANGES + 10),) * 2


def test_several_that_speak_at_once_are_all_heard(store: Store) -> None:
    def hear(number: int) -> Sequence:
        return store.devices.hear("a", heard(number))

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(hear, range(1, 25)))
    sequence = store.devices.get("a")
    assert sequence is not None
    assert (sequence.came, sequence.missing) == (((1, 24),), ())


def test_whose_it_is_the_phone_says_itself(store: Store) -> None:
    store.devices.hear("a", heard(1, own=False, party=HELPER))
    assert [each.id for each in store.devices.of([HELPER])] == ["a"]
    store.devices.hear("a", heard(3))
    relayed = store.devices.hear("a", heard(5, own=False, party=HELPER))
    assert (relayed.party, relayed.ahead, relayed.missing) == (HOUSEHOLD, 250, ((2, 2), (4, 4)))
    assert list(store.devices.of([HELPER])) == []


def test_phones_are_listed_by_whose_they_are_and_whether_something_is_missing(store: Store) -> None:
    for device, number in (("a", 1), ("b", 2), ("c", 3)):
        store.devices.hear(device, heard(number))
    store.devices.hear("d", heard(1, party=HELPER))
    assert [each.id for each in store.devices.of([HOUSEHOLD], "a")] == ["b", "c"]
    assert [each.id for each in store.devices.of(None, gaps=True, limit=1)] == ["b"]
    assert [each.id for each in store.devices.of(None)] == ["a", "b", "c", "d"]


def test_it_was_heard_last_when_the_latest_came() -> None:
    sequence = Sequence("a", HOUSEHOLD, NOW).with_(heard(1))
    assert sequence.heard == NOW
    earlier = Heard((2,), HOUSEHOLD, NOW - timedelta(days=1), own=True)
    assert sequence.with_(earlier).heard == NOW
