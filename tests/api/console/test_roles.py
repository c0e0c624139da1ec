"""Every route of the desk × every role: officers and operators come in, nobody else, and nothing breaks."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.rest.openapi import rules
from api.who import who_may
from scripts import make_routes_doc
from tests.api.conftest import Bearer
from tests.cast import Cast
from traceability.access import Role

ARGUMENT = re.compile(r"<[^>]+>")


def routes(app: Flask) -> list[tuple[str, str, frozenset[str]]]:
    """Path, method and roles of every route of the desk."""
    return [
        (ARGUMENT.sub("0" * 13, rule.rule), method, who_may(view) or frozenset())
        for rule, method, view in rules(app)
        if rule.rule.startswith("/console/")
    ]


with make_routes_doc.application() as APP:
    ROUTES = routes(APP)


def test_the_desk_has_routes() -> None:
    assert len(ROUTES) > 40
    assert {roles for *_, roles in ROUTES} <= {
        frozenset({"officer", "operator"}),
        frozenset({"operator"}),
    }


@pytest.fixture
def borne(bearer: Bearer, cast: Cast) -> dict[Role, Any]:
    """The headers of a token of each role, of a stranger to all that is asked for."""
    return {role: bearer(role, cast.stranger_cooperative.uri) for role in Role}


def test_only_officers_and_operators_come_through(
    client: FlaskClient, borne: dict[Role, Any]
) -> None:
    for path, method, roles in ROUTES:
        for role, headers in borne.items():
            answer = client.open(path, method=method, headers=headers)
            assert answer.status_code < 500, f"{method} {path} {role}"
            if role not in roles:
                assert answer.status_code == 403, f"{method} {path} {role}"


def test_whoever_is_not_known_reads_and_writes_nothing(client: FlaskClient) -> None:
    for path, method, _ in ROUTES:
        answer = client.open(path, method=method)
        assert answer.status_code == (302 if method == "GET" else 401), f"{method} {path}"
