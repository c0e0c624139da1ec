"""Pictures come in bounded and leave clean, under the hash of what is served."""

from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.api.conftest import Api

GPS = 0x8825


@pytest.fixture(scope="module")
def photo() -> bytes:
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif.get_ifd(GPS)[1] = "N"
    kept = BytesIO()
    Image.new("RGB", (60, 40), "green").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def test_a_picture_is_kept_without_where_it_was_taken(api: Api, photo: bytes) -> None:
    assert b"Exif" in photo
    kept = api.send("recorder", "/documents", photo, "image/jpeg")
    assert kept.status_code == 201
    served = api.client.get(kept.json["path"])
    assert (served.status_code, served.mimetype) == (200, "image/jpeg")
    assert sha256(served.data).hexdigest() == kept.json["sha256"]
    assert b"Exif" not in served.data


def test_it_is_served_for_ever_and_can_do_nothing(api: Api, photo: bytes) -> None:
    path = api.send("recorder", "/documents", photo, "image/jpeg").json["path"]
    served = api.client.get(path)
    assert served.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert served.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    etag = {"If-None-Match": served.headers["ETag"]}
    assert api.client.get(path, headers=etag).status_code == 304


def test_a_repeat_keeps_one(api: Api, photo: bytes) -> None:
    first = api.send("recorder", "/documents", photo, "image/jpeg")
    again = api.send("officer", "/documents", photo, "image/jpeg")
    assert (again.status_code, again.json) == (200, first.json)


def test_a_picture_comes_as_a_file_of_a_form_too(api: Api, photo: bytes) -> None:
    form: dict[str, Any] = {"file": (BytesIO(photo), "a.jpg")}
    kept = api.client.post("/api/v1/documents", data=form, headers=api.headers["recorder"])
    assert kept.status_code == 201
    other: dict[str, Any] = {"other": (BytesIO(b"x"), "a.jpg")}
    none: Any = api.client.post("/api/v1/documents", data=other, headers=api.headers["recorder"])
    assert none.json["errors"] == {"file": ["Expected a picture, got 'none'."]}


def test_too_long_a_form_is_refused_unread(api: Api) -> None:
    no = api.send("recorder", "/documents", b"-" * 25_100_000, "multipart/form-data; boundary=b")
    assert (no.status_code, no.json["detail"]) == (
        413,
        "Expected at most 25000000 bytes, got more.",
    )


def test_what_is_no_picture_is_refused(api: Api) -> None:
    no = api.send("recorder", "/documents", b"<svg/>", "image/svg+xml")
    assert no.status_code == 422
    assert no.json["errors"]["file"][0].startswith("Expected ")


def test_another_type_is_not_taken(api: Api) -> None:
    no = api.send("recorder", "/documents", b"%PDF", "application/pdf")
    assert (no.status_code, no.json["detail"]) == (415, "Expected image/*, got application/pdf.")


def test_too_long_a_picture_is_refused_unread(api: Api) -> None:
    no = api.send("recorder", "/documents", b"\xff" * 25_000_001, "image/jpeg")
    assert no.status_code == 413
    assert no.json["detail"] == "Expected at most 25000000 bytes, got more."


def test_an_unknown_picture_is_not_found(api: Api) -> None:
    no = api.client.get(f"/api/v1/documents/{'ab' * 32}")
    assert no.status_code == 404
    assert api.client.get("/api/v1/documents/AB").status_code == 400
