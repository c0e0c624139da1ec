"""Guesses are counted before they are looked at, for all workers together, and forgotten by themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from traceability.credentials.pace import OWN
from traceability.store.store import Store

NOW = datetime(2026, 11, 28, 7, 30, tzinfo=UTC)
NONE = timedelta(0)


def test_a_hundred_guesses_at_once_are_a_hundred_guesses(store: Store) -> None:
    with ThreadPoolExecutor(16) as guessers:
        waits = list(guessers.map(lambda _: store.attempts.claim("pin", OWN, NOW), range(100)))
    assert waits.count(NONE) == OWN.free
    assert store.attempts.wait("pin", NOW) == timedelta(seconds=30)


def test_a_pause_ends_and_the_next_is_longer(store: Store) -> None:
    for _ in range(OWN.free):
        assert store.attempts.claim("pin", OWN, NOW) == NONE
    later = NOW + timedelta(seconds=30)
    assert store.attempts.claim("pin", OWN, later) == NONE
    assert store.attempts.wait("pin", later) == timedelta(minutes=1)


def test_what_was_guessed_long_ago_or_rightly_is_forgotten(store: Store) -> None:
    for _ in range(OWN.free):
        store.attempts.claim("pin", OWN, NOW)
    assert store.attempts.claim("pin", OWN, NOW + OWN.kept) == NONE
    assert store.attempts.wait("pin", NOW + OWN.kept) == NONE
    store.attempts.forget("pin")
    assert store.database["attempts"].count_documents({}) == 0


def test_the_database_forgets_by_itself(store: Store) -> None:
    for name, by in (("attempts", "ends"), ("sessions", "expires"), ("challenges", "ends")):
        indexes = store.database[name].index_information().values()
        assert [each["expireAfterSeconds"] for each in indexes if each["key"] == [(by, 1)]] == [0]
