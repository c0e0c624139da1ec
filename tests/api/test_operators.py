"""The operators' routes: alive, ready, counted, found; and the line that each request leaves."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pymongo import MongoClient

from api.application import create_app
from api.operators import sitemap
from api.settings import Settings
from api.who import new_token
from tests.cast import Cast
from traceability.access import Role
from traceability.identifiers.uris import BatchKey
from traceability.keyring import Keyring
from traceability.store.store import Store

BASE = "http://127.0.0.1:8000"
PROXIED = {"X-Forwarded-For": "192.0.2.7"}


@pytest.fixture
def counted(store: Store, keyring: Keyring, tmp_path: Path) -> Iterator[FlaskClient]:
    """A service that counts."""
    app = create_app(Settings(metrics_dir=tmp_path), store, keyring)
    yield app.test_client()
    app.extensions["counts"].close()


@pytest.fixture
def away(keyring: Keyring) -> Iterator[FlaskClient]:
    """A service whose database does not answer."""
    with MongoClient[dict[str, Any]](
        "mongodb://127.0.0.1:1/", serverSelectionTimeoutMS=50
    ) as nobody:
        yield create_app(Settings(), Store(nobody, "none"), keyring).test_client()


def lines(said: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def published(store: Store, number: int, product: str | None = None) -> str:
    """Put the view of a published batch there, as a fold would."""
    uri = f"https://trace.example/t/{number:013}"
    store.database["batches"].insert_one({"_id": uri, "product": product, "published": True})
    return uri


def addresses(document: str) -> list[str]:
    return re.findall("<loc>(.*?)</loc>", document)


def bearer(cast: Cast, role: Role) -> dict[str, str]:
    secret, token = new_token(role, cast.cooperative.uri, cast.ledger.clock(), 1)
    cast.ledger.store.people.add_token(token)
    return {"Authorization": f"Bearer {secret}"} | PROXIED


def test_alive_needs_no_database(away: FlaskClient) -> None:
    answer = away.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "alive"})


def test_ready_tells_how_far_the_work_is_behind(client: FlaskClient, cast: Cast) -> None:
    cast.harvest()
    told = client.get("/readyz").json
    assert told is not None
    assert (told["status"], told["migration"], told["behind"]["aside"]) == ("ready", 0, 0)
    assert told["behind"]["waiting"] == cast.ledger.store.log.waiting() > 0


def test_without_a_database_it_is_not_ready(away: FlaskClient) -> None:
    answer = away.get("/readyz")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.get_json()["detail"] == "Expected a database that answers, got none."


def test_a_database_that_was_never_prepared_is_not_ready(mongodb: str, keyring: Keyring) -> None:
    with Store.open(mongodb, "never-prepared") as store:
        answer = create_app(Settings(), store, keyring).test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["detail"] == "Expected migration 0, got -1."


def test_requests_are_counted_by_route_method_and_status(counted: FlaskClient) -> None:
    counted.get("/healthz")
    counted.get("/robots.txt")
    counted.get("/robots.txt")
    said = counted.get("/metrics").text
    assert 'http_requests_total{method="GET",route="/robots.txt",status="200"} 2.0' in said
    assert 'le="+Inf",method="GET",route="/healthz"} 1.0' in said


def test_figures_of_the_log_are_told(client: FlaskClient, cast: Cast) -> None:
    cast.harvest()
    said = client.get("/metrics").text
    assert f"traceability_records {cast.ledger.store.records.count()}.0" in said
    assert "traceability_aside 0.0" in said


def test_without_a_database_the_counts_are_told_still(away: FlaskClient) -> None:
    answer = away.get("/metrics")
    assert answer.status_code == 200
    assert "traceability_database_up 0.0" in answer.text


def test_who_comes_through_a_proxy_needs_an_operators_token(
    client: FlaskClient, cast: Cast
) -> None:
    assert client.get("/metrics", headers=PROXIED).status_code == 401
    assert client.get("/metrics", headers=bearer(cast, Role.OFFICER)).status_code == 403
    assert client.get("/metrics", headers=bearer(cast, Role.OPERATOR)).status_code == 200


def test_who_comes_from_elsewhere_needs_an_operators_token(client: FlaskClient) -> None:
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 401


def test_crawlers_are_told_what_is_not_for_them(client: FlaskClient) -> None:
    said = client.get("/robots.txt").text.splitlines()
    assert said[:3] == ["User-agent: *", "Disallow: /api/", "Disallow: /console/"]
    assert said[-1] == f"Sitemap: {BASE}/sitemap.xml"


def test_published_batches_and_their_products_are_listed_once(
    client: FlaskClient, store: Store, cast: Cast
) -> None:
    tea = cast.tea.uri
    packs = [published(store, number, tea) for number in range(2)]
    listed = addresses(client.get("/sitemap/batches.xml").text)
    paths = [BatchKey(each).path(cast.domain) for each in (tea, *packs)]
    assert listed == [f"{BASE}/", *(BASE + path for path in paths)]


def test_what_is_not_published_and_who_made_it_are_not_listed(
    client: FlaskClient, cast: Cast
) -> None:
    cast.packed_tea()
    assert addresses(client.get("/sitemap/batches.xml").text) == [f"{BASE}/"]


@pytest.mark.parametrize(("batches", "files"), [(0, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_a_sitemap_that_is_too_long_is_divided_without_loss(
    store: Store, cast: Cast, batches: int, files: int
) -> None:
    uris = [published(store, number) for number in range(batches)]
    parts = addresses("".join(sitemap.index(store.batches, BASE, 2)))
    after = [uri for number, uri in enumerate(uris) if number % 2 and uri != uris[-1]]
    assert len(parts) == files
    told = [
        address
        for start in ("", *after)
        for address in addresses("".join(sitemap.pages(store.batches, BASE, cast.domain, start, 2)))
    ]
    assert told == [f"{BASE}/", *(BASE + BatchKey(uri).path(cast.domain) for uri in uris)]


def test_the_sitemaps_index_names_its_files(client: FlaskClient) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    assert addresses(answer.text) == [f"{BASE}/sitemap/batches.xml"]


def test_each_request_leaves_one_line(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = client.get("/robots.txt")
    (line,) = lines(capsys.readouterr().err)
    assert line.pop("id") == answer.headers["X-Request-Id"]
    assert {*line} == {"time", "method", "route", "path", "status", "ms", "bytes"}
    assert (line["method"], line["route"], line["status"]) == ("GET", "/robots.txt", 200)
    assert line["bytes"] == len(answer.data)


def test_no_secret_and_nobodys_data_is_written_down(
    client: FlaskClient, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = bearer(cast, Role.OPERATOR)
    body = {"name": "Nguyễn Thị Lan", "phone": "+84912345678"}
    client.post("/api/v1/parties?q=+84912345678", json=body, headers=asked)
    client.get("/Nguyễn-Thị-Lan/+84912345678?token=trc_secret", headers=asked)
    said = capsys.readouterr().err
    assert len(lines(said)) == 2
    kept = (asked["Authorization"][7:], "trc_", "Lan", "912345678", "192.0.2.7", "?")
    assert not [each for each in kept if each in said]


def test_a_method_that_is_made_up_is_not_written_down(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    client.open("/healthz", method="SECRET")
    assert lines(capsys.readouterr().err)[-1]["method"] == "other"
