"""A backup carries cards, PINs, sessions, phones and passkeys; a restore ends none of them."""

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.application import create_app
from api.settings import Settings
from tests.api.conftest import PIN, SignedIn
from tests.api.signin.conftest import PhoneKey
from tests.cast import Cast
from traceability.access import Role
from traceability.credentials.passkey import Passkey
from traceability.events.occasion import namespaces
from traceability.keyring import Keyring
from traceability.ledger.restore import restore
from traceability.store import backup
from traceability.store.store import Store

NOW = datetime(2026, 11, 28, tzinfo=UTC)
PASSPHRASE = "tea leaves in the morning"
CARRIED = ("cards", "pins", "sessions", "phones", "passkeys")


@pytest.fixture
def empty(mongodb: str) -> Iterator[Store]:
    with Store.open(mongodb, "signed_in_again") as store:
        store.client.drop_database("signed_in_again")
        yield store


@pytest.fixture
def recorder(
    signed_in: Callable[..., SignedIn], phone_key: PhoneKey, cast: Cast, store: Store
) -> SignedIn:
    """A household on its phone, with a passkey."""
    entered = signed_in(Role.RECORDER, cast.household.uri, device=phone_key.device)
    role, party = Role.RECORDER, cast.household.uri
    store.passkeys.add(Passkey("id", b"key", 7, party, role, entered.card, "máy", NOW))
    return entered


@pytest.fixture
def restored(
    recorder: SignedIn, store: Store, empty: Store, keyring: Keyring, cast: Cast, tmp_path: Path
) -> FlaskClient:
    """Somebody at an installation that was made again from the backup."""
    del recorder
    file = tmp_path / "today.backup"
    backup.write(store, keyring, file, PASSPHRASE, NOW, secrets.token_bytes)
    again = restore(empty, file, PASSPHRASE, lambda: NOW, namespaces(cast.domain))
    return create_app(Settings(), empty, again).test_client()


@pytest.mark.usefixtures("restored")
def test_what_people_sign_in_with_is_as_it_was(store: Store, empty: Store) -> None:
    for name in CARRIED:
        kept = list(store.database[name].find().sort("_id", 1))
        assert kept, name
        assert list(empty.database[name].find().sort("_id", 1)) == kept, name


def test_a_session_a_card_and_its_pin_go_on(recorder: SignedIn, restored: FlaskClient) -> None:
    cookie = recorder.client.get_cookie("session")
    assert cookie is not None
    restored.set_cookie("session", cookie.value)
    me: Any = restored.get("/api/v1/signin")
    assert (me.status_code, me.json["csrf"]) == (200, recorder.csrf)
    body = {"card": recorder.card, "secret": recorder.secret, "pin": PIN}
    assert restored.post("/api/v1/signin/card", json=body).status_code == 200
