"""Codes are read from a photo on the server, within bounds."""

import pytest

from api.farm import decode
from tests.api.conftest import Api
from tests.qr.pictures import encoded, flag
from tests.qr.test_reading import CODE, photographed


def test_the_texts_of_a_photo_are_answered(api: Api) -> None:
    read = api.send("recorder", "/decode", photographed(CODE), "image/jpeg")
    assert (read.status_code, read.json) == (200, {"texts": [CODE]})


def test_no_code_is_no_mistake(api: Api) -> None:
    read = api.send("recorder", "/decode", encoded(flag()), "image/jpeg")
    assert (read.status_code, read.json) == (200, {"texts": []})


@pytest.mark.parametrize(
    ("data", "kind", "status", "sentence"),
    [
        (b"{}", "application/json", 415, "Expected image/*, got application/json."),
        (bytes(6_000_001), "image/jpeg", 413, "Expected at most 6000000 bytes, got more."),
        (
            b"<svg/>",
            "image/svg+xml",
            422,
            "Expected a JPEG, PNG, WebP or AVIF picture, got 'something else'.",
        ),
    ],
)
def test_what_is_no_picture_is_refused(
    api: Api, data: bytes, kind: str, status: int, sentence: str
) -> None:
    no = api.send("recorder", "/decode", data, kind)
    assert (no.status_code, no.json["detail"]) == (status, sentence)


def test_whoever_asks_too_often_waits(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MOST", 1)
    assert api.send("recorder", "/decode", b"x", "image/jpeg").status_code == 422
    no = api.send("recorder", "/decode", b"x", "image/jpeg")
    assert no.status_code == 429
    assert 1 <= int(no.headers["Retry-After"]) <= 300
    assert api.send("officer", "/decode", b"x", "image/jpeg").status_code == 422


def test_a_stranger_is_not_served(api: Api) -> None:
    assert api.send("nobody", "/decode", b"x", "image/jpeg").status_code == 401
    assert api.send("authority", "/decode", b"x", "image/jpeg").status_code == 403
