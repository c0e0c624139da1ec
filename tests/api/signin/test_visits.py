"""Visits: the household's card at hand, proven for one record, beside a delegation and never instead."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask

from api.signin.visits import visited
from tests.api.conftest import Api
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store

GiveCard = Callable[..., tuple[str, str]]
AT = "2026-11-28T07:30:00.000+07:00"
BEGAN = datetime.fromisoformat(AT)
RECORD = "urn:uuid:0198c1a2-7b3c-7def-8123-456789abcdef"


@pytest.fixture
def card(give_card: GiveCard, cast: Cast) -> tuple[str, str]:
    """The household's card."""
    return give_card(Role.RECORDER, cast.household.uri, pin="")


def proof(card: tuple[str, str], about: str = RECORD, at: str = AT) -> dict[str, str]:
    key = sha256(b"farm card proof\n" + card[1].encode()).digest()
    made = hmac.digest(key, f"{about}\n{at}".encode(), sha256)
    return {"card": card[0], "at": at, "proof": urlsafe_b64encode(made).decode().rstrip("=")}


def test_a_helper_learns_whose_card_it_is_and_what_it_lets_her_do(
    api: Api, cast: Cast, card: tuple[str, str]
) -> None:
    body = proof(card) | {"id": RECORD}
    told = api("helper", "POST", "/visits", body)
    assert told.json == {"party": cast.household.uri, "label": "Hộ 017", "card": card[0]}
    until = cast.ledger.clock() + timedelta(days=9)
    facts: dict[str, Any] = {"to": cast.stranger_cooperative.uri, "evidence": "a" * 64}
    facts |= {"from": cast.ledger.clock().isoformat(), "until": until.isoformat()}
    cast.state("delegate", cast.household.uri, cast.recorder, scope=["event:harvest"], **facts)
    told = api("helper", "POST", "/visits", body)
    assert told.json["scope"] == ["event:harvest"]
    assert datetime.fromisoformat(told.json["until"]).date() == until.date()


def test_another_proof_tells_nothing(api: Api, cast: Cast, card: tuple[str, str]) -> None:
    del cast
    for wrong in (
        proof(card, "urn:uuid:other"),
        proof((card[0], "0" * 26)),
        proof(("0" * 8, card[1])),
    ):
        no = api("helper", "POST", "/visits", wrong | {"id": RECORD})
        assert no.status_code == 401
    assert api("recorder", "POST", "/visits", proof(card) | {"id": RECORD}).status_code == 403


@pytest.mark.parametrize(("minutes", "holds"), [(0, True), (30, True), (31, False)])
def test_it_holds_for_thirty_minutes(
    app: Flask, cast: Cast, card: tuple[str, str], minutes: int, *, holds: bool
) -> None:
    entered = BEGAN + timedelta(minutes=minutes)
    with app.app_context():
        assert visited(proof(card), RECORD, cast.household.uri, entered) is holds


def test_it_holds_for_its_record_its_household_and_a_card_in_force(
    app: Flask, cast: Cast, card: tuple[str, str], store: Store
) -> None:
    good = proof(card)
    with app.app_context():
        assert not visited(good, "urn:uuid:2", cast.household.uri, BEGAN)
        assert not visited(good, RECORD, cast.cooperative.uri, BEGAN)
        assert not visited(good | {"at": "today"}, RECORD, cast.household.uri, BEGAN)
        assert not visited({"card": {"$ne": 1}}, RECORD, cast.household.uri, BEGAN)
        store.cards.revoke(card[0], cast.ledger.clock())
        assert not visited(good, RECORD, cast.household.uri, BEGAN)
