"""Which thing a code is: master data first, then a batch, else unknown."""

from dataclasses import dataclass
from typing import Final

from traceability.batches.batch import Batch
from traceability.errors import NotFound
from traceability.identifiers.domain import Domain
from traceability.identifiers.paths import from_path
from traceability.identifiers.percent import unescape
from traceability.identifiers.uris import Key, PlantKey, SerialKey
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.store.store import Store

Thing = Party | Place | Product | Batch

SHORT: Final = 4
"""An own code is written for people in groups of so many characters."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a code names: its path as printed, and the thing; a pack's serial, a plant's row and place."""

    path: str
    thing: Thing
    serial: str = ""
    plant: tuple[int, int] | None = None


def find(store: Store, domain: Domain, path: str) -> Found:
    """Find the thing behind a raw code path.

    Raises:
        NotValid: it is no code path, or a broken number; the page of 400.
        NotFound: a right code that nothing is known of; the page of 404.
    """
    key = from_path(path, domain)
    code = key.path(domain)
    if isinstance(key, SerialKey):
        return Found(code, _thing(store, key.parent, path), serial=key.serial.value)
    if isinstance(key, PlantKey):
        place = _thing(store, key.plot, path)
        if not isinstance(place, Place) or not place.has_plant(*key.address):
            raise NotFound("plant", path)
        return Found(code, place, plant=key.address)
    return Found(code, _thing(store, key, path))


def _thing(store: Store, key: Key, path: str) -> Thing:
    last = store.masterdata.last(key.uri)
    if last is not None and isinstance(last.value, Party | Place | Product):
        return last.value
    batch = store.batches.get(key.uri)
    if batch is None:
        raise NotFound("code", path)
    return batch


def spoken(uri: str, domain: Domain) -> str:
    """A code as people read it out: ``0KT7 3M9Q …`` or ``(01)0893…(10)L1``."""
    path = Key(uri).path(domain)
    if path.startswith("/u/"):
        return uri
    parts = [unescape(part) for part in path.split("/")[1:]]
    if parts[0] == "t":
        groups = range(0, len(parts[1]), SHORT)
        return " ".join([parts[1][at : at + SHORT] for at in groups] + parts[2:])
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return "".join(f"({code}){value}" for code, value in pairs)
