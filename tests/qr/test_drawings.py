"""Drawn product pictures are large enough to sell with and small enough to send."""

from io import BytesIO

import pytest
from PIL import Image

from qr.drawings import PACKS, drawn


@pytest.mark.parametrize("kind", PACKS)
def test_a_drawing_has_1200_pixels_a_side_and_at_most_60_kilobytes(kind: str) -> None:
    picture = drawn("08935001234567", kind)
    image = Image.open(BytesIO(picture))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1200, 1200))
    assert len(picture) <= 60_000


def test_the_same_seed_draws_the_same_bytes_and_another_seed_others() -> None:
    assert drawn("a", size=200) == drawn("a", size=200)
    assert drawn("a", size=200) != drawn("b", size=200)
    assert drawn("a", "black", 200) != drawn("a", "green", 200)
