"""A stolen cookie of a session gives a card no first PIN, adds no passkey and records nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api.conftest import PIN, SignedIn
from tests.api.signin.conftest import PhoneKey
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store

SignIn = Callable[..., SignedIn]
GiveCard = Callable[..., tuple[str, str]]
CARD, NEW_PIN = "/api/v1/signin/card", "/api/v1/signin/pin"
NEW_KEY = "/api/v1/signin/passkey/register/options"
ELSEWHERE = (
    ("POST", "/api/v1/events/harvest"),
    ("POST", "/api/v1/statements/confirm"),
    ("DELETE", "/api/v1/cards/ABCD2345"),
)


@pytest.fixture
def bare(app: Flask, give_card: GiveCard, cast: Cast) -> SignedIn:
    """A household that is signed in by a card without a PIN."""
    card, secret = give_card(Role.RECORDER, cast.household.uri, "")
    client = app.test_client()
    opened: Any = client.post(CARD, json={"card": card, "secret": secret})
    return SignedIn(client, opened.json["csrf"], card, secret)


def age(store: Store) -> None:
    """The sessions began ten minutes ago."""
    began = datetime.now(UTC) - timedelta(minutes=10)
    store.database["sessions"].update_many({}, {"$set": {"created": began}})


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_phones_session_writes_only_where_its_key_stands_behind_it(
    signed_in: SignIn, cast: Cast, phone_key: PhoneKey, path: tuple[str, str]
) -> None:
    here = signed_in(Role.RECORDER, cast.household.uri, device=phone_key.device)
    no = here(*path, {})
    wanted = "Expected a record sent by /api/v1/sync, signed by this phone's key, or a sign-in at "
    assert (no.status_code, no.json["detail"].partition("the desk")[0]) == (403, wanted)
    assert here("GET", "/api/v1/me").status_code == 200


def test_a_phones_session_signs_in_and_out_and_asks_for_codes(
    signed_in: SignIn, cast: Cast, phone_key: PhoneKey
) -> None:
    here = signed_in(Role.RECORDER, cast.household.uri, device=phone_key.device)
    assert here("POST", NEW_PIN, {"pin": PIN}).status_code == 200
    assert here("POST", "/api/v1/decode", {}).status_code not in {401, 403}
    assert here("PATCH", f"/api/v1/media/{'0' * 64}", {}).status_code not in {401, 403}
    assert here("DELETE", "/api/v1/signin").status_code == 204


def test_a_first_pin_wants_the_card_at_hand(bare: SignedIn, store: Store) -> None:
    age(store)
    body = {"new_pin": PIN}
    no = bare("PUT", NEW_PIN, body)
    assert (no.status_code, list(no.json["errors"])) == (403, ["pin"])
    assert bare("PUT", NEW_PIN, body | {"secret": "0" * 26}).status_code == 403
    assert store.cards.pin(bare.card) is None
    assert bare("PUT", NEW_PIN, body | {"secret": bare.secret}).status_code == 200


def test_a_first_pin_on_the_page_wants_the_card_at_hand(bare: SignedIn, store: Store) -> None:
    age(store)
    form = {"csrf": bare.csrf, "new_pin": PIN, "again": PIN}
    assert 'name="code"' in bare.client.get("/signin").text
    no = bare.client.post("/signin/pin/new", data=form)
    assert (no.status_code, "Mã thẻ chưa đúng" in no.text) == (403, True)
    form["code"] = bare.card + bare.secret
    assert "Đã lưu mã PIN mới." in bare.client.post("/signin/pin/new", data=form).text


def test_a_first_pin_ends_no_session(app: Flask, bare: SignedIn) -> None:
    other = app.test_client()
    other.post(CARD, json={"card": bare.card, "secret": bare.secret})
    assert bare("PUT", NEW_PIN, {"new_pin": PIN}).status_code == 200
    assert other.get("/api/v1/me").status_code == 200
    assert bare("PUT", NEW_PIN, {"pin": PIN, "new_pin": "592604"}).status_code == 200
    assert other.get("/api/v1/me").status_code == 401


def test_a_first_passkey_wants_the_card_at_hand(bare: SignedIn, store: Store) -> None:
    age(store)
    no = bare("POST", NEW_KEY, {})
    assert (no.status_code, list(no.json["errors"])) == (403, ["pin"])
    at_hand = bare("POST", NEW_KEY, {"secret": bare.secret})
    assert at_hand.json["detail"].startswith("Expected a service under a name")


def guesses(client: FlaskClient, card: SignedIn) -> list[int]:
    body = {"card": card.card, "secret": card.secret}
    pins = [f"99{number}123" for number in range(5)]
    return [client.post(CARD, json=body | {"pin": pin}).status_code for pin in pins]


def test_browsers_of_before_the_pin_share_their_guesses(app: Flask, bare: SignedIn) -> None:
    body = {"card": bare.card, "secret": bare.secret}
    thieves = [app.test_client() for _ in range(2)]
    assert {each.post(CARD, json=body).status_code for each in thieves} == {200}
    assert bare("PUT", NEW_PIN, {"new_pin": PIN}).status_code == 200
    assert 429 in [code for each in thieves for code in guesses(each, bare)]
    assert bare.client.post(CARD, json=body | {"pin": PIN}).status_code == 200
