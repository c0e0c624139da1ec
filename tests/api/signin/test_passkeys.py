"""Passkeys over the wire without an authenticator: what is asked, what is refused, and how often."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.application import create_app
from api.settings import Settings
from tests.api.conftest import SignedIn
from tests.cast import Cast
from traceability.access import Role
from traceability.keyring import Keyring
from traceability.store.store import Store

SignIn = Callable[..., SignedIn]
ASK, VERIFY = "/api/v1/signin/passkey/options", "/api/v1/signin/passkey/verify"
NEW, ADD = "/api/v1/signin/passkey/register/options", "/api/v1/signin/passkey/register/verify"


@pytest.fixture
def named(store: Store, keyring: Keyring) -> FlaskClient:
    """A client of a service that has a name."""
    return create_app(Settings(base_url="https://trace.example"), store, keyring).test_client()


def test_nobody_is_named_when_a_passkey_is_asked_for(named: FlaskClient) -> None:
    asked: Any = named.post(ASK, json={})
    options = asked.json["publicKey"]
    assert (options["rpId"], options["userVerification"]) == ("trace.example", "required")
    assert options.get("allowCredentials", []) == []
    assert len(options["challenge"]) >= 43


def test_a_service_without_a_name_has_no_passkeys(client: FlaskClient) -> None:
    no: Any = client.post(ASK, json={})
    expected = "Expected a service under a name, such as localhost, got 'http://127.0.0.1:8000'."
    assert (no.status_code, no.json["detail"]) == (422, expected)


@pytest.mark.parametrize(
    "credential",
    [{}, {"id": "x"}, {"id": {"$ne": 1}, "response": {"clientDataJSON": "e30"}}, {"response": []}],
)
def test_what_is_no_answer_opens_nothing(named: FlaskClient, credential: dict[str, Any]) -> None:
    no: Any = named.post(VERIFY, json={"credential": credential})
    assert (no.status_code, no.json["detail"]) == (
        401,
        "Expected a passkey of this service, got another.",
    )


def test_one_address_asks_sixty_times_a_minute(named: FlaskClient) -> None:
    statuses = [named.post(ASK, json={}).status_code for _ in range(121)]
    assert 60 <= statuses.count(200) <= 120  # a minute may begin anew in between
    assert statuses[-1] == 429


def test_a_card_with_a_pin_wants_it_before_a_passkey_is_added(
    signed_in: SignIn, cast: Cast, store: Store
) -> None:
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    store.database["sessions"].update_many({}, {"$unset": {"raised": ""}})
    bodies: dict[str, Any] = {NEW: {}, ADD: {"credential": {}}}
    for path, body in bodies.items():
        no = officer("POST", path, body)
        assert (no.status_code, list(no.json["errors"])) == (403, ["pin"])


def test_a_passkey_is_listed_and_forgotten_by_its_own_card(signed_in: SignIn, cast: Cast) -> None:
    recorder = signed_in(Role.RECORDER, cast.household.uri)
    assert recorder("GET", "/api/v1/signin/passkeys").json["items"] == []
    no = recorder("DELETE", "/api/v1/signin/passkeys/abc")
    assert (no.status_code, no.json["detail"]) == (404, "Expected a known passkey, got 'abc'.")
