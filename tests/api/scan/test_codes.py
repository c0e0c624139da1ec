"""The QR of a code: what stands in it, and that it can be read back."""

from io import BytesIO

import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image

from api.scan.codes import printed
from qr.codes import matrix

OWN = "/t/0000000000000"


def test_a_code_holds_the_address_of_its_page(client: FlaskClient) -> None:
    answer = client.get(f"{OWN}/qr.png?scale=4")
    (read,) = zxingcpp.read_barcodes(Image.open(BytesIO(answer.data)))
    assert read.text.lower() == f"http://127.0.0.1:8000{OWN}".lower()
    assert read.text.endswith(OWN)
    assert answer.headers["Content-Type"] == "image/png"


def test_the_host_is_in_capitals_only_where_that_makes_the_code_smaller() -> None:
    base, path = "https://truy-xuat.example.vn", "/t/9GB351P794PCZ"
    text = printed(base, path)
    assert text.endswith(path)
    assert text.lower() == (base + path).lower()
    sides = {len(matrix(base + path)), len(matrix(base.upper() + path))}
    assert len(matrix(text)) == min(sides)
    assert text.startswith(base) == (len(sides) == 1)


def test_a_code_is_drawn_before_anything_is_recorded_of_it(client: FlaskClient) -> None:
    answer = client.get(f"{OWN}/qr.svg")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert client.get("/01/04006381333931/10/L%2F1/qr.svg").status_code == 200


@pytest.mark.parametrize("scale", ["0", "41", "x", "-1", "²"])
def test_a_scale_that_is_none_is_refused(client: FlaskClient, scale: str) -> None:
    answer = client.get(f"{OWN}/qr.png", query_string={"scale": scale})
    assert answer.status_code == 400
    assert "Expected a scale from 1 to 40" in answer.text


def test_a_broken_code_is_not_drawn(client: FlaskClient) -> None:
    assert client.get("/t/0000000000001/qr.svg").status_code == 400
