"""Write docs/reference/routes.md: every route of the application, who may call it and what it does."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from api.application import create_app
from api.rest.openapi import rules
from api.settings import Settings
from api.who import who_may
from traceability.keyring import Keyring
from traceability.store.store import Store

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "routes.md"
HEAD = """# Routes

Made by `python -m scripts.make_routes_doc` from the application itself. Who is not named gets 403, who
bears no token 401, and *anyone* needs none. The JSON API's fields stand in [api.md](api.md).

| method | route | who | what |
|---|---|---|---|
"""


@contextmanager
def application() -> Iterator[Flask]:
    """The application over a database that is never asked."""
    with Store.open("mongodb://127.0.0.1:1/?connect=false") as store:
        keyring = Keyring.make(datetime.now(UTC), secrets.token_bytes)
        yield create_app(Settings(), store, keyring)


def page(app: Flask) -> str:
    """The page's text."""
    return HEAD + "".join(f"{line}\n" for line in sorted(lines(app), key=_by_route))


def lines(app: Flask) -> Iterator[str]:
    """A line of the table for each route and method; Flask's own files apart."""
    for rule, method, view in rules(app):
        if rule.endpoint != "static":
            who = ", ".join(sorted(who_may(view) or ()))
            title = (view.__doc__ or "").partition("\n")[0]
            path = rule.rule.replace("|", "\\|")
            yield f"| {method} | `{path}` | {who} | {title} |"


def _by_route(line: str) -> tuple[str, str]:
    _, method, route, *_ = line.split("|")
    return route, method


if __name__ == "__main__":
    with application() as made:
        PAGE.write_text(page(made), "utf-8")
