"""The application over the test's store, and clients that bear real tokens."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.application import create_app
from api.settings import Settings
from api.who import new_token
from tests.cast import Cast
from traceability.access import Role
from traceability.credentials import card as cards
from traceability.credentials import pin as pins
from traceability.keyring import Keyring
from traceability.store.store import Store

Headers = dict[str, str]
Bearer = Callable[..., Headers]


@pytest.fixture
def app(store: Store, keyring: Keyring) -> Flask:
    """The application over an emptied store."""
    return create_app(Settings(), store, keyring)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that bears nothing: somebody with a browser."""
    return app.test_client()


@pytest.fixture
def bearer(store: Store) -> Bearer:
    """Makes the headers of a real token of a role and a party, for some days."""

    def make(role: Role, party: str, days: int = 1) -> Headers:
        secret, token = new_token(role, party, datetime.now(UTC), days)
        store.people.add_token(token)
        return {"Authorization": f"Bearer {secret}"}

    return make


@pytest.fixture
def headers(bearer: Bearer, cast: Cast) -> dict[str, Headers]:
    """The headers of the cast, by who they are on stage."""
    return {
        "recorder": bearer(Role.RECORDER, cast.household.uri),
        "officer": bearer(Role.OFFICER, cast.cooperative.uri),
        "operator": bearer(Role.OPERATOR, cast.cooperative.uri),
        "stranger": bearer(Role.OFFICER, cast.stranger_cooperative.uri),
        "authority": bearer(Role.AUTHORITY, cast.stranger_cooperative.uri),
        "helper": bearer(Role.HELPER, cast.stranger_cooperative.uri),
    }


PIN = "380194"


@dataclass(frozen=True)
class SignedIn:
    """A browser that is signed in: its client, its CSRF token, and the card that it showed."""

    client: FlaskClient
    csrf: str
    card: str
    secret: str

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Ask with the session and its CSRF token; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        borne = {"X-CSRF-Token": self.csrf} | named
        return self.client.open(path, method=method, json=body, headers=borne)


@pytest.fixture
def give_card(store: Store, keyring: Keyring) -> Callable[..., tuple[str, str]]:
    """Makes a real card of a role and a party, with the PIN `PIN` unless told; its id and secret."""

    def make(role: Role, party: str, pin: str = PIN) -> tuple[str, str]:
        now = datetime.now(UTC)
        secret, card = cards.new(party, role, "tests", now, secrets.token_bytes)
        store.cards.add(card)
        if pin:
            store.cards.set_pin(pins.new(card.id, pin, keyring, now))
        return card.id, secret

    return make


@pytest.fixture
def signed_in(app: Flask, give_card: Callable[..., tuple[str, str]]) -> Callable[..., SignedIn]:
    """Signs a role and a party in with a real card; with `device` as a phone with that JWK."""

    def enter(role: Role, party: str, **more: Any) -> SignedIn:
        card, secret = give_card(role, party)
        client = app.test_client()
        body = {"card": card, "secret": secret, "pin": PIN} | more
        opened: Any = client.post("/api/v1/signin/card", json=body)
        assert opened.status_code == 200, opened.text
        return SignedIn(client, opened.json["csrf"], card, secret)

    return enter


class Api:
    """The JSON API as one of the cast uses it."""

    def __init__(self, client: FlaskClient, headers: dict[str, Headers]) -> None:
        """Take a client and everybody's headers."""
        self.client, self.headers = client, headers

    def __call__(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Ask as one of the cast; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        borne = self.headers.get(who, {})
        return self.client.open(f"/api/v1{path}", method=method, json=body, headers=borne | named)

    def send(self, who: str, path: str, data: bytes, content_type: str, **headers: str) -> Any:
        """Send bytes as one of the cast."""
        borne = self.headers.get(who, {}) | headers
        return self.client.post(
            f"/api/v1{path}", data=data, content_type=content_type, headers=borne
        )


@pytest.fixture
def api(client: FlaskClient, headers: dict[str, Headers]) -> Api:
    """Ask the API as one of the cast."""
    return Api(client, headers)
