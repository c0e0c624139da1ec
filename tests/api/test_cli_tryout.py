"""The demonstration's cards: shown at each start on loopback alone, the same until taken back."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.cli.tryout import links
from api.settings import Settings
from traceability.demo.people import signs_in
from traceability.ledger.ledger import Ledger

LINE = re.compile(
    r"    (an? \w+) +http://127\.0\.0\.1:8000\S+#card=(\w{8})\.(\w{26})(?:   PIN (\d{6}))?"
)
HERE = Settings()
NAMES = ["an officer", "a household", "a helper"]


@pytest.fixture
def loaded(ledger: Ledger) -> Ledger:
    """An installation that says the demonstration is loaded."""
    ledger.store.meta.put("demonstration", "/t/0")
    return ledger


def test_an_officer_a_household_and_her_helper_can_sign_in(
    loaded: Ledger, client: FlaskClient
) -> None:
    shown = [LINE.fullmatch(line) for line in links(loaded, HERE)[1:]]
    parties = dict(zip(NAMES, (key.uri for key in signs_in(HERE.domain).values()), strict=True))
    for found in shown:
        assert found is not None
        body = {"card": found[2], "secret": found[3], "pin": found[4]}
        opened: Any = client.post("/api/v1/signin/card", json=body)
        assert opened.json["me"]["party"] == parties[found[1]]
        assert opened.json["me"]["how"] == ("card+pin" if found[4] else "card")
    assert [found[1] for found in shown if found] == NAMES


def test_each_start_shows_the_same_cards_and_none_that_was_taken_back(loaded: Ledger) -> None:
    first = links(loaded, HERE)
    assert links(loaded, HERE) == first
    for card in loaded.store.cards.of():
        loaded.store.cards.revoke(card.id, datetime.now(UTC))
    assert links(loaded, HERE) == []


def test_nothing_is_shown_without_the_demonstration_or_where_others_come_in(
    ledger: Ledger,
) -> None:
    assert links(ledger, HERE) == []
    ledger.store.meta.put("demonstration", "/t/0")
    assert links(ledger, Settings(base_url="https://trace.example.vn")) == []
    assert list(ledger.store.cards.of()) == []
