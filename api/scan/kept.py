"""Rendered pages, kept by path and language until the log moves past what stands on them."""

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import Final, NamedTuple

LONGEST: Final = timedelta(minutes=1)
"""A page is made again after that in any case: a certificate may come to cover what it did not."""

SIZE: Final = 1024


class Address(NamedTuple):
    """What a page is kept by."""

    path: str
    language: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is sent: its bytes, the same packed by gzip, and a tag made of their hash.

    `about` are the keys it stands on; `until` is when it changes by itself. A page that is not
    `storable` may be kept by no browser and no proxy (a recall).
    """

    body: bytes
    packed: bytes
    etag: str
    about: frozenset[str]
    until: datetime
    storable: bool = True


def page(
    body: bytes, about: Iterable[str], now: datetime, changes_at: datetime | None, *, storable: bool
) -> Page:
    """A page made now, that changes by itself at `changes_at` at the latest."""
    latest = now + LONGEST
    until = min(changes_at, latest) if changes_at else latest
    packed = gzip.compress(body, mtime=0)
    tag = f'W/"{sha256(body).hexdigest()[:32]}"'
    return Page(body, packed, tag, frozenset(about), until, storable)


class Pages:
    """At most `size` pages, the one made first thrown out first; safe between threads."""

    def __init__(self, look: Callable[[], None], size: int = SIZE) -> None:
        """Start empty; `look` is called before a page is given out, so that what has moved is dropped."""
        self._look, self._size = look, size
        self._pages: dict[Address, Page] = {}
        self._about: dict[str, set[Address]] = {}
        self._lock = Lock()
        self._drops = 0

    def get(self, address: Address, now: datetime) -> Page | None:
        """The page kept under an address, if it still stands."""
        if address not in self._pages:
            return None
        self._look()
        kept = self._pages.get(address)
        if kept is None or now >= kept.until:
            return None
        return kept

    def make(self, address: Address, make: Callable[[], Page]) -> Page:
        """Make a page and keep it, unless something was dropped meanwhile."""
        drops = self._drops
        made = make()
        with self._lock:
            if drops == self._drops:
                self._keep(address, made)
        return made

    def drop(self, uris: Iterable[str]) -> None:
        """Forget every page that stands on one of these."""
        with self._lock:
            self._drops += 1
            for uri in uris:
                for address in tuple(self._about.get(uri, ())):
                    self._forget(address)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._drops += 1
            self._pages.clear()
            self._about.clear()

    def __len__(self) -> int:
        return len(self._pages)

    def _keep(self, address: Address, made: Page) -> None:
        self._forget(address)
        self._pages[address] = made
        for uri in made.about:
            self._about.setdefault(uri, set()).add(address)
        while len(self._pages) > self._size:
            self._forget(next(iter(self._pages)))

    def _forget(self, address: Address) -> None:
        old = self._pages.pop(address, None)
        for uri in old.about if old else ():
            addresses = self._about[uri]
            addresses.discard(address)
            if not addresses:
                del self._about[uri]
