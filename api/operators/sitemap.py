"""Which pages search engines may list: published batches and what they are batches of."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from traceability.identifiers.domain import Domain
from traceability.identifiers.uris import Key
from traceability.store.batches import Batches

BATCHES: Final = 24_000
"""Batches in one file: with a product each, below the 50,000 addresses that sitemaps.org allows."""

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def index(batches: Batches, base_url: str, size: int = BATCHES) -> Iterator[str]:
    """The index: one file for every `size` published batches, each beginning after a batch."""
    yield f"{_HEAD}<sitemapindex {_SPACE}>\n"
    after: str | None = ""
    while after is not None:
        asked = f"?after={quote(after, safe='')}" if after else ""
        yield f"<sitemap><loc>{escape(base_url)}/sitemap/batches.xml{asked}</loc></sitemap>\n"
        last_and_next = list(batches.published(after, 2, skip=size - 1))
        after = last_and_next[0][0] if last_and_next[1:] else None
    yield "</sitemapindex>\n"


def pages(
    batches: Batches, base_url: str, domain: Domain, after: str, size: int = BATCHES
) -> Iterator[str]:
    """One file: the pages of `size` published batches after one, and of their products.

    No party and no place is listed: they may be a household (DESIGN §5).
    """
    yield f"{_HEAD}<urlset {_SPACE}>\n"
    if not after:
        yield f"<url><loc>{escape(base_url)}/</loc></url>\n"
    seen: set[str] = set()
    for uri, product in batches.published(after, size):
        for each in (product, uri):
            if each and each not in seen:
                seen.add(each)
                yield f"<url><loc>{escape(base_url + Key(each).path(domain))}</loc></url>\n"
    yield "</urlset>\n"
