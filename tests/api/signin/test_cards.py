"""Cards over the wire: given with a fresh PIN, shown once, taken back at once, a PIN never chosen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.conftest import PIN, Api, SignedIn
from tests.cast import Cast
from traceability.access import Role
from traceability.credentials.card import typed
from traceability.store.store import Store

SignIn = Callable[..., SignedIn]
CARDS = "/api/v1/cards"
WANTED = "Expected a PIN or passkey of the last minutes, or a second person, for "


@pytest.fixture
def officer(signed_in: SignIn, cast: Cast, store: Store) -> SignedIn:
    """An officer whose PIN was given a while ago."""
    entered = signed_in(Role.OFFICER, cast.cooperative.uri)
    past = datetime.now(UTC) - timedelta(seconds=1)
    store.database["sessions"].update_many({}, {"$set": {"raised": past}})
    return entered


def wanted(party: Any, role: str = "recorder", **more: Any) -> dict[str, Any]:
    return {"party": party.uri, "role": role, **more}


def test_a_card_wants_a_fresh_pin_by_session_and_none_by_token(
    officer: SignedIn, api: Api, cast: Cast
) -> None:
    no = officer("POST", CARDS, wanted(cast.household))
    assert (no.status_code, no.json["errors"]["pin"][0][: len(WANTED)]) == (403, WANTED)
    raised = officer("POST", "/api/v1/signin/pin", {"pin": PIN})
    assert raised.json["raised_until"] > datetime.now(UTC).isoformat()
    assert officer("POST", CARDS, wanted(cast.household)).status_code == 201
    assert api("officer", "POST", "/cards", wanted(cast.household)).status_code == 201


def test_a_given_card_signs_its_household_in(api: Api, client: FlaskClient, cast: Cast) -> None:
    given = api("officer", "POST", "/cards", wanted(cast.household, name="bà Hoa")).json
    card, secret = typed(given["link"])
    body = {"card": card, "secret": secret}
    opened: Any = client.post("/api/v1/signin/card", json=body)
    assert (opened.status_code, opened.json["me"]["party"]) == (200, cast.household.uri)
    assert opened.json["card_expires"] == given["expires"]


def test_a_list_of_cards_holds_no_secret(api: Api, cast: Cast) -> None:
    link = api("officer", "POST", "/cards", wanted(cast.household)).json["link"]
    listed = api("officer", "GET", "/cards")
    assert [each["party"] for each in listed.json["items"]] == [cast.household.uri]
    assert typed(link)[1] not in listed.text
    assert "verifier" not in listed.text
    assert api("stranger", "GET", "/cards").json["items"] == []


def test_a_repeat_shows_the_card_without_its_link(api: Api, cast: Cast) -> None:
    body, key = wanted(cast.household), {"Idempotency_Key": "k1"}
    first, again = (api("officer", "POST", "/cards", body, **key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == {name: it for name, it in first.json.items() if name != "link"}
    other = wanted(cast.household, "helper")
    assert api("officer", "POST", "/cards", other, **key).status_code == 409


def test_a_lost_card_ends_its_sessions(
    api: Api, signed_in: SignIn, cast: Cast, store: Store
) -> None:
    recorder = signed_in(Role.RECORDER, cast.household.uri)
    assert api("stranger", "DELETE", f"/cards/{recorder.card}").status_code == 404
    assert api("officer", "DELETE", f"/cards/{recorder.card}").status_code == 204
    assert recorder("GET", "/api/v1/signin").status_code == 401
    assert list(store.sessions.of([cast.household.uri])) == []


def test_anothers_card_is_taken_back_with_a_fresh_pin_and_ones_own_without(
    officer: SignedIn, signed_in: SignIn, cast: Cast
) -> None:
    recorder = signed_in(Role.RECORDER, cast.household.uri)
    assert officer("DELETE", f"{CARDS}/{recorder.card}").json["errors"]["pin"]
    assert recorder("DELETE", f"{CARDS}/{officer.card}").status_code == 404
    assert recorder("DELETE", f"{CARDS}/{recorder.card}").status_code == 204
    assert recorder("GET", "/api/v1/me").status_code == 401


def test_the_desk_removes_a_pin_and_cannot_choose_one(
    api: Api, signed_in: SignIn, client: FlaskClient, cast: Cast
) -> None:
    helper = signed_in(Role.HELPER, cast.cooperative.uri)
    assert api("officer", "DELETE", f"/cards/{helper.card}/pin").status_code == 204
    assert helper("GET", "/api/v1/me").status_code == 401
    body = {"card": helper.card, "secret": helper.secret, "pin": PIN}
    no: Any = client.post("/api/v1/signin/card", json=body)
    assert "(new_pin)" in no.json["errors"]["pin"][0]
    chosen = body | {"new_pin": "592604"}
    assert client.post("/api/v1/signin/card", json=chosen).status_code == 200


@pytest.mark.parametrize("role", ["operator", "authority", "inspector", "marketplace", "carrier"])
def test_what_reaches_beyond_a_party_is_the_operators_to_give(
    api: Api, cast: Cast, role: str
) -> None:
    no = api("officer", "POST", "/cards", wanted(cast.cooperative, role))
    assert no.json["detail"].startswith(f"Expected the operator to give a card of {role}, got ")
    assert api("operator", "POST", "/cards", wanted(cast.cooperative, role)).status_code == 201


def test_a_pin_is_changed_by_who_knows_it(signed_in: SignIn, cast: Cast) -> None:
    recorder = signed_in(Role.RECORDER, cast.household.uri)
    path = "/api/v1/signin/pin"
    assert recorder("PUT", path, {"pin": "000001", "new_pin": "592604"}).status_code == 403
    assert recorder("PUT", path, {"pin": PIN, "new_pin": "111111"}).status_code == 422
    assert recorder("PUT", path, {"pin": PIN, "new_pin": "592604"}).status_code == 200
    assert recorder("POST", path, {"pin": PIN}).status_code == 403
    assert recorder("POST", path, {"pin": "592604"}).status_code == 200


@pytest.mark.parametrize("happening", ["recall", "lift-recall"])
def test_a_recall_by_session_wants_a_fresh_pin(
    officer: SignedIn, cast: Cast, happening: str
) -> None:
    packs = cast.packed_tea()
    body = {"time": "2026-03-22T08:00:00+07:00", "place": cast.factory.uri, "reason": "x"}
    body |= {"goods": [{"batch": packs.uri, "amount": {"value": 1, "unit": "H87"}}]}  # type: ignore[dict-item]  # any JSON
    no = officer("POST", f"/api/v1/events/{happening}", body)
    assert (no.status_code, no.json["errors"]["pin"][0][: len(WANTED)]) == (403, WANTED)
    officer("POST", "/api/v1/signin/pin", {"pin": PIN})
    assert officer("POST", f"/api/v1/events/{happening}", body).status_code == 201


def test_a_hand_over_by_card_alone_is_accepted_and_says_so(
    api: Api, client: FlaskClient, cast: Cast, store: Store
) -> None:
    link = api("officer", "POST", "/cards", wanted(cast.household)).json["link"]
    card, secret = typed(link)
    opened: Any = client.post("/api/v1/signin/card", json={"card": card, "secret": secret})
    leaf = cast.harvest()
    body = {
        "time": "2026-03-20T17:00:00+07:00",
        "place": cast.plot.uri,
        "other_party": cast.cooperative.uri,
    }
    body |= {"goods": [{"batch": leaf.uri, "amount": {"value": 1, "unit": "KGM"}}]}  # type: ignore[dict-item]  # any JSON
    borne = {"X-CSRF-Token": opened.json["csrf"]}
    told: Any = client.post("/api/v1/events/ship", json=body, headers=borne)
    assert told.status_code == 201, told.text
    record = store.records.get(told.json["id"])
    assert record is not None
    assert record.origin.how == "card"
