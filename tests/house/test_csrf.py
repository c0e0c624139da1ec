"""Every route that writes × a session without its CSRF token: nothing is done."""

import re
import secrets
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from api.application import create_app
from api.settings import Settings
from api.who import ANYONE, who_may
from tests.cast import Cast
from tests.house.test_routes import ROUTES
from traceability.access import Role
from traceability.credentials import card as cards
from traceability.keyring import Keyring
from traceability.store.store import Store

ARGUMENT = re.compile(r"<[^>]+>")
WRITES = [
    pytest.param(ARGUMENT.sub("0" * 13, rule.rule), method, who_may(view), id=f"{method} {rule}")
    for rule, method, view in ROUTES
    if method not in {"GET", "HEAD", "OPTIONS"} and (who_may(view) or ANYONE) != ANYONE
]


@pytest.fixture
def recorder(store: Store, keyring: Keyring, cast: Cast) -> FlaskClient:
    """A household's browser, signed in, as somebody else's page would use it."""
    client = create_app(Settings(), store, keyring).test_client()
    now, random = datetime.now(UTC), secrets.token_bytes
    secret, card = cards.new(cast.household.uri, Role.RECORDER, "tests", now, random)
    store.cards.add(card)
    body = {"card": card.id, "secret": secret}
    assert client.post("/api/v1/signin/card", json=body).status_code == 200
    return client


@pytest.mark.parametrize(("path", "method", "roles"), WRITES)
def test_a_write_by_session_without_its_token_is_refused(
    recorder: FlaskClient, path: str, method: str, roles: frozenset[str]
) -> None:
    del roles
    for headers in ({}, {"X-CSRF-Token": "another"}):
        no = recorder.open(path, method=method, json={}, headers=headers)
        assert (no.status_code, "CSRF token" in no.text) == (403, True), no.text
