"""A code path in one of our URLs, read back as the key it stands for."""

from traceability.errors import NotValid
from traceability.identifiers.addresses import is_own_address
from traceability.identifiers.digital_link import read_path
from traceability.identifiers.domain import Domain
from traceability.identifiers.percent import unescape
from traceability.identifiers.uris import (
    BatchKey,
    Key,
    LogisticKey,
    PartyKey,
    PlaceKey,
    PlantKey,
    ProductKey,
    SerialKey,
)

_GS1_KINDS: tuple[type[Key], ...] = (
    ProductKey,
    BatchKey,
    SerialKey,
    PlaceKey,
    PlantKey,
    PartyKey,
    LogisticKey,
)
_OPAQUE = "/u/"


def from_path(path: str, domain: Domain) -> Key:
    """Read a path as it came, still percent-encoded; one trailing slash is tolerated.

    A Digital Link, a pack and a plant come back as what they are. A bare own code and an opaque
    URI do not tell their kind and come back as a plain `Key`.

    Raises:
        NotValid: a broken number or code, or no code path; a server answers 400.
    """
    path = path.removesuffix("/")
    if path.startswith("/t/"):
        return _own(path, domain)
    if path.startswith(_OPAQUE):
        return Key(PlaceKey.parse(unescape(path.removeprefix(_OPAQUE)), domain).uri)
    link = read_path(path)
    for kind in _GS1_KINDS:
        if kind.suits(link):
            return kind(kind.gs1_uri(link))
    raise NotValid("the path of a thing we keep", path)


def _own(path: str, domain: Domain) -> Key:
    kinds: dict[int, type[Key]] = {3: Key, 4: SerialKey}
    parts = path.split("/")
    kind = kinds.get(len(parts), Key)
    if kind is SerialKey and is_own_address(parts[-1]):
        kind = PlantKey
    return kind(kind.own_uri(path, domain))
