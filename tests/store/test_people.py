"""Tokens are kept by their hash, run out and are revoked; delegations stand under their statements."""

from datetime import UTC, datetime, timedelta

from traceability.access import Delegation, Role
from traceability.store.people import Token
from traceability.store.store import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DAY = timedelta(days=1)
TOKEN = Token("t1", b"h" * 32, "https://trace.example/t/party", Role.OFFICER, NOW, NOW + DAY)
GIVEN = Delegation(
    TOKEN.party, "https://trace.example/t/helper", frozenset({"event:harvest"}), NOW, NOW + DAY, "a"
)


def test_a_token_is_found_by_its_hash_and_runs_out(store: Store) -> None:
    store.people.add_token(TOKEN)
    assert store.people.token(b"h" * 32) == TOKEN
    assert store.people.token(b"x" * 32) is None
    assert (TOKEN.valid_at(NOW), TOKEN.valid_at(NOW + DAY)) == (True, False)
    assert list(store.people.tokens(TOKEN.party)) == list(store.people.tokens()) == [TOKEN]


def test_a_token_is_revoked_once_and_for_all(store: Store) -> None:
    store.people.add_token(TOKEN)
    assert store.people.revoke("t1", NOW) is True
    store.people.revoke("t1", NOW + DAY / 2)
    (token,) = store.people.tokens()
    assert (token.revoked, token.valid_at(NOW)) == (NOW, False)
    assert store.people.revoke("t2", NOW) is False


def test_a_delegation_is_kept_once_a_statement(store: Store) -> None:
    for _ in range(2):
        store.people.delegate("urn:uuid:1", GIVEN, NOW)
    assert store.people.delegations(TOKEN.party) == [GIVEN]
    assert list(store.people.given()) == ["urn:uuid:1"]
    store.people.take_back(["urn:uuid:1"])
    assert store.people.delegations(TOKEN.party) == []
