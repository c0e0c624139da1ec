"""Tokens: given for one's own and one's members, shown once, ended by time or by hand."""

from typing import Any

import pytest

from tests.api.conftest import Api
from tests.cast import Cast


def wanted(party: Any, role: str = "recorder", **more: Any) -> dict[str, Any]:
    return {"party": party.uri, "role": role, **more}


def test_an_officer_gives_a_members_token_and_takes_it_back(api: Api, cast: Cast) -> None:
    given = api("officer", "POST", "/tokens", wanted(cast.household, days=30))
    assert given.status_code == 201
    api.headers["new"] = {"Authorization": f"Bearer {given.json['secret']}"}
    me = api("new", "GET", "/me").json
    assert (me["role"], me["party"], me["name"]) == ("recorder", cast.household.uri, "Hộ 017")
    assert api("officer", "DELETE", f"/tokens/{given.json['id']}").status_code == 204
    assert api("new", "GET", "/me").status_code == 401


def test_a_list_of_tokens_holds_no_secret(api: Api, cast: Cast) -> None:
    api("officer", "POST", "/tokens", wanted(cast.household))
    listed = api("officer", "GET", "/tokens").json["items"]
    assert {each["party"] for each in listed} == {cast.household.uri, cast.cooperative.uri}
    assert not [each for each in listed if "secret" in each or "hash" in each]


def test_a_repeat_shows_the_token_without_its_secret(api: Api, cast: Cast) -> None:
    body = wanted(cast.household)
    first = api("officer", "POST", "/tokens", body, Idempotency_Key="máy 1".encode().hex())
    again = api("officer", "POST", "/tokens", body, Idempotency_Key="máy 1".encode().hex())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == {name: it for name, it in first.json.items() if name != "secret"}
    other = wanted(cast.household, "helper")
    no = api("officer", "POST", "/tokens", other, Idempotency_Key="máy 1".encode().hex())
    assert no.status_code == 409


def test_a_stranger_neither_gives_nor_takes_back(api: Api, cast: Cast) -> None:
    given = api("officer", "POST", "/tokens", wanted(cast.household)).json["id"]
    assert api("stranger", "POST", "/tokens", wanted(cast.household)).status_code == 403
    no = api("stranger", "DELETE", f"/tokens/{given}")
    assert (no.status_code, no.json["detail"]) == (404, f"Expected a known token, got '{given}'.")


@pytest.mark.parametrize("role", ["operator", "authority", "inspector", "marketplace", "carrier"])
def test_what_reaches_beyond_a_party_is_the_operators_to_give(
    api: Api, cast: Cast, role: str
) -> None:
    body = wanted(cast.cooperative, role)
    no = api("officer", "POST", "/tokens", body)
    assert no.status_code == 403
    assert no.json["detail"].startswith(f"Expected the operator to give a token of {role}, got ")
    assert api("operator", "POST", "/tokens", body).status_code == 201


@pytest.mark.parametrize("days", [0, 401])
def test_a_token_ends_within_400_days(api: Api, cast: Cast, days: int) -> None:
    no = api("officer", "POST", "/tokens", wanted(cast.household, days=days))
    assert no.json["errors"] == {"days": [f"Expected 1 to 400 days, got {days}."]}


def test_a_token_is_of_a_known_party(api: Api, cast: Cast) -> None:
    no = api("operator", "POST", "/tokens", wanted(cast.new(type(cast.household))))
    assert no.status_code == 422
    assert no.json["errors"]["party"][0].startswith("Expected a party that is known here, got ")
