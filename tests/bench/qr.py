"""QR codes a second, against the qrcode package's default and a writer in C++."""

import itertools
from collections.abc import Callable
from typing import Final

from qr import codes
from tests.bench import memory
from tests.bench.places import Place
from tests.bench.references import qrcode_default, qrcode_svg, zxing
from tests.bench.rounds import interleave, per_second
from tests.bench.rows import Measure, Row, Size

_PACKAGE: Final = "the qrcode package's default"
_SERIALS: Final = itertools.count(10**11)


def run(size: Size, _: Place) -> list[Row]:
    """Matrices against both writers, SVG files against the package's, and the memory of it."""

    def rate(draw: Callable[[str], object]) -> Callable[[], float]:
        return lambda: per_second(draw, addresses(size.codes))

    def row(name: str, against: str, *both: Callable[[str], object]) -> Row:
        pairs = interleave(size.rounds, *map(rate, both))
        return Measure(name, "codes/s", against).row(pairs)

    return [
        row("QR matrix", _PACKAGE, codes.matrix, qrcode_default),
        row("QR matrix", "zxing-cpp, in C++", codes.matrix, zxing),
        row("QR as SVG", f"{_PACKAGE}, SVG path", codes.svg, qrcode_svg),
        memory.compared("QR, memory", _ours, _theirs, str(size.codes)),
    ]


def addresses(count: int) -> list[str]:
    """So many addresses of 70 characters as they stand on packs, none ever drawn before."""
    head = "https://trace.example.vn/01/08935001234567/10/L251102A/21/"
    return [f"{head}{serial:012d}" for serial in itertools.islice(_SERIALS, count)]


def _ours(count: str) -> None:
    for text in addresses(int(count)):
        codes.matrix(text)


def _theirs(count: str) -> None:
    for text in addresses(int(count)):
        qrcode_default(text)
