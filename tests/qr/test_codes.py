"""Whatever is drawn is read back by a decoder that is not ours."""

from io import BytesIO
from typing import Literal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.util import ALPHA_NUM, BIT_LIMIT_TABLE, mode_sizes_for_version

from qr.codes import QUIET, TooLong, matrix, png, svg, terminal
from tests.qr.rasters import bitmap, decoded, svg_rows, terminal_rows

LABEL = "https://trace.example.vn/01/08935001234567/10/L251102A/21/000000007919"
SVG = "{http://www.w3.org/2000/svg}"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

hosts = st.sampled_from(
    ["https://trace.example.vn", "HTTPS://TRACE.EXAMPLE.VN", "http://a.vn:8000"]
)
digits = st.text("0123456789", min_size=14, max_size=14)
serials = st.text(CROCKFORD + "abcxyz-._", min_size=1, max_size=20)
urls = st.one_of(
    st.builds("{}/01/{}/10/{}".format, hosts, digits, serials),
    st.builds("{}/01/{}/10/{}/21/{}?c={}".format, hosts, digits, serials, serials, digits),
    st.builds("{}/b/{}".format, hosts, st.text(CROCKFORD, min_size=8, max_size=26)),
)


MODES: tuple[tuple[Literal[1, 2, 4], int, bytes], ...] = (  # mode, sixths of a bit a sign, signs
    (1, 20, b"0123456789"),
    (2, 33, ALPHA_NUM),
    (4, 48, bytes(range(256))),
)


def fewest_bits(text: str, version: int) -> int:
    """The shortest split into segments there is, by dynamic programming over (place, mode)."""
    lengths = mode_sizes_for_version(version)
    never = 10**9
    cost: dict[int, int] = {}
    done = 0
    for sign in text.encode():
        start = -(-done // 6) * 6
        for mode, each, signs in MODES:
            begun = min(cost.get(mode, never), start + 6 * (4 + lengths[mode]))
            cost[mode] = begun + each if sign in signs else never
        done = min(cost.values())
    return -(-done // 6)


@settings(max_examples=25, deadline=None)
@given(urls)
def test_every_drawing_is_read_back_at_level_m(url: str) -> None:
    assert decoded(Image.open(BytesIO(png(url, scale=3)))) == (url, "M")
    assert decoded(bitmap(svg_rows(svg(url)))) == (url, "M")
    assert decoded(bitmap(terminal_rows(terminal(url)))) == (url, "M")


@settings(max_examples=200, deadline=None)
@given(urls)
def test_no_smaller_version_holds_the_text(url: str) -> None:
    version = (len(matrix(url)) - 17) // 4
    level_m = BIT_LIMIT_TABLE[0]
    assert fewest_bits(url, version) <= level_m[version]
    assert version == 1 or fewest_bits(url, version - 1) > level_m[version - 1]


def test_a_text_that_four_fixed_splits_make_too_large() -> None:
    digits = "00000000000000"
    url = f"HTTPS://TRACE.EXAMPLE.VN/01/{digits}/10/{digits}/21/000_000?c={digits}"
    assert len(matrix(url)) == 33


def test_digits_and_capitals_are_split_off_so_that_a_label_stays_at_version_4() -> None:
    assert len(matrix(LABEL)) == 33
    assert len(matrix("https://a.vn/01/08935001234567/10/x/21/y")) == 29


@pytest.mark.parametrize("text", ["Chè Tân Cương, lô 07", "0", "ABC-123", "https://a.vn/?q=%C3%A8"])
def test_other_texts_are_read_back_too(text: str) -> None:
    assert decoded(Image.open(BytesIO(png(text)))) == (text, "M")


def test_a_large_code_is_read_back() -> None:
    text = "https://a.vn/" + "é" * 1000
    assert decoded(Image.open(BytesIO(png(text, scale=4)))) == (text, "M")


@pytest.mark.parametrize("scale", [1, 7])
def test_a_png_has_one_bit_a_dot_and_whole_dots_a_module(scale: int) -> None:
    image = Image.open(BytesIO(png(LABEL, scale=scale)))
    side = 33 + 2 * QUIET
    assert (image.mode, image.size) == ("1", (side * scale, side * scale))
    small = image.resize((side, side), Image.Resampling.NEAREST)
    back = small.resize(image.size, Image.Resampling.NEAREST)
    assert back.tobytes() == image.tobytes()


def test_every_drawing_keeps_four_light_modules_around_the_code() -> None:
    shot = Image.open(BytesIO(png(LABEL, scale=1)))
    dots = ["".join("0" if shot.getpixel((x, y)) else "1" for x in range(41)) for y in range(41)]
    light, side = ["0" * 41] * QUIET, "0" * QUIET
    expected = [*light, *(side + row + side for row in matrix(LABEL)), *light]
    assert QUIET == 4
    assert dots == svg_rows(svg(LABEL)) == expected
    assert terminal_rows(terminal(LABEL)) == [*expected, "0" * 41]


def test_an_svg_is_one_path_on_white_with_the_text_for_screen_readers() -> None:
    text = "https://a.vn/?a=1&b=<2>\x07"
    root = ET.fromstring(svg(text))  # noqa: S314 our own drawing
    assert [part.tag for part in root] == [SVG + "title", SVG + "rect", SVG + "path"]
    assert root.findtext(SVG + "title") == "https://a.vn/?a=1&b=<2> "
    assert root.get("shape-rendering") == "crispEdges"
    assert root.get("role") == "img"


def test_the_longest_text_fits_and_one_byte_more_is_refused_with_what_was_expected() -> None:
    assert len(matrix("é" + "x" * 2329)) == 177
    with pytest.raises(TooLong) as refusal:
        matrix("é" + "x" * 2330)
    assert str(refusal.value) == "Expected at most 2331 bytes in a QR code, got 2332."
