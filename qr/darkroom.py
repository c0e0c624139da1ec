"""Develops one photo from stdin to stdout, as a process of its own that may crash alone."""

import json
import resource
import sys
from contextlib import suppress
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")

_SRGB = ImageCms.createProfile("sRGB")
_DAMAGED = (OSError, SyntaxError, ValueError)


class Bounds(NamedTuple):
    """What a photo may cost: pixels, a side and the print's longest edge; seconds; bytes."""

    pixels: int
    side: int
    edge: int
    seconds: int
    memory: int


class Refused(Exception):
    """A picture that is not developed; its two arguments are what was expected and what was got."""


def main() -> None:
    """Read a picture from stdin, in bounds given as JSON by the first argument, and answer."""
    bounds = Bounds(*json.loads(sys.argv[1]))
    _confine(bounds)
    Image.MAX_IMAGE_PIXELS = None  # ours are checked before a pixel is unpacked
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), bounds))


def answer(data: bytes, bounds: Bounds) -> bytes:
    """One line of JSON: width and height, and the JPEG after it; or what was expected and got."""
    jpeg = b""
    try:
        width, height, jpeg = develop(data, bounds)
        line: dict[str, int | str] = {"width": width, "height": height}
    except Refused as refusal:
        line = dict(zip(("expected", "got"), refusal.args, strict=True))
    except MemoryError:
        expected = f"a picture that unpacks in {bounds.memory} bytes"
        line = {"expected": expected, "got": "one that needs more"}
    return json.dumps(line).encode() + b"\n" + jpeg


def develop(data: bytes, bounds: Bounds) -> tuple[int, int, bytes]:
    """Check, shrink, turn upright, bring to sRGB on white, and write pixels alone.

    Returns:
        Width and height in pixels, and a progressive JPEG without metadata.

    Raises:
        Refused: by its header, by its format, or because it is damaged.
        MemoryError: it unpacks to more than this process may hold.
    """
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
        _check(image, bounds)
        upright = ImageOps.exif_transpose(_shrink(image, bounds.edge))
    except UnidentifiedImageError:
        raise Refused("a JPEG, PNG, WebP or AVIF picture", "something else") from None
    except _DAMAGED:
        raise Refused("a whole picture", "one that is cut short or damaged") from None
    return _print(_srgb(_flat(upright), upright.info.get("icc_profile")))


def _check(image: Image.Image, bounds: Bounds) -> None:
    """Refuse by the header alone; of a phone's MPO (one JPEG and its extras) the JPEG counts."""
    width, height = image.size
    if max(width, height) > bounds.side or width * height > bounds.pixels:
        raise Refused(
            f"at most {bounds.pixels} pixels and {bounds.side} a side", f"{width} × {height}"
        )
    frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)
    if frames != 1:
        raise Refused("a still picture", f"{frames} frames")


def _shrink(image: Image.Image, edge: int) -> Image.Image:
    """Unpack at about the size wanted (a JPEG can, by halves), then filter down to it."""
    image.draft("RGB", (edge, edge))
    image.load()
    smooth = image
    if image.mode == "I;16":
        smooth = image.point(lambda grey: grey * (1 / 256)).convert("L")
    elif image.mode not in {"L", "RGB", "RGBA", "CMYK"}:
        smooth = image.convert("RGBA")
    smooth.info = image.info
    smooth.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2)
    return smooth


def _flat(image: Image.Image) -> Image.Image:
    """What shows through is white, as the paper is."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours by the picture's own profile where it has a sound one; otherwise as they stand."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):
            source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), _SRGB
            image = ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    return image.convert("RGB")


def _print(image: Image.Image) -> tuple[int, int, bytes]:
    """Pixels alone: a comment would survive in `info` from one JPEG to the next."""
    image.info.clear()
    file = BytesIO()
    image.save(file, "JPEG", quality=80, progressive=True, optimize=True)
    return image.width, image.height, file.getvalue()


def _confine(bounds: Bounds) -> None:
    """Bound this process for good: processor seconds, memory, and not one byte into a file."""
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere the kernel does not keep it
        resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))


if __name__ == "__main__":
    main()
