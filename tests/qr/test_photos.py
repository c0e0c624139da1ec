"""A photo tells what is on it, and nothing else; and no photo takes the server with it."""

import os
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from qr.photos import Limits, Photo, PhotoRefused, clean
from tests.qr.pictures import BLUE, RED, encoded, flag, near, opened, png_header, telling_photo


def refusal_of(picture: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(PhotoRefused) as refusal:
        clean(picture, limits)
    assert str(refusal.value) == f"Expected {refusal.value.expected}, got {refusal.value.got}."
    return str(refusal.value)


def test_a_photo_comes_out_upright() -> None:
    photo = clean(telling_photo())
    image = opened(photo.bytes)
    assert image.size == (photo.width, photo.height) == (48, 64)
    assert near(image.getpixel((24, 8)), RED)
    assert near(image.getpixel((24, 56)), BLUE)


def test_a_photo_does_not_tell_where_it_was_taken() -> None:
    telling = opened(telling_photo())
    assert {"exif", "xmp", "comment"} <= set(telling.info)
    photo = clean(telling_photo())
    assert not opened(photo.bytes).getexif()
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(opened(photo.bytes).info)
    assert not [word for word in (b"Exif", b"GPS", b"adobe", b"well") if word in photo.bytes]


def test_what_hangs_behind_the_picture_is_gone() -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as members:
        members.writestr("run.sh", "echo hello")
    photo = clean(encoded(flag()) + archive.getvalue())
    assert b"PK" not in photo.bytes
    assert photo.bytes.endswith(b"\xff\xd9")


def test_the_same_bytes_give_the_same_photo_with_its_hash() -> None:
    photo = clean(telling_photo())
    assert photo == clean(telling_photo())
    assert isinstance(photo, Photo)
    assert photo.media_type == "image/jpeg"
    assert photo.sha256 == sha256(photo.bytes).hexdigest()


def test_more_bytes_than_allowed_are_refused_unseen() -> None:
    assert refusal_of(bytes(25_000_001)) == "Expected at most 25000000 bytes, got 25000001."


def test_a_bomb_is_refused_by_its_header() -> None:
    sentence = "Expected at most 40000000 pixels and 20000 a side, got 13000 × 13000."
    assert refusal_of(png_header(13_000, 13_000)) == sentence


def test_a_picture_that_needs_more_memory_than_allowed_is_refused() -> None:
    picture = encoded(Image.new("1", (6000, 6000)), "PNG")
    sentence = "Expected a picture that unpacks in 250000000 bytes, got one that needs more."
    assert refusal_of(picture, Limits(memory=250_000_000)) == sentence


def test_a_picture_that_takes_too_long_is_refused() -> None:
    picture = encoded(Image.new("1", (6000, 6000)), "PNG")
    sentence = "Expected a picture that unpacks within 0 s, got one that does not."
    assert refusal_of(picture, Limits(seconds=0)) == sentence


def test_a_darkroom_that_dies_refuses_the_picture_and_nothing_more() -> None:
    sentence = "Expected a picture that unpacks within 20 s, got one that does not."
    assert refusal_of(encoded(flag()), Limits(memory=2**80)) == sentence


def test_what_is_no_picture_is_refused() -> None:
    sentence = "Expected a JPEG, PNG, WebP or AVIF picture, got something else."
    assert refusal_of(os.urandom(64)) == sentence
