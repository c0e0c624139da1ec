"""A kept page is answered at the wall, and just as Flask would have answered it."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from api.scan.gate import CODE
from tests.cast import Cast


@pytest.fixture
def path(cast: Cast) -> str:
    """The code of published packs."""
    packs = cast.packed_tea()
    cast.state("publish", packs.uri)
    return packs.path(cast.domain)


def asked(client: FlaskClient, path: str, **headers: str) -> Any:
    """A page, twice: the second time it is kept."""
    client.get(path, headers=headers)
    return client.get(path, headers=headers)


def test_the_second_answer_is_the_first(client: FlaskClient, path: str) -> None:
    first = client.get(path, headers={"Accept-Encoding": "gzip"})
    second = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert second.data == first.data
    dropped = ("X-Request-Id",)
    assert [h for h in second.headers if h[0] not in dropped] == [
        h for h in first.headers if h[0] not in dropped
    ]


def test_the_answer_at_the_wall_is_counted_by_its_route(
    client: FlaskClient, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(client, path)
    lines = [line for line in capsys.readouterr().err.splitlines() if path in line]
    assert len(lines) == 2
    assert all(CODE.replace('"', '\\"') in line for line in lines)


def test_each_reader_gets_the_page_in_her_language(client: FlaskClient, path: str) -> None:
    assert 'lang="vi"' in asked(client, path).text
    assert 'lang="en"' in asked(client, path, **{"Accept-Language": "en-GB"}).text
    client.set_cookie("lang", "en")
    assert 'lang="en"' in asked(client, path).text


def test_who_has_the_page_is_told_so(client: FlaskClient, path: str) -> None:
    tag = asked(client, path).headers["ETag"]
    answer = asked(client, path, **{"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")


def test_head_gets_the_headers_without_the_page(client: FlaskClient, path: str) -> None:
    page = asked(client, path)
    head = client.head(path)
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(page.data))
