"""What marketplaces pull: whole feeds written around their items, a piece at a time."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from xml.sax.saxutils import escape

RSS: Final = "application/rss+xml; charset=utf-8"
"""The media type of Google's feed."""

_AT_ONCE: Final = 200
_LEVEL: Final = 1
_GZIP: Final = 31


@dataclass(frozen=True, slots=True)
class Stem:
    """Where we are reached: `mark` stands for `address` in items that were written beforehand."""

    mark: str
    address: str


def google(stem: Stem, items: Iterable[bytes]) -> Iterator[bytes]:
    """A whole RSS 2.0 feed in Google's namespace; 200 items at once are in memory, no more.

    Nothing in it tells when it was written: equal items give equal bytes.

    Args:
        stem: The installation's address and what stands for it in the items.
        items: Each item's XML, in the order of the feed.
    """
    address = escape(stem.address)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
        f"<title>Nông sản truy xuất được</title><link>{address}/</link>"
        "<description>Nông sản đang bán, mỗi lô hàng truy xuất được về tận nơi trồng.</description>\n"
    ).encode()
    mark, told = stem.mark.encode(), address.encode()
    rest = iter(items)
    while some := list(islice(rest, _AT_ONCE)):
        yield b"".join(some).replace(mark, told)
    yield b"</channel></rss>\n"


def zipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in gzip (RFC 1952), without name or time; made as they are asked for."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def directory(address: str) -> dict[str, Any]:
    """Which feeds there are, for programs: `/.well-known/feeds.json`."""
    google_feed = {
        "channel": "google",
        "format": "RSS 2.0 with Google Merchant Center's namespace",
        "type": RSS,
        "href": f"{address}/feeds/google.xml",
        "country": "VN",
        "language": "vi",
    }
    return {"feeds": [google_feed]}
