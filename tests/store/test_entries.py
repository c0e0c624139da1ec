"""What stands in whose name, the latest first, and the last word about it."""

from datetime import timedelta
from typing import Any

from tests.cast import Cast
from traceability.access import Actor, Role
from traceability.events import makers
from traceability.identifiers.uris import BatchKey
from traceability.ledger.rebuild import rebuild
from traceability.store.entries import Entered
from traceability.store.store import Store


def ids(found: list[Entered]) -> list[str]:
    return [entered.record.id for entered in found]


def harvests(cast: Cast, number: int) -> list[str]:
    """So many harvests of the household, entered by an officer; their ids, the latest first."""
    for hour in range(number):
        cast.harvest(hours=hour)
    return ids(cast.ledger.store.entries.of([cast.household.uri]))


def test_events_come_the_latest_first_and_in_pages(cast: Cast, store: Store) -> None:
    every = harvests(cast, 3)
    first = store.entries.of([cast.household.uri], limit=2)
    rest = store.entries.of([cast.household.uri], after=first[-1].cursor, limit=2)
    assert ids(first) + ids(rest) == every
    assert len(every) == 3
    assert store.entries.of([cast.stranger_cooperative.uri]) == []


def test_the_last_word_holds(cast: Cast, store: Store) -> None:
    (harvest,) = harvests(cast, 1)
    voices = []
    for kind, actor in (("dispute", cast.recorder), ("confirm", cast.recorder)):
        cast.state(kind, harvest, actor)
        voices.append(store.entries.some([harvest])[harvest].voice)
    assert voices == ["dispute", "confirm"]


def test_disputes_are_found_until_they_are_settled(cast: Cast, store: Store) -> None:
    late, _ = harvests(cast, 2)
    cast.state("dispute", late, cast.recorder)
    assert ids(store.entries.of([cast.household.uri], "disputed")) == [late]
    assert store.entries.count([cast.household.uri], "disputed", 10) == 1
    store.records.mark_void(late)
    assert store.entries.of([cast.household.uri], "disputed") == []


def test_only_what_a_helper_entered_waits_to_be_confirmed(cast: Cast, store: Store) -> None:
    harvests(cast, 1)
    household, helper = cast.household.uri, cast.stranger_cooperative.uri
    now = cast.ledger.clock()
    paper: dict[str, Any] = {"to": helper, "scope": ["event:tend"], "evidence": "GX-1"}
    paper |= {"from": now.isoformat(), "until": (now + timedelta(days=9)).isoformat()}
    cast.state("delegate", household, None, **paper)
    body = makers.tend(cast.at(), BatchKey(cast.plot.uri), "weeding", {})
    receipt = cast.tell("tend", body, Actor(Role.HELPER, helper, "token-helper"))
    waiting = store.entries.of([household], "unconfirmed", by=helper)
    assert ids(waiting) == [receipt.reception.record_id]
    cast.state("confirm", ids(waiting)[0], cast.recorder)
    assert store.entries.of([household], "unconfirmed") == []


def test_it_is_known_when_something_was_recorded_last(cast: Cast, store: Store) -> None:
    assert store.entries.last(cast.household.uri) is None
    harvests(cast, 2)
    assert (
        store.entries.last(cast.household.uri)
        == store.entries.of([cast.household.uri])[0].record.at
    )


def test_a_rebuild_says_each_last_word_again_and_none_that_nobody_said(
    cast: Cast, store: Store
) -> None:
    late, early = harvests(cast, 2)
    cast.state("dispute", late, cast.recorder)
    store.entries.say(late, None)
    store.entries.say(early, "confirm")
    rebuild(store, cast.ledger.clock())
    found = store.entries.some([late, early])
    assert (found[late].voice, found[early].voice) == ("dispute", None)
