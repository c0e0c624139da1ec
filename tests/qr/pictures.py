"""Pictures made for the tests: small ones that tell which way is up, and hostile ones."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image

RED, GREEN, BLUE = (200, 30, 40), (30, 160, 60), (30, 60, 200)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">GPSLatitude 21,35.1N</x:xmpmeta>'
ORIENTATION, GPS = 0x0112, 0x8825


def encoded(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    """The picture as a file of that format."""
    file = BytesIO()
    save: Callable[..., None] = image.save
    save(file, form, **options)
    return file.getvalue()


def opened(picture: bytes) -> Image.Image:
    """The file as a picture."""
    return Image.open(BytesIO(picture))


def flag(width: int = 64, height: int = 48) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def telling_photo() -> bytes:
    """A phone's photo lying on its side, that tells where it was taken in three ways."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (21.0, 35.0, 6.0), 3: "E", 4: (105.0, 44.0, 0.0)}
    return encoded(flag(), exif=exif, xmp=XMP, comment=b"the house behind the well")


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises so many pixels and keeps nothing of it."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(64))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def near(colour: object, other: tuple[int, int, int], by: int = 12) -> bool:
    """Are two colours alike, but for what JPEG does to them?"""
    return isinstance(colour, tuple) and all(
        abs(a - b) <= by for a, b in zip(colour, other, strict=True)
    )
