"""Codes are read from photos as phones take them, and no photo takes the server with it."""

from io import BytesIO

import pytest
from PIL import Image, ImageFilter

from qr.codes import png
from qr.reading import Limits, Unread, read
from tests.qr.pictures import encoded, flag, opened, png_header

CODE = "HTTPS://TRACE.EXAMPLE/T/0123456789ABC"


def photographed(*texts: str, turned: int = 7) -> bytes:
    """Codes side by side on grey paper, held aslant and a little out of focus."""
    codes = [opened(png(text, 6)).convert("L") for text in texts]
    paper = Image.new("L", (sum(code.width + 40 for code in codes) + 40, 500), 200)
    left = 40
    for code in codes:
        paper.paste(code, (left, 80))
        left += code.width + 40
    slanted = paper.rotate(turned, expand=True, fillcolor=200)
    return encoded(slanted.filter(ImageFilter.GaussianBlur(1)).convert("RGB"), quality=70)


def test_a_code_is_read_from_a_slanted_photo() -> None:
    assert read(photographed(CODE)) == [CODE]


def test_several_codes_are_read_each_once() -> None:
    assert sorted(read(photographed(CODE, "Chè Tân Cương", CODE))) == sorted(
        [CODE, "Chè Tân Cương"]
    )


def test_a_photo_without_a_code_has_none() -> None:
    assert read(encoded(flag())) == []


def test_a_code_on_nothing_is_read_as_on_white() -> None:
    dark = opened(png(CODE)).convert("L").point(lambda dot: 255 - dot)
    clear = Image.new("RGBA", dark.size, (0, 0, 0, 0))
    clear.putalpha(dark)
    file = BytesIO()
    clear.save(file, "PNG")
    assert read(file.getvalue()) == [CODE]


def test_of_many_codes_the_first_count() -> None:
    assert len(read(photographed("A1", "B2", "C3"), Limits(codes=2))) == 2


@pytest.mark.parametrize(
    ("picture", "limits", "sentence"),
    [
        (bytes(6_000_001), None, "Expected at most 6000000 bytes, got 6000001."),
        (b"<svg/>", None, "Expected a JPEG, PNG, WebP or AVIF picture, got something else."),
        (
            encoded(flag())[:300],
            None,
            "Expected a whole picture, got one that is cut short or damaged.",
        ),
        (
            png_header(9000, 9000),
            None,
            "Expected at most 40000000 pixels and 20000 a side, got 9000 × 9000.",
        ),
        (
            encoded(flag(3000, 3000), "PNG"),
            Limits(memory=1_000_000),
            "Expected a picture that is read within 10 s, got one that is not.",
        ),
    ],
)
def test_what_cannot_be_looked_at_is_refused(
    picture: bytes, limits: Limits | None, sentence: str
) -> None:
    with pytest.raises(Unread) as no:
        read(picture, limits)
    assert str(no.value) == f"Expected {no.value.expected}, got {no.value.got}." == sentence
