"""Every route that shows one thing × a helper before, while and after a household lets her help."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from api.application import create_app
from api.settings import Settings
from api.who import ANYONE, new_token, who_may
from tests.cast import Cast
from tests.house.test_routes import ROUTES
from traceability.access import Role
from traceability.keyring import Keyring
from traceability.store.store import Store

ROOT = "/api/v1/"
SHOWS = sorted(
    rule.rule
    for rule, method, view in ROUTES
    if method == "GET" and rule.rule.startswith(ROOT) and rule.arguments
    if Role.HELPER in (who_may(view) or ANYONE)
)
PUBLIC = {f"{ROOT}products/<path:code>"}
"""What a stranger reads as well: nothing private stands in it."""

OF_NOBODY = {f"{ROOT}{kind}/<path:code>" for kind in ("certificates", "listings")} | {
    f"{ROOT}documents/<sha256>",
    f"{ROOT}media/<sha256>",
}
"""Things that a household of this story has none of."""

WHEN = {"before": (1, 2), "within": (-1, 1), "after": (-2, -1)}


@pytest.fixture
def client(store: Store, keyring: Keyring) -> FlaskClient:
    """Somebody who calls the application."""
    return create_app(Settings(), store, keyring).test_client()


@pytest.fixture
def things(cast: Cast, store: Store) -> dict[str, str]:
    """What each argument is of the household, by the resource in the path."""
    leaf = cast.harvest()
    event = next(record.id for record in store.records.about(leaf.uri, "event"))
    keys = {"batches": leaf, "places": cast.plot, "parties": cast.household}
    codes = {kind: key.uri.removeprefix(cast.domain.root) for kind, key in keys.items()}
    return codes | {"events": quote(event, safe="")}


def helper(cast: Cast, store: Store, begins: int, ends: int) -> dict[str, str]:
    """The headers of a helper whom the household lets help from then until then, in hours from now."""
    now = datetime.now(UTC)
    party = cast.stranger_cooperative.uri
    facts: dict[str, Any] = {"to": party, "scope": ["event:harvest"], "evidence": "a" * 64}
    facts |= {"from": (now + timedelta(hours=begins)).isoformat()}
    facts |= {"until": (now + timedelta(hours=ends)).isoformat()}
    cast.state("delegate", cast.household.uri, cast.recorder, **facts)
    secret, token = new_token(Role.HELPER, party, now, 1)
    store.people.add_token(token)
    return {"Authorization": f"Bearer {secret}"}


def paths(things: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each rule of the household's things, and its path filled in."""
    for rule in SHOWS:
        kind = rule.removeprefix(ROOT).partition("/")[0]
        if rule not in PUBLIC | OF_NOBODY and kind in things:
            yield (
                rule,
                rule.replace("<path:code>", things[kind]).replace("<path:event_id>", things[kind]),
            )


def test_no_route_that_shows_a_thing_is_forgotten() -> None:
    told = {"batches", "places", "parties", "events"}
    known = {rule for rule in SHOWS if rule.removeprefix(ROOT).partition("/")[0] in told}
    assert set(SHOWS) - known - PUBLIC - OF_NOBODY == set()


@pytest.mark.parametrize("when", WHEN)
def test_a_helper_reads_while_she_is_let_help_and_no_longer(
    client: FlaskClient, cast: Cast, store: Store, things: dict[str, str], when: str
) -> None:
    headers = helper(cast, store, *WHEN[when])
    for rule, path in paths(things):
        answer = client.get(path, headers=headers)
        shown = answer.status_code == 200 and (answer.json or {}).keys() >= private(rule)
        assert shown == (when == "within"), f"{when} {rule}: {answer.status_code} {answer.text}"


def private(rule: str) -> set[str]:
    """Fields that a stranger is not shown, of what strangers may ask for."""
    return {"name"} if {"parties", "places"} & set(rule.split("/")) else set()
