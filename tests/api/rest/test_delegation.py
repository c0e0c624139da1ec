"""A helper sees and enters for households that let her: in time, in scope, and nowhere else."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.conftest import Api
from tests.cast import TAN_CUONG, Cast, revise
from traceability.access import Actor, Role
from traceability.identifiers.uris import BatchKey, PartyKey
from traceability.masterdata.party import Party

DAY = timedelta(days=1)
READS = ("batch", "findings", "journey", "plot", "events", "plots", "batches")


@pytest.fixture
def leaf(cast: Cast) -> BatchKey:
    """Leaf of the household, told by its officer."""
    return cast.harvest()


def delegate(cast: Cast, begins: int, ends: int, scope: str = "event:harvest") -> None:
    """The household lets the helper harvest, from so many hours after now until so many."""
    now = cast.ledger.clock()
    facts: dict[str, Any] = {"to": cast.stranger_cooperative.uri, "scope": [scope]}
    facts |= {"from": (now + timedelta(hours=begins)).isoformat(), "evidence": "a" * 64}
    facts |= {"until": (now + timedelta(hours=ends)).isoformat()}
    cast.state("delegate", cast.household.uri, cast.recorder, **facts)


def read(api: Api, cast: Cast, who: str, leaf: BatchKey) -> dict[str, int | list[str]]:
    """What somebody gets of the household: statuses, and the keys in lists."""
    code, plot = (key.uri.removeprefix(cast.domain.root) for key in (leaf, cast.plot))
    party = f"?party={cast.household.uri}"
    return {
        "batch": api(who, "GET", f"/batches/{code}").status_code,
        "findings": api(who, "GET", f"/findings{party}").status_code,
        "journey": api(who, "GET", f"/batches/{code}/journey").status_code,
        "plot": "name" in api(who, "GET", f"/places/{plot}").json,
        "events": api(who, "GET", f"/events?place={cast.plot.uri}").status_code,
        "plots": [it["key"] for it in api(who, "GET", "/places").json["items"]],
        "batches": [it["key"] for it in api(who, "GET", "/batches").json["items"]],
    }


def enter(api: Api, cast: Cast, happening: str = "harvest", who: str = "helper") -> int:
    """The status of what somebody enters for the household."""
    body: dict[str, Any] = {"place": cast.plot.uri, "party": cast.household.uri}
    body |= {"time": cast.ledger.clock().isoformat()}
    body |= {"step": "weeding"} if happening == "tend" else {}
    status: int = api(who, "POST", f"/events/{happening}", body).status_code
    return status


def nothing(seen: dict[str, Any]) -> bool:
    """Whether nothing of the household was shown."""
    statuses = {seen[name] for name in ("batch", "findings", "journey", "events")}
    return statuses == {403} and not (seen["plot"] or seen["plots"] or seen["batches"])


@pytest.mark.parametrize(("begins", "ends"), [(1, 2), (-2, -1)], ids=["before", "after"])
def test_outside_its_time_a_helper_sees_and_enters_nothing(
    api: Api, cast: Cast, leaf: BatchKey, begins: int, ends: int
) -> None:
    delegate(cast, begins, ends)
    assert nothing(read(api, cast, "helper", leaf))
    assert enter(api, cast) == 403


def test_within_its_time_she_sees_the_household_and_enters_for_it(
    api: Api, cast: Cast, leaf: BatchKey
) -> None:
    delegate(cast, -1, 1)
    seen = read(api, cast, "helper", leaf)
    assert [seen[name] for name in READS[:5]] == [200, 200, 200, True, 200]
    assert (seen["plots"], seen["batches"]) == ([cast.plot.uri], [leaf.uri])
    assert enter(api, cast) == 201


def test_outside_its_scope_she_enters_nothing(api: Api, cast: Cast) -> None:
    delegate(cast, -1, 1)
    assert enter(api, cast, "tend") == 403
    delegate(cast, -1, 2, scope="event:tend")
    assert (enter(api, cast, "tend"), enter(api, cast)) == (201, 403)


def test_other_households_and_strangers_get_nothing(api: Api, cast: Cast, leaf: BatchKey) -> None:
    assert nothing(read(api, cast, "stranger", leaf))
    delegate(cast, -1, 1)
    assert nothing(read(api, cast, "stranger", leaf))
    assert enter(api, cast, who="stranger") == 403
    other = f"/findings?party={cast.cooperative.uri}"
    assert api("helper", "GET", other).status_code == 403


def test_a_merged_household_lets_her_help_under_both_keys_until_it_says_otherwise(
    api: Api, cast: Cast, leaf: BatchKey
) -> None:
    twice, now = cast.new(PartyKey), cast.ledger.clock()
    same = Party(twice, "household", "Hộ 017b", "Hộ 017b", TAN_CUONG, cast.cooperative)
    revise(cast.ledger, cast.operator, same)
    recorder = Actor(Role.RECORDER, twice.uri, "token")
    facts: dict[str, Any] = {"to": cast.stranger_cooperative.uri, "scope": ["event:harvest"]}
    facts |= {"from": (now - timedelta(hours=1)).isoformat(), "evidence": "a" * 64}
    cast.state("delegate", twice.uri, recorder, **facts, until=(now + DAY).isoformat())
    assert nothing(read(api, cast, "helper", leaf))
    cast.state("merge", twice.uri, into=cast.household.uri)
    assert (read(api, cast, "helper", leaf)["batch"], enter(api, cast)) == (200, 201)
    delegate(cast, -1, 0)
    assert (nothing(read(api, cast, "helper", leaf)), enter(api, cast)) == (True, 403)
