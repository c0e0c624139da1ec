"""Every route says what it does and for whom, stands in the reference, and keeps everybody else out."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.application import create_app
from api.described import description_of
from api.rest.openapi import ROOT, described, path_of, rules
from api.settings import Settings
from api.who import ANYONE, new_token, who_may
from scripts import make_api_doc, make_routes_doc
from tests.cast import Cast
from tests.house.tree import expect_none
from traceability.access import Role
from traceability.keyring import Keyring
from traceability.store.store import Store

with make_routes_doc.application() as APP:
    ROUTES = [
        (rule, method, view) for rule, method, view in rules(APP) if rule.endpoint != "static"
    ]
    DESCRIBED = described(APP)

ARGUMENT = re.compile(r"<[^>]+>")
GUARDED = [
    pytest.param(ARGUMENT.sub("0" * 13, rule.rule), method, who_may(view), id=f"{method} {rule}")
    for rule, method, view in ROUTES
    if (who_may(view) or ANYONE) != ANYONE and rule.rule.startswith(ROOT)
]


def fields() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of every form, by its name in the description."""
    for name, schema in DESCRIBED["components"]["schemas"].items():
        for field, said in schema["properties"].items():
            yield f"{name}.{field}", said


def test_every_route_says_what_it_does() -> None:
    expect_none(rule for rule, _, view in ROUTES if not (view.__doc__ or "").strip())


def test_every_route_says_who_may_call_it() -> None:
    expect_none(rule for rule, _, view in ROUTES if not who_may(view))


def test_every_route_of_the_json_api_is_described() -> None:
    under = [route for route in ROUTES if route[0].rule.startswith(f"{ROOT}/")]
    expect_none(rule for rule, _, view in under if description_of(view) is None)
    paths = DESCRIBED["paths"]
    expect_none(
        rule for rule, how, _ in under if how.lower() not in paths.get(path_of(rule.rule), {})
    )


def test_every_field_is_described() -> None:
    expect_none(name for name, said in fields() if not said.get("description"))


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [it["operationId"] for path in DESCRIBED["paths"].values() for it in path.values()]
    assert sorted(set(names)) == sorted(names)


def test_the_reference_of_routes_is_current() -> None:
    made = make_routes_doc.page(APP)
    assert make_routes_doc.PAGE.read_text("utf-8") == made, "python -m scripts.make_routes_doc"


def test_the_reference_of_the_json_api_is_current() -> None:
    made = make_api_doc.page(APP)
    assert make_api_doc.PAGE.read_text("utf-8") == made, "python -m scripts.make_api_doc"


@pytest.fixture
def client(store: Store, keyring: Keyring) -> FlaskClient:
    """Somebody who calls the application."""
    return create_app(Settings(), store, keyring).test_client()


@pytest.fixture
def everybody(store: Store, cast: Cast) -> dict[Role, dict[str, str]]:
    """The headers of a token of each role."""
    borne = {}
    for role in Role:
        secret, token = new_token(role, cast.cooperative.uri, datetime.now(UTC), 1)
        store.people.add_token(token)
        borne[role] = {"Authorization": f"Bearer {secret}"}
    return borne


@pytest.mark.parametrize(("path", "method", "roles"), GUARDED)
def test_only_the_roles_of_its_mark_come_through_a_route(
    client: FlaskClient,
    everybody: dict[Role, dict[str, str]],
    path: str,
    method: str,
    roles: frozenset[str],
) -> None:
    assert client.open(path, method=method).status_code == 401
    for role, headers in everybody.items():
        answer = client.open(path, method=method, headers=headers)
        shut_out = answer.status_code == 403 and "Expected a token of" in answer.text
        assert shut_out == (role not in roles), f"{role}: {answer.status_code} {answer.text}"
        assert answer.status_code not in {401, 500}
