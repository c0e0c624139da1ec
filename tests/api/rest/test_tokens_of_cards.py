"""Tokens that a session gives: with a PIN of just now alone, and no longer than its card is in force."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.api.conftest import Api, SignedIn
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store

SignIn = Callable[..., SignedIn]


def lower(store: Store) -> None:
    """The PIN was given a while ago."""
    store.database["sessions"].update_many({}, {"$unset": {"raised": ""}})


def wanted(cast: Cast) -> dict[str, Any]:
    return {"party": cast.cooperative.uri, "role": "officer", "days": 365}


def test_an_officer_gives_a_token_with_a_pin_of_just_now_alone(
    signed_in: SignIn, cast: Cast, store: Store
) -> None:
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    lower(store)
    no = officer("POST", "/api/v1/tokens", wanted(cast))
    assert (no.status_code, list(no.json["errors"])) == (403, ["pin"])
    assert list(store.people.tokens()) == []


@pytest.mark.parametrize("hands", [1, 2])
def test_a_token_ends_with_the_card_whose_session_gave_it_through_however_many_hands(
    api: Api, signed_in: SignIn, cast: Cast, hands: int
) -> None:
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    given = officer("POST", "/api/v1/tokens", wanted(cast)).json
    api.headers["new"] = {"Authorization": f"Bearer {given['secret']}"}
    for _ in range(1, hands):
        given = api("new", "POST", "/tokens", wanted(cast)).json
        api.headers["new"] = {"Authorization": f"Bearer {given['secret']}"}
    assert api("new", "GET", "/me").status_code == 200
    assert officer("DELETE", f"/api/v1/cards/{officer.card}").status_code == 204
    assert api("new", "GET", "/me").status_code == 401


def test_a_card_that_is_taken_back_while_its_token_is_made_leaves_no_token_in_force(
    signed_in: SignIn, cast: Cast, store: Store
) -> None:
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    store.cards.revoke(officer.card, datetime.now(UTC))
    assert officer("POST", "/api/v1/tokens", wanted(cast)).status_code == 401
    assert [each for each in store.people.tokens() if not each.revoked] == []


def test_a_token_of_the_command_line_ends_with_no_card(
    api: Api, signed_in: SignIn, cast: Cast
) -> None:
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    assert officer("DELETE", f"/api/v1/cards/{officer.card}").status_code == 204
    assert api("officer", "GET", "/me").status_code == 200
