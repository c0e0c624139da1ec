"""Over the wire as in the ledger: nobody speaks of what is a stranger's, nor ahead of time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.api.conftest import Api, Bearer
from tests.cast import TAN_CUONG, Cast, revise
from tests.ledger.neighbours import shipped
from traceability.access import Role
from traceability.identifiers.uris import BatchKey, PartyKey, PlaceKey
from traceability.masterdata.place import Place

WHEN = "2026-03-22T08:00:00+07:00"


@pytest.fixture
def factory(cast: Cast) -> PlaceKey:
    """The stranger's factory."""
    key = cast.new(PlaceKey)
    place = Place(key, "factory", cast.stranger_cooperative, "Xưởng lạ", TAN_CUONG)
    revise(cast.ledger, cast.operator, place)
    return key


def tell(api: Api, who: str, happening: str, place: PlaceKey, **more: Any) -> Any:
    """Tell an event, in March unless said otherwise."""
    body = {"time": WHEN, "place": place.uri, **more}
    return api(who, "POST", f"/events/{happening}", body)


def goods(key: BatchKey, number: int = 1) -> list[dict[str, Any]]:
    return [{"batch": key.uri, "amount": {"value": number, "unit": "H87"}}]


def ahead(minutes: int) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()


@pytest.mark.parametrize("happening", ["hold", "recall", "lift-recall"])
def test_who_was_sent_a_batch_sells_it_and_does_not_recall_it(
    api: Api, cast: Cast, factory: PlaceKey, happening: str
) -> None:
    packs = cast.packed_tea()
    shipped(cast, packs, cast.stranger_cooperative)
    for name in ("receive", "sell"):
        assert tell(api, "stranger", name, factory, goods=goods(packs)).status_code == 201
    no = tell(api, "stranger", happening, factory, goods=goods(packs), reason="x")
    assert no.status_code == 403
    assert no.json["detail"].startswith(f"Expected a batch of your own in place of {packs.uri}")


def test_what_was_only_received_is_not_sold(api: Api, cast: Cast, factory: PlaceKey) -> None:
    packs = cast.packed_tea()
    assert tell(api, "stranger", "receive", factory, goods=goods(packs)).status_code == 201
    assert tell(api, "stranger", "sell", factory, goods=goods(packs)).status_code == 403


def test_a_batch_at_a_place_of_its_own_code_is_asked_for(api: Api, cast: Cast) -> None:
    packs, junk = cast.packed_tea(), cast.new(BatchKey)
    ends = {"inputs": goods(junk), "outputs": goods(packs, 999)}
    assert tell(api, "stranger", "process", PlaceKey(packs.uri), **ends).status_code == 403


def test_a_places_code_is_no_batchs(api: Api, cast: Cast) -> None:
    no = tell(api, "recorder", "harvest", cast.plot, batch=cast.factory.uri)
    assert no.status_code == 422
    assert no.json["detail"] == f"Expected the code of a batch, got '{cast.factory.uri}'."


def test_one_pack_is_recalled_by_whoever_made_its_batch(
    api: Api, cast: Cast, factory: PlaceKey
) -> None:
    pack = [{"pack": f"{cast.packed_tea().uri}/0000000000000001"}]
    assert tell(api, "stranger", "recall", factory, goods=pack, reason="x").status_code == 403
    assert tell(api, "officer", "recall", cast.factory, goods=pack, reason="x").status_code == 201


def test_an_authoritys_recall_is_lifted_by_an_authority(
    api: Api, cast: Cast, factory: PlaceKey
) -> None:
    said = {"goods": goods(cast.packed_tea()), "reason": "x"}
    assert tell(api, "authority", "recall", factory, **said).status_code == 201
    no = tell(api, "officer", "lift-recall", cast.factory, **said)
    assert no.status_code == 403
    assert no.json["detail"].startswith("Expected an authority or the operator to take back ")
    assert tell(api, "authority", "lift-recall", factory, **said).status_code == 201


def test_nothing_grave_is_said_ahead_of_time(api: Api, cast: Cast) -> None:
    packs = cast.packed_tea()
    said = {"goods": goods(packs), "reason": "x", "time": ahead(11)}
    statement = {"about": packs.uri, "time": ahead(11)}
    for no in (
        tell(api, "officer", "recall", cast.factory, **said),
        api("officer", "POST", "/statements/publish", statement),
    ):
        assert no.status_code == 422
        assert no.json["detail"].startswith("Expected a time not after now, got ")


def test_a_strangers_product_is_not_made(api: Api, cast: Cast, factory: PlaceKey) -> None:
    no = tell(api, "stranger", "harvest", factory, product=cast.tea.uri)
    assert no.status_code == 403
    assert no.json["detail"].startswith(
        f"Expected a product of your own in place of {cast.tea.uri}"
    )
    assert tell(api, "recorder", "harvest", cast.plot, product=cast.leaf.uri).status_code == 201


def test_an_inspector_attests_in_the_own_name(api: Api, cast: Cast, bearer: Bearer) -> None:
    laboratory = cast.new(PartyKey)
    api.headers["laboratory"] = bearer(Role.INSPECTOR, laboratory.uri)
    said = {"goods": goods(cast.packed_tea()), "result": "conformant"}
    no = tell(api, "laboratory", "inspect", cast.factory, party=cast.cooperative.uri, **said)
    assert no.status_code == 403


def test_a_household_stays_a_household(api: Api, cast: Cast) -> None:
    way = f"/parties/{cast.household.uri.removeprefix(cast.domain.root)}"
    read = api("officer", "GET", way)
    body = read.json | {"kind": "enterprise"}
    no = api("officer", "PUT", way, body, If_Match=read.headers["ETag"])
    assert no.status_code == 422
    assert no.json["detail"] == "Expected the kind household as before, got 'enterprise'."


def test_labels_are_put_on_packs_of_ones_own(api: Api, cast: Cast) -> None:
    said = {"about": cast.packed_tea().uri, "first": 1, "last": 50}
    assert api("stranger", "POST", "/statements/activate-labels", said).status_code == 403
    assert api("officer", "POST", "/statements/activate-labels", said).status_code == 201


def test_a_consent_is_taken_back(api: Api, cast: Cast) -> None:
    for shows in (["name"], []):
        said = {"about": cast.household.uri, "shows": shows}
        assert api("recorder", "POST", "/statements/consent", said).status_code == 201
    way = f"/parties/{cast.household.uri.removeprefix(cast.domain.root)}"
    assert "name" not in api("stranger", "GET", way).json


def test_a_delegation_is_ended_early(api: Api, cast: Cast) -> None:
    said: dict[str, Any] = {"about": cast.household.uri, "to": cast.stranger_cooperative.uri}
    said |= {"scope": ["event:harvest"], "evidence": "a" * 64, "from": ahead(-60)}
    statuses = []
    for until in (ahead(600), ahead(0)):
        assert api("recorder", "POST", "/statements/delegate", said | {"until": until}).status_code
        told = tell(api, "helper", "harvest", cast.plot, party=cast.household.uri)
        statuses.append(told.status_code)
    assert statuses == [201, 403]


def test_what_carried_goods_is_told_to_whom_it_belongs(api: Api, cast: Cast) -> None:
    said = {"goods": goods(cast.packed_tea()), "vehicle": "20C-123.45", "document": "PX-7"}
    said |= {"other_party": cast.stranger_cooperative.uri}
    told = tell(api, "officer", "ship", cast.factory, party=cast.household.uri, **said)
    assert told.status_code == 201
    way = told.headers["Location"].removeprefix("/api/v1")
    mine, theirs = (api(who, "GET", way).json for who in ("officer", "stranger"))
    assert (mine["vehicle"], mine["document"]) == ("20C-123.45", "PX-7")
    assert not {"vehicle", "document"} & {*theirs}
    assert not {"farm:vehicle", "farm:document"} & {*theirs["event"]}
