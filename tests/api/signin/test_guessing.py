"""Guessing: a wrong card is 401, a PIN that is wanted 403; guesses slow down, and owners still come in."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.signin.by_card import Given, show_card
from api.signin.opened import open_session
from api.who import Unknown
from tests.api.conftest import PIN
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store

GiveCard = Callable[..., tuple[str, str]]
CARD = "/api/v1/signin/card"


def tried(
    client: FlaskClient, card: tuple[str, str], source: str = "192.0.2.1", **more: Any
) -> Any:
    body = {"card": card[0], "secret": card[1], **more}
    return client.post(CARD, json=body, environ_base={"REMOTE_ADDR": source})


def test_a_wrong_card_and_a_wrong_secret_get_the_same_no(
    client: FlaskClient, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri)
    for wrong in ((card[0], "0" * 26), ("00000000", card[1]), ("$ne", "{}")):
        no = tried(client, wrong)
        expected = "Expected a card given here, got an unknown one."
        assert (no.status_code, no.json["detail"]) == (401, expected)


def test_a_card_that_was_taken_back_opens_nothing(
    client: FlaskClient, give_card: GiveCard, cast: Cast, store: Store
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri)
    store.cards.revoke(card[0], store.cards.get(card[0]).created)  # type: ignore[union-attr]  # it is there
    no = tried(client, card)
    expected = "Expected a card in force, got one that ran out or was taken back."
    assert (no.status_code, no.json["detail"]) == (401, expected)


def test_a_pin_that_is_wanted_is_asked_for(
    client: FlaskClient, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri)
    no = tried(client, card)
    assert (no.status_code, no.json["errors"]) == (
        403,
        {"pin": ["Expected the PIN of this card, got 'none'."]},
    )
    assert tried(client, card, pin="380195").json["errors"]["pin"][0].endswith("got 'another'.")
    assert tried(client, card, pin=PIN).json["me"]["how"] == "card+pin"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HELPER, Role.OPERATOR])
def test_who_speaks_for_others_chooses_a_pin_at_the_first_sign_in(
    client: FlaskClient, give_card: GiveCard, cast: Cast, role: Role
) -> None:
    card = give_card(role, cast.cooperative.uri, pin="")
    assert "(new_pin)" in tried(client, card).json["errors"]["pin"][0]
    assert tried(client, card, new_pin="123456").status_code == 422
    assert tried(client, card, new_pin=PIN).json["me"]["how"] == "card+pin"
    assert tried(client, card).status_code == 403
    assert tried(client, card, pin=PIN).status_code == 200


def test_wrong_pins_slow_down_for_who_guesses(
    client: FlaskClient, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri)
    answers = [tried(client, card, pin=f"38019{each}") for each in "567890"]
    assert [each.status_code for each in answers] == [403] * 5 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 30
    assert answers[-1].json["title"] == "Too many wrong guesses"
    assert tried(client, card, pin=PIN).status_code == 429


def test_a_stranger_who_guesses_slows_no_owner_down(
    app: Flask, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri)
    owner, thief = app.test_client(), app.test_client()
    assert tried(owner, card, pin=PIN).status_code == 200
    for number in range(12):
        tried(thief, card, f"198.51.100.{number}", pin="000001")
    assert tried(thief, card, "198.51.100.99", pin=PIN).status_code == 429
    assert tried(owner, card, "198.51.100.1", pin=PIN).status_code == 200


def test_who_has_no_card_slows_nobody_down(
    client: FlaskClient, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri)
    wrong = [tried(client, (card[0], "0" * 26)).status_code for _ in range(32)]
    assert set(wrong) == {401, 429}
    assert tried(client, card, pin=PIN).status_code == 200


def test_a_known_browser_is_known_by_its_seal_alone(
    app: Flask, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri)
    thief = app.test_client()
    thief.set_cookie("known", f"{card[0]}.0123456789abcdef.{'A' * 43}")
    codes = [tried(thief, card, pin=f"38019{each}").status_code for each in "567890"]
    assert codes[-1] == 429


def test_a_card_that_is_taken_back_while_it_is_looked_at_opens_nothing(
    app: Flask, give_card: GiveCard, cast: Cast, store: Store
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri)
    with app.test_request_context():
        shown = show_card(Given(*card, pin=PIN))
        store.cards.revoke(card[0], cast.ledger.clock())
        with pytest.raises(Unknown, match="got one that was taken back"):
            open_session(shown)
    assert list(store.sessions.of([cast.household.uri])) == []
