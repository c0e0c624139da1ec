"""What every answer bears, and whose forwarding headers are believed."""

import pytest
from flask import Flask, request

from api import doors
from api.settings import Settings
from traceability.identifiers.domain import Domain


def hung(settings: Settings) -> Flask:
    """A small application behind the doors."""
    app = Flask("small")
    app.add_url_rule("/", "seen", lambda: f"{request.scheme} {request.remote_addr}")
    doors.hang(app, settings)
    return app


def test_every_answer_bears_the_policy() -> None:
    headers = hung(Settings()).test_client().get("/").headers
    assert {name: headers[name] for name in doors.HEADERS} == doors.HEADERS
    assert "Strict-Transport-Security" not in headers


def test_an_installation_on_https_says_so_and_secures_its_cookies() -> None:
    app = hung(Settings(base_url="https://trace.example.vn", domain=Domain("id.example.vn")))
    assert app.test_client().get("/").headers["Strict-Transport-Security"] == "max-age=31536000"
    assert app.config["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize(
    ("peer", "seen"),
    [("10.1.2.3", "https 203.0.113.7"), ("192.0.2.1", "http 192.0.2.1")],
)
def test_only_a_trusted_proxy_is_believed(peer: str, seen: str) -> None:
    client = hung(Settings(trusted_proxies=("10.0.0.0/8",))).test_client()
    told = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    answer = client.get("/", headers=told, environ_base={"REMOTE_ADDR": peer})
    assert answer.text == seen
