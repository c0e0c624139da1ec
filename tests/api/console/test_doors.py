"""The desk's doors: who comes in, who is sent to sign in, and who is told that it is not for her."""

import pytest
from flask.testing import FlaskClient

from tests.api.conftest import Headers


def test_whoever_is_not_signed_in_is_sent_to_do_so_and_comes_back(client: FlaskClient) -> None:
    answer = client.get("/console/?after=x")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/signin?next=%2Fconsole%2F%3Fafter%3Dx"


@pytest.mark.parametrize("who", ["recorder", "helper", "authority"])
def test_the_desk_is_for_officers_and_operators(
    client: FlaskClient, headers: dict[str, Headers], who: str
) -> None:
    assert client.get("/console/", headers=headers[who]).status_code == 403


@pytest.mark.parametrize("who", ["officer", "operator"])
def test_a_page_of_the_desk_is_kept_by_no_cache_between(
    client: FlaskClient, headers: dict[str, Headers], who: str
) -> None:
    answer = client.get("/console/", headers=headers[who])
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_the_desk_speaks_vietnamese_first_and_english(
    client: FlaskClient, headers: dict[str, Headers]
) -> None:
    first = client.get("/console/", headers=headers["officer"]).text
    assert '<html lang="vi"' in first
    assert "Hợp tác xã chè thử nghiệm" in first
    assert '<html lang="en"' in client.get("/console/?lang=en", headers=headers["officer"]).text
