"""Sessions: a card opens one, a cookie bears it, a write needs its CSRF token, and it ends."""

from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import who
from api.settings import Settings
from tests.api.conftest import SignedIn
from tests.api.signin.conftest import PhoneKey
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store

SECURE = Settings(base_url="https://trace.example")
EXPECTED = r"^Expected Device-Signature by the key of this phone, got another or none\.$"
SignIn = Callable[..., SignedIn]
GiveCard = Callable[..., tuple[str, str]]


def shown(card: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"card": card[0], "secret": card[1], **more}


def test_a_card_opens_a_session_that_says_who_is_signed_in(
    client: FlaskClient, give_card: GiveCard, cast: Cast, phone_key: PhoneKey
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri, pin="")
    opened: Any = client.post("/api/v1/signin/card", json=shown(card, device=phone_key.device))
    me = {"party": cast.household.uri, "role": "recorder", "label": "Hộ 017", "how": "card"}
    assert opened.json["me"] == me
    assert 0 <= opened.json["device"]["number"] < 1 << 20
    assert len(b64decode(opened.json["receipt_keys"][0]["public"])) == 32
    again: Any = client.get("/api/v1/signin")
    assert again.json == opened.json
    me = client.get("/api/v1/me").json or {}
    assert me["role"] == "recorder"


def test_its_cookie_is_httponly_lax_and_on_https_bound_to_the_host(
    app: Flask, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri, pin="")
    plain: Any = app.test_client().post("/api/v1/signin/card", json=shown(card))
    cookie = next(it for it in plain.headers.getlist("Set-Cookie") if it.startswith("session="))
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert plain.headers["Cache-Control"] == "no-store"
    assert who.cookie_name(SECURE) == "__Host-session"


def test_a_write_by_session_needs_its_csrf_token(signed_in: SignIn, cast: Cast) -> None:
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    body = {"party": cast.household.uri, "role": "recorder"}
    no: Any = officer.client.post("/api/v1/tokens", json=body)
    expected = "Expected the session's CSRF token (X-CSRF-Token), got 'none'."
    assert (no.status_code, no.json["detail"]) == (403, expected)
    other = officer("POST", "/api/v1/tokens", body, X_CSRF_Token="another")
    assert (other.status_code, other.mimetype) == (403, "application/problem+json")
    assert officer("POST", "/api/v1/tokens", body).status_code == 201


def test_signing_out_ends_the_session(signed_in: SignIn, cast: Cast) -> None:
    recorder = signed_in(Role.RECORDER, cast.household.uri)
    secret = recorder.client.get_cookie("session")
    assert secret is not None
    assert recorder("DELETE", "/api/v1/signin").status_code == 204
    assert recorder("GET", "/api/v1/me").status_code == 401
    recorder.client.set_cookie("session", secret.value)
    no = recorder("GET", "/api/v1/me").json["detail"]
    assert no == "Expected a session that runs, got one that ended."


def test_signing_in_again_ends_the_session_before(
    signed_in: SignIn, give_card: GiveCard, cast: Cast, store: Store
) -> None:
    recorder = signed_in(Role.RECORDER, cast.household.uri)
    card = give_card(Role.RECORDER, cast.household.uri, pin="")
    assert recorder.client.post("/api/v1/signin/card", json=shown(card)).status_code == 200
    assert [each.card for each in store.sessions.of([cast.household.uri])] == [card[0]]


def test_a_card_that_ran_out_opens_nothing_more_but_what_its_phone_has_kept(
    signed_in: SignIn, cast: Cast, store: Store
) -> None:
    recorder = signed_in(Role.RECORDER, cast.household.uri)
    over = datetime.now(UTC) - timedelta(days=1)
    store.database["sessions"].update_many({}, {"$set": {"lapses": over}})
    no = recorder("GET", "/api/v1/me")
    expected = "Expected a card in force, got one that ran out."
    assert (no.status_code, no.json["detail"]) == (401, expected)
    assert recorder("GET", "/api/v1/signin").status_code == 200


def test_records_say_how_their_author_was_signed_in(
    signed_in: SignIn, cast: Cast, store: Store
) -> None:
    recorder = signed_in(Role.RECORDER, cast.household.uri)
    body = {"shows": ["name"], "about": cast.household.uri}
    said = recorder("POST", "/api/v1/statements/consent", body)
    record = store.records.get(said.json["id"])
    assert record is not None
    assert (record.origin.how, record.origin.party) == ("card+pin", cast.household.uri)


@pytest.mark.parametrize("wrong", ["", "A" * 86, "no signature"])
def test_a_phones_key_must_have_signed_what_it_sends(
    app: Flask, signed_in: SignIn, cast: Cast, phone_key: PhoneKey, wrong: str
) -> None:
    device = phone_key.device
    recorder = signed_in(Role.RECORDER, cast.household.uri, device=device)
    cookie = recorder.client.get_cookie("session")
    assert cookie is not None
    borne = {"Cookie": f"session={cookie.value}"}
    good = borne | {"Device-Signature": phone_key.sign(b"body")}
    with app.test_request_context(headers=good):
        who.proven(b"body")
    bad = borne | {"Device-Signature": wrong}
    with app.test_request_context(headers=bad), pytest.raises(who.Unknown, match=EXPECTED):
        who.proven(b"body")


def test_the_same_key_is_the_same_phone(signed_in: SignIn, cast: Cast, phone_key: PhoneKey) -> None:
    numbers = {
        signed_in(role, cast.household.uri, device=phone_key.device)("GET", "/api/v1/signin").json[
            "device"
        ]["number"]
        for role in (Role.RECORDER, Role.HELPER)
    }
    assert len(numbers) == 1
