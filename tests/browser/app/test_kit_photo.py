"""A photo leaves the phone small, upright and without a word about where it was taken."""

import base64
import io
import random
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.app.modules import ask

MODULE = "kit/photo.js"
MOST = 250 * 1024
TAKEN = (
    "m.smaller(await (await fetch(given)).blob())"
    ".then(({bytes, width, height}) => [width, height, [...new Uint8Array(bytes)]])"
)


def noise(wide: int, tall: int) -> Image.Image:
    """The hardest picture to make small."""
    chance = random.Random(5)  # noqa: S311  # the same chance in every run
    return Image.frombytes("RGB", (wide, tall), chance.randbytes(wide * tall * 3))


def camera(picture: Image.Image, orientation: int = 1) -> str:
    """A photo as a camera writes it, position and comment among its metadata, as a data URL."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=90, exif=exif, comment=b"secret comment")
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode()


def smaller(page: Page, url: str) -> tuple[int, int, bytes]:
    page.route("**/photo", lambda route: route.fulfill(body=base64.b64decode(url.split(",")[1])))
    wide, tall, data = ask(page, MODULE, TAKEN, "/photo")
    return wide, tall, bytes(data)


@pytest.mark.parametrize(("wide", "tall"), [(2600, 1950), (900, 1600), (300, 200)])
def test_a_photo_has_at_most_1280_pixels_and_250_kb(phone: Page, wide: int, tall: int) -> None:
    said = smaller(phone, camera(noise(wide, tall)))
    picture = Image.open(io.BytesIO(said[2]))
    assert picture.format == "JPEG"
    assert picture.size == said[:2]
    assert max(picture.size) <= min(1280, max(wide, tall))
    assert len(said[2]) <= MOST


def test_a_photo_leaves_its_metadata_behind(phone: Page) -> None:
    url = camera(Image.new("RGB", (800, 600), "green"))
    assert b"SecretCamera" in base64.b64decode(url.split(",")[1])
    *_, data = smaller(phone, url)
    assert b"ecret" not in data
    assert b"Exif" not in data
    assert not Image.open(io.BytesIO(data)).getexif()


def test_a_photo_taken_sideways_stands_upright(phone: Page) -> None:
    wide, tall, _ = smaller(phone, camera(Image.new("RGB", (800, 600), "green"), orientation=6))
    assert (wide, tall) == (600, 800)


def test_what_is_no_picture_is_refused(phone: Page) -> None:
    script = "m.smaller(new Blob(['no picture'])).catch((no) => no.name)"
    said: Any = ask(phone, MODULE, script)
    assert said == "InvalidStateError"
