"""Every no of the JSON API has one shape, and a body is read warily."""

from typing import Any

import pytest

from tests.api.conftest import Api
from tests.cast import Cast

PATH = "/events/harvest"
JSON = "application/json"


def ways(api: Api, cast: Cast) -> dict[int, Any]:
    """One refusal of each status."""
    plot = cast.plot.uri.removeprefix(cast.domain.root)
    place: dict[str, Any] = {
        "key": cast.plot.uri,
        "kind": "plot",
        "party": cast.household.uri,
        "name": "A",
    }
    place |= {"label": "A", "address": {"commune": "05503", "on": "2026-01-01"}}
    return {
        400: api("recorder", "GET", "/places?limit=0"),
        401: api("nobody", "GET", "/me"),
        403: api("recorder", "POST", "/parties", {}),
        404: api("recorder", "GET", f"/products/{plot}"),
        405: api("recorder", "PATCH", "/places"),
        409: api("recorder", "POST", "/places", place),
        412: api("recorder", "PUT", f"/places/{plot}", {}, If_Match='"9"'),
        413: api.send("recorder", PATH, b" " * 65_537, JSON),
        415: api.send("recorder", PATH, b"{}", "text/plain"),
        422: api("recorder", "POST", PATH, {}),
        428: api("recorder", "PUT", f"/places/{plot}", {}),
    }


def test_every_no_has_one_shape(api: Api, cast: Cast) -> None:
    for status, no in ways(api, cast).items():
        assert (no.status_code, no.mimetype) == (status, "application/problem+json"), no.text
        assert {"type", "title", "status", "detail"} <= set(no.json)
        assert no.json["status"] == status
        assert no.json["detail"]


def test_a_path_that_is_none_is_a_problem_too(api: Api) -> None:
    no = api("recorder", "GET", "/nowhere")
    assert (no.status_code, no.mimetype) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"{", "Expected JSON, got an error in line 1, column 2."),
        (b"", "Expected JSON, got an error in line 1, column 1."),
        (b"\xff{}", "Expected JSON, got bytes that are no UTF-8."),
        (b'{"a": NaN}', "Expected JSON, got an error in line 1, column 7."),
        (b'{"a": -Infinity}', "Expected JSON, got an error in line 1, column 7."),
        (b"[]", "Expected a JSON object, got another value."),
        (b'{"a": 1, "b": 2, "a": 3}', "Expected each field only once, got 'a'."),
        (b'{"note": "\\ud800"}', "Expected JSON, got bytes that are no UTF-8."),
        (b'{"a": ' + b"9" * 5000 + b"}", "Expected JSON, got a number too long."),
        (b'{"a":' + b"[" * 20 + b"]" * 20 + b"}", "Expected JSON at most 20 deep, got more."),
        (b'{"a":"' + b"[" * 20 + b'"}', ""),
    ],
)
def test_a_body_that_is_no_plain_json_object_is_a_bad_request(
    api: Api, data: bytes, detail: str
) -> None:
    no = api.send("recorder", PATH, data, JSON)
    if detail:
        assert (no.status_code, no.json["detail"]) == (400, detail)
    else:
        assert no.status_code == 422


def test_a_type_that_is_not_json_is_named(api: Api) -> None:
    no = api.send("recorder", PATH, b"{}", "text/plain")
    assert no.json["detail"] == "Expected application/json, got text/plain."


def test_a_token_is_asked_before_the_body(api: Api) -> None:
    assert api.send("nobody", PATH, b"{", JSON).status_code == 401


@pytest.mark.parametrize("key", ["", "x" * 201, "sổ"])
def test_an_idempotency_key_is_short_and_plain(api: Api, key: str) -> None:
    no = api("recorder", "POST", PATH, {}, Idempotency_Key=key)
    assert no.status_code == 400
    assert no.json["detail"] == "Expected Idempotency-Key of 1 to 200 ASCII characters."


@pytest.mark.parametrize("after", ["%%%", "é", "_w", "A" * 2001])
def test_a_cursor_nobody_gave_is_refused(api: Api, after: str) -> None:
    no = api("recorder", "GET", f"/places?after={after}")
    assert no.status_code == 400
    assert no.json["detail"].startswith("Expected a cursor as a Link gave it, got ")


def test_events_are_asked_of_one_thing(api: Api) -> None:
    no = api("recorder", "GET", "/events")
    assert (no.status_code, no.json["detail"]) == (
        400,
        "Expected one of batch, place, got 'none'.",
    )


def test_communes_are_found_by_old_names_too(api: Api) -> None:
    found = api("nobody", "GET", "/communes?q=tan%20cuong&province=19").json["items"]
    assert found[0]["code"] == "05503"
    assert found[0]["province"] == "Tỉnh Thái Nguyên"
    assert api("nobody", "GET", "/communes").status_code == 400
