"""Tokens are kept by their hash, run out and are revoked; delegations stand under their statements."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

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


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_all_that_one_party_lets_another_the_last_said_stands_alone(
    store: Store, order: tuple[int, ...]
) -> None:
    for number in order:
        given = replace(GIVEN, evidence=str(number))
        said = NOW + timedelta(minutes=max(number, 1))
        store.people.delegate(f"urn:uuid:{number}", given, said)
    assert store.database["delegations"].count_documents({}) == 1
    (last,) = store.people.delegations(TOKEN.party)
    assert last.evidence == "2"
    assert store.people.delegations_to(GIVEN.delegate) == [last]
    assert store.people.given_by([TOKEN.party]) == {TOKEN.party: [last]}
