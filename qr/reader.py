"""Reads the codes in one photo from stdin, as a process of its own that may crash alone."""

import json
import resource
import sys
from io import BytesIO
from typing import NamedTuple

import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_DAMAGED = (OSError, SyntaxError, ValueError)


class Bounds(NamedTuple):
    """What a photo may cost: pixels, a side, the edge it is read at; codes; seconds; bytes."""

    pixels: int
    side: int
    edge: int
    codes: int
    seconds: int
    memory: int


class Unreadable(Exception):
    """A picture that is not looked at; its two arguments are what was expected and what was got."""


def main() -> None:
    """Read a picture from stdin, in bounds given as JSON by the first argument, and answer."""
    bounds = Bounds(*json.loads(sys.argv[1]))
    _confine(bounds)
    Image.MAX_IMAGE_PIXELS = None  # ours are checked before a pixel is unpacked
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read(), bounds)))


def answer(data: bytes, bounds: Bounds) -> dict[str, str | list[str]]:
    """`texts` of the codes found, or what was `expected` and what was `got`."""
    try:
        return {"texts": texts(_grey(data, bounds), bounds)}
    except Unreadable as no:
        expected, got = no.args
    except MemoryError:
        expected, got = f"a picture that unpacks in {bounds.memory} bytes", "one that needs more"
    return {"expected": expected, "got": got}


def texts(grey: Image.Image, bounds: Bounds) -> list[str]:
    """The texts of the codes in a grey picture, each once, the topmost first."""
    rows = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    found = zxingcpp.read_barcodes(rows)
    found.sort(key=lambda code: (code.position.top_left.y, code.position.top_left.x))
    return list(dict.fromkeys(code.text for code in found if code.text))[: bounds.codes]


def _grey(data: bytes, bounds: Bounds) -> Image.Image:
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
        width, height = image.size
        if max(width, height) > bounds.side or width * height > bounds.pixels:
            size = f"{width} × {height}"
            raise Unreadable(f"at most {bounds.pixels} pixels and {bounds.side} a side", size)
        image.draft("L", (bounds.edge, bounds.edge))
        upright = ImageOps.exif_transpose(image)
    except UnidentifiedImageError:
        raise Unreadable("a JPEG, PNG, WebP or AVIF picture", "something else") from None
    except _DAMAGED:
        raise Unreadable("a whole picture", "one that is cut short or damaged") from None
    flat = upright.convert("RGBA") if "transparency" in upright.info else upright
    if flat.mode in {"RGBA", "LA"}:
        paper = Image.new("RGBA", flat.size, "white")
        flat = Image.alpha_composite(paper, flat.convert("RGBA"))
    grey = flat.convert("L")
    grey.thumbnail((bounds.edge, bounds.edge), Image.Resampling.LANCZOS)
    return grey


def _confine(bounds: Bounds) -> None:
    """Bound this process for good: processor seconds, memory, and not one byte into a file."""
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere the kernel does not keep it
        resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))


if __name__ == "__main__":
    main()
