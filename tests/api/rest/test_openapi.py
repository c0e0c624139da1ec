"""The description says what is: answers fit it, limits stand in it, and its page runs under our policy."""

from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient

from api.doors import POLICY
from api.exchange import MOST_BYTES
from api.farm import decode
from api.farm.uploads import MOST_PIECE
from tests.api.conftest import Api
from tests.cast import Cast


def test_it_is_openapi_3_1_with_its_limits(client: FlaskClient) -> None:
    said = client.get("/api/v1/openapi.json").json
    assert said is not None
    assert said["openapi"] == "3.1.0"
    assert said["x-limits"]["json_bytes"] == MOST_BYTES
    assert said["x-limits"]["media_piece_bytes"] == MOST_PIECE
    assert said["x-limits"]["decode_photos_in_5_minutes"] == decode.MOST


def test_every_reference_in_it_leads_somewhere(client: FlaskClient) -> None:
    said: Any = client.get("/api/v1/openapi.json").json
    assert client.get("/api/v1/openapi.json").json == said

    def references(it: Any) -> Any:
        if isinstance(it, dict):
            yield from ([it["$ref"]] if "$ref" in it else [])
            it = list(it.values())
        for each in it if isinstance(it, list) else []:
            yield from references(each)

    for reference in set(references(said)):
        _, *path = reference.split("/")
        found = said
        for step in path:
            found = found[step]


def expected(said: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    """The schema of an operation's answer, with the description's components."""
    answers = said["paths"][f"/api/v1{path}"][method]["responses"]
    done = next(answer for status, answer in answers.items() if status.startswith("2"))
    schema: dict[str, Any] = done["content"]["application/json"]["schema"]
    return schema | {"components": said["components"]}


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("/me", "/me"),
        ("/parties", "/parties"),
        ("/places", "/places"),
        ("/products", "/products"),
        ("/places/{plot}", "/places/{code}"),
        ("/batches", "/batches"),
        ("/batches/{packs}", "/batches/{code}"),
        ("/batches/{packs}/journey", "/batches/{code}/journey"),
        ("/batches/{packs}/forward", "/batches/{code}/forward"),
        ("/events?batch={packs}", "/events"),
        ("/tokens", "/tokens"),
        ("/findings", "/findings"),
        ("/recalls", "/recalls"),
        ("/shipments", "/shipments"),
        ("/communes?q=tan", "/communes"),
    ],
)
def test_an_answer_is_as_described(api: Api, cast: Cast, asked: str, path: str) -> None:
    said = api("nobody", "GET", "/openapi.json").json
    packs = cast.packed_tea().uri.removeprefix(cast.domain.root)
    plot = cast.plot.uri.removeprefix(cast.domain.root)
    shown = api("officer", "GET", asked.format(packs=packs, plot=plot))
    assert shown.status_code == 200
    jsonschema.validate(shown.json, expected(said, "get", path))


def test_a_receipt_and_a_problem_are_as_described(api: Api, cast: Cast) -> None:
    said = api("nobody", "GET", "/openapi.json").json
    body = {"time": "2026-03-20T07:00:00+07:00", "place": cast.plot.uri}
    told = api("recorder", "POST", "/events/harvest", body)
    jsonschema.validate(told.json, expected(said, "post", "/events/harvest"))
    sent = said["components"]["schemas"]["Harvest"] | {"components": said["components"]}
    jsonschema.validate(body, sent)
    no = api("recorder", "POST", "/events/harvest", {"place": 7})
    jsonschema.validate(no.json, said["components"]["schemas"]["Problem"])


def test_the_page_has_no_inline_script_and_its_files_are_ours(client: FlaskClient) -> None:
    page = client.get("/api/v1/docs")
    assert (page.status_code, page.headers["Content-Security-Policy"]) == (200, POLICY)
    assert "<script>" not in page.text
    for file in ("/api/v1/docs/swagger-ui-bundle.js", "/static/rest/docs.js"):
        assert file in page.text
        with client.get(file) as served:
            assert (served.status_code, served.mimetype) == (200, "text/javascript")
    assert client.get("/api/v1/docs/index.html").status_code == 404
