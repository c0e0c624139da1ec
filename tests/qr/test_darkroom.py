"""What comes out of the darkroom: upright, small, on white, in sRGB, pixels alone."""

import json

import pytest
from PIL import Image, ImageCms

from qr.darkroom import Bounds, Refused, answer, develop
from tests.qr.pictures import BLUE, GREEN, RED, encoded, flag, near, opened, png_header

BOUNDS = Bounds(pixels=40_000_000, side=20_000, edge=1600, seconds=20, memory=10**9)


def print_of(picture: bytes) -> Image.Image:
    width, height, jpeg = develop(picture, BOUNDS)
    image = opened(jpeg)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (width, height))
    return image


def refusal_of(picture: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        develop(picture, BOUNDS)
    expected, got = refusal.value.args
    return expected, got


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_each_known_format_is_developed_to_a_progressive_jpeg(form: str) -> None:
    image = print_of(encoded(flag(), form))
    assert image.info.get("progressive") == 1
    assert near(image.getpixel((8, 24)), RED)
    assert near(image.getpixel((56, 24)), BLUE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_every_way_to_store_a_white_picture_gives_white(mode: str) -> None:
    white = Image.new("RGB", (20, 20), "white").convert(mode)
    picture = encoded(white, "JPEG" if mode == "CMYK" else "PNG")
    assert near(print_of(picture).getpixel((9, 9)), (255, 255, 255))


def test_a_grey_of_16_bits_keeps_its_brightness() -> None:
    grey = Image.new("I;16", (20, 20), 40_000)
    assert near(print_of(encoded(grey, "PNG")).getpixel((9, 9)), (156, 156, 156), by=2)


def test_what_shows_through_is_white() -> None:
    glass = Image.new("RGBA", (20, 20), (*GREEN, 0))
    assert near(print_of(encoded(glass, "PNG")).getpixel((9, 9)), (255, 255, 255))


@pytest.mark.parametrize(("size", "kept"), [((3200, 1000), (1600, 500)), ((40, 30), (40, 30))])
def test_a_large_photo_is_brought_to_1600_and_a_small_one_left(
    size: tuple[int, int], kept: tuple[int, int]
) -> None:
    assert print_of(encoded(flag(*size))).size == kept


def test_a_colour_profile_is_applied_and_dropped() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, lab, b"no profile at all"):
        image = print_of(encoded(flag(), icc_profile=profile))
        assert "icc_profile" not in image.info
        assert near(image.getpixel((8, 24)), RED)


def test_of_a_phones_several_pictures_in_one_jpeg_the_first_is_kept() -> None:
    pair = encoded(flag(), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48))])
    assert opened(pair).format == "MPO"
    assert near(print_of(pair).getpixel((8, 24)), RED)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF"])
def test_a_moving_picture_is_refused(form: str) -> None:
    moving = encoded(flag(), form, save_all=True, append_images=[Image.new("RGB", (64, 48))])
    assert refusal_of(moving) == ("a still picture", "2 frames")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_cut_short_is_refused(form: str) -> None:
    whole = encoded(Image.effect_noise((64, 64), 90), form)
    assert refusal_of(whole[: len(whole) * 2 // 3]) in (
        ("a whole picture", "one that is cut short or damaged"),
        ("a JPEG, PNG, WebP or AVIF picture", "something else"),
    )


@pytest.mark.parametrize("size", [(8000, 5001), (20_001, 1)])
def test_a_picture_is_refused_by_the_size_in_its_header(size: tuple[int, int]) -> None:
    expected = "at most 40000000 pixels and 20000 a side"
    assert refusal_of(png_header(*size)) == (expected, f"{size[0]} × {size[1]}")


@pytest.mark.parametrize(
    "other", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", encoded(flag(), "GIF"), b"%!PS"]
)
def test_other_formats_are_refused(other: bytes) -> None:
    assert refusal_of(other) == ("a JPEG, PNG, WebP or AVIF picture", "something else")


def test_the_answer_is_a_line_of_json_and_then_the_jpeg() -> None:
    line, _, jpeg = answer(encoded(flag()), BOUNDS).partition(b"\n")
    assert json.loads(line) == {"width": 64, "height": 48}
    assert opened(jpeg).size == (64, 48)


def test_the_answer_to_a_refused_picture_is_a_line_saying_why() -> None:
    line, _, nothing = answer(b"no picture", BOUNDS).partition(b"\n")
    expected = "a JPEG, PNG, WebP or AVIF picture"
    assert json.loads(line) == {"expected": expected, "got": "something else"}
    assert nothing == b""
