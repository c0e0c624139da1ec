"""A phone is told in one answer all that it needs offline, of those whom its owner records for."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import simplejson
from marshmallow import fields

from schemas.mine import MINE
from tests.api.conftest import Api, Bearer, SignedIn
from tests.api.farm.conftest import Phone
from tests.api.farm.test_held import delegate
from tests.cast import TAN_CUONG, Cast, revise
from traceability.access import Role
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.geometry import Shape
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.planting import Rows
from traceability.masterdata.revision import Revision
from traceability.store.store import Store

RING = [[105.79, 21.55], [105.791, 21.55], [105.791, 21.551], [105.79, 21.551], [105.79, 21.55]]


def mine(api: Api, who: str, query: str = "", **headers: str) -> Any:
    return api(who, "GET", f"/mine{query}", **headers)


def ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


def spraying(cast: Cast, days: int, **but: Any) -> dict[str, Any]:
    return {"time": ago(days), "place": cast.plot.uri, "input_name": "Thuốc trừ rầy", **but}


def test_a_recorder_is_told_of_her_own(api: Api, cast: Cast, phone: Phone) -> None:
    (leaf,) = phone.send(phone.plucking(body={"time": ago(1)}))[0]["batches"]
    told = mine(api, "recorder").json
    assert (told["me"]["party"], told["me"]["label"]) == (cast.household.uri, "Hộ 017")
    assert [it["label"] for it in told["households"]] == ["Hộ 017"]
    assert told["households"][0]["address"] == {"commune": "05503", "on": "2026-01-01"}
    assert [(it["key"], it["number"]) for it in told["plots"]] == [(cast.plot.uri, 1)]
    (lot,) = told["lots"]
    assert (lot["key"], lot["kind"], lot["plot"]) == (leaf["key"], "fresh", cast.plot.uri)
    assert (lot["left"], lot["code"]) == ({"value": "25.5", "unit": "KGM"}, leaf["key"][-13:])
    assert {it["key"] for it in told["products"]} == {cast.leaf.uri, cast.tea.uri}
    assert [(it["key"], it["kind"]) for it in told["places"]] == [(cast.factory.uri, "factory")]
    assert [it["party"] for it in told["parties"]] == [cast.cooperative.uri]
    assert (told["inputs"], told["held"], len(told["receipt_keys"])) == (None, [], 1)


def test_a_stranger_is_told_nothing_of_it(api: Api, cast: Cast, phone: Phone) -> None:
    phone.send(phone.plucking())
    told = mine(api, "stranger").json
    empty = ("households", "plots", "lots", "products", "places", "recent", "held")
    assert [told[name] for name in empty] == [[]] * len(empty)
    assert mine(api, "stranger", f"?for={cast.household.uri}").status_code == 403
    assert mine(api, "nobody").status_code == 401


def test_an_officer_is_told_of_her_members(api: Api, cast: Cast, phone: Phone) -> None:
    phone.send(phone.plucking())
    told = mine(api, "officer").json
    assert [it["party"] for it in told["households"]] == [cast.household.uri]
    assert (len(told["plots"]), len(told["lots"]), len(told["recent"])) == (1, 1, 1)


@pytest.mark.parametrize(("first", "last", "seen"), [(-1, 1, 1), (-2, -1, 0), (1, 2, 0)])
def test_a_helper_is_told_of_who_delegated_to_her_within_time(
    api: Api, cast: Cast, first: int, last: int, seen: int
) -> None:
    now = datetime.now(UTC)
    delegate(api, cast, now + timedelta(days=first), now + timedelta(days=last))
    told = mine(api, "helper").json
    assert len(told["households"]) == len(told["plots"]) == seen
    for one in told["households"]:
        assert (one["party"], one["scope"]) == (cast.household.uri, ["event:harvest"])
        assert datetime.fromisoformat(one["until"]) > now
    assert mine(api, "helper", f"?for={cast.household.uri}").status_code == (200 if seen else 403)


def test_it_is_narrowed_to_one_party(api: Api, cast: Cast) -> None:
    other = cast.new(PartyKey)
    party = Party(other, "household", "B", "Hộ 018", TAN_CUONG, cast.cooperative)
    revise(cast.ledger, cast.operator, party)
    assert len(mine(api, "officer").json["households"]) == 2
    told = mine(api, "officer", f"?for={other.uri}").json
    assert ([it["party"] for it in told["households"]], told["plots"]) == ([other.uri], [])


def test_a_plot_is_told_whole_so_that_its_next_revision_can_be_sent(
    api: Api, cast: Cast, phone: Phone, store: Store
) -> None:
    place = store.masterdata.get(Place, cast.plot.uri)
    ring = [[Decimal(str(degrees)) for degrees in position] for position in RING]
    shape = Shape.read({"type": "Polygon", "coordinates": [ring]})
    rows = (Rows.parse("1-14×165 without 3/17", 2012),)
    value = replace(place, shape=shape, plants=rows, crop="chè", cultivar="LDP1")
    store.masterdata.put_again(Revision(1, value), datetime.now(UTC))
    (plot,) = mine(api, "recorder").json["plots"]
    assert plot["plants"] == ["1-14×165 without 3/17"]
    assert plot["shape"]["coordinates"][0][0] == RING[0]
    for computed in ("number", "area_m2", "plants"):
        plot.pop(computed)
    body = plot | {"plants": plot.pop("rows"), "base": 1, "kind": "plot", "label": "Nương B"}
    (answer,) = phone.send(phone.save("place", body))
    assert answer["status"] == "accepted", answer
    last = store.masterdata.last(cast.plot.uri)
    assert last is not None
    assert last.value == replace(value, label="Nương B")


def test_a_sprayed_plot_is_closed_until_its_interval_has_passed(api: Api, cast: Cast) -> None:
    (plot,) = mine(api, "recorder").json["plots"]
    assert "closed_until" not in plot
    body = spraying(cast, 2, pre_harvest_interval_days=10)
    told = api("recorder", "POST", "/events/spray", body)
    (plot,) = mine(api, "recorder").json["plots"]
    assert plot["closed_by"] == "Thuốc trừ rầy"
    due = datetime.now(UTC) + timedelta(days=8)
    assert plot["closed_until"] in {str(due.date()), str((due + timedelta(hours=7)).date())}
    wrong = {"event": told.json["id"], "time": ago(0), "reason": "did_not_occur"}
    api("recorder", "POST", "/events/correct", wrong)
    assert "closed_until" not in mine(api, "recorder").json["plots"][0]


def test_an_interval_that_nobody_knows_is_told_as_such(api: Api, cast: Cast) -> None:
    api("recorder", "POST", "/events/spray", spraying(cast, 2))
    (plot,) = mine(api, "recorder").json["plots"]
    assert (plot["interval_unknown"], "closed_until" in plot) == (True, False)


def test_what_others_entered_is_told_with_who_confirmed_and_disputed(
    api: Api, cast: Cast, phone: Phone
) -> None:
    (one,) = phone.send(phone.plucking(), who="officer")
    (two,) = phone.send(phone.plucking(body={"amount": None}))
    api("recorder", "POST", "/statements/confirm", {"about": one["id"]})
    api("officer", "POST", "/statements/dispute", {"about": two["id"]})
    recent = {it["id"]: it for it in mine(api, "recorder").json["recent"]}
    first, second = recent[one["id"]], recent[two["id"]]
    assert (first["entered_for"], first["confirmed"]) == (True, [cast.household.uri])
    assert (first["form"], first["amount"]) == ("harvest/1", {"value": "25.5", "unit": "KGM"})
    assert (second["entered_for"], second["disputed"]) == (False, [cast.cooperative.uri])
    assert "amount" not in second
    assert cast.plot.uri in first["about"]


def test_what_is_declared_wrong_is_left_out(api: Api, phone: Phone) -> None:
    (told,) = phone.send(phone.plucking())
    body = {"event": told["id"], "time": ago(0), "reason": "did_not_occur"}
    phone.send(phone.save("correct", body))
    answer = mine(api, "recorder").json
    assert (answer["recent"], answer["lots"]) == ([], [])


def test_what_was_held_is_told_and_how_it_ended(api: Api, phone: Phone) -> None:
    (answer,) = phone.send(phone.plucking(), who="helper")
    for who in ("recorder", "helper"):
        (held,) = mine(api, who).json["held"]
        assert (held["id"], held["reason"]) == (answer["id"], answer["problem"]["detail"])
        assert "settled" not in held
    api("officer", "POST", "/statements/reject", {"about": answer["id"]})
    assert mine(api, "helper").json["held"][0]["settled"] == "rejected"


def test_while_nothing_moved_its_etag_stays(api: Api, phone: Phone) -> None:
    def tag() -> str:
        etag: str = mine(api, "recorder").headers["ETag"]
        assert mine(api, "recorder", If_None_Match=etag).status_code == 304
        return etag

    first = tag()
    assert mine(api, "officer").headers["ETag"] != first
    phone.send(phone.plucking())
    second = tag()
    phone.send(phone.plucking(), who="helper")
    assert len({first, second, tag()}) == 3
    fresh = mine(api, "recorder", If_None_Match=first)
    assert (fresh.status_code, fresh.headers["Cache-Control"]) == (200, "private, no-cache")


def test_it_is_sent_packed_to_whoever_unpacks(api: Api, phone: Phone) -> None:
    phone.send(phone.plucking())
    packed = mine(api, "recorder", Accept_Encoding="gzip")
    plain = mine(api, "recorder")
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == (
        "gzip",
        "Accept-Encoding",
    )
    assert packed.headers["ETag"] != plain.headers["ETag"]
    told = simplejson.loads(gzip.decompress(packed.data))
    assert told | {"now": plain.json["now"]} == plain.json


def test_a_phone_is_told_its_number_and_csrf(
    signed_in: Callable[..., SignedIn], cast: Cast
) -> None:
    here = signed_in(Role.RECORDER, cast.household.uri)
    told = here("GET", "/api/v1/mine").json
    assert (told["csrf"], told["me"]["how"]) == (here.csrf, "card+pin")
    assert told["households"][0]["cards"] == [here.card]


def test_every_member_of_the_answer_is_described(api: Api, phone: Phone) -> None:
    phone.send(phone.plucking())
    told = mine(api, "recorder").json
    assert set(told) <= set(MINE.fields)
    for name, shown in told.items():
        field = MINE.fields[name]
        parts = shown if isinstance(shown, list) else [shown]
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            known = set(inner.schema.fields)
            assert all(set(part) <= known for part in parts), name


def test_a_marketplace_has_no_phone(client: Any, bearer: Bearer, cast: Cast) -> None:
    headers = bearer(Role.MARKETPLACE, cast.cooperative.uri)
    assert client.get("/api/v1/mine", headers=headers).status_code == 403


def test_a_card_that_is_taken_back_changes_what_a_phone_is_told(
    api: Api, cast: Cast, store: Store, give_card: Callable[..., tuple[str, str]]
) -> None:
    tags = [mine(api, "officer").headers["ETag"]]
    card, _ = give_card(Role.RECORDER, cast.household.uri)
    tags.append(mine(api, "officer").headers["ETag"])
    store.cards.revoke(card, datetime.now(UTC))
    tags.append(mine(api, "officer").headers["ETag"])
    assert len(set(tags)) == len(tags)
