"""Whose desk it is, and what lies on it: a cooperative with its members, and nobody else."""

from collections.abc import Sequence
from typing import Final, TypeVar

from flask import g, request

from api.house import house
from api.rest.scope import key_of, segment
from api.who import actor
from traceability.access import Role, sees
from traceability.errors import NotFound, NotYours
from traceability.identifiers.uris import Key, PartyKey, PlaceKey, ProductKey
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.store.masterdata import Last, owner_of

V = TypeVar("V", bound=Party | Place | Product)

COOKIE: Final = "desk"
"""Holds the code of the cooperative at whose desk an operator works."""

_KEYS: Final[dict[type, type[Key]]] = {Party: PartyKey, Place: PlaceKey, Product: ProductKey}


def desk() -> str:
    """The cooperative whose desk it is, by URI: an officer's own, or the one an operator chose."""
    asking = actor()
    chosen = request.cookies.get(COOKIE, "") if asking.role is Role.OPERATOR else ""
    last = house().store.masterdata.last(chosen) if chosen else None
    return chosen if last and isinstance(last.value, Party) else asking.party


def members() -> list[Party]:
    """The members of this desk's cooperative, by label; read once a request."""
    if "members" not in g:
        g.members = sorted(_members(desk()), key=lambda party: (party.shown, party.key.uri))
    found: list[Party] = g.members
    return found


def parties() -> list[str]:
    """The cooperative and its members, by URI."""
    return [desk(), *(party.key.uri for party in members())]


def names(uris: Sequence[str]) -> dict[str, str]:
    """What parties, places and products are called at the desk, by URI; the code of an unknown one."""
    known = house().store.masterdata.some(dict.fromkeys(uris))
    return {uri: called(known[uri]) if uri in known else segment(uri) for uri in uris}


def called(last: Last) -> str:
    """What a thing is called by those it belongs to."""
    value = last.value
    if isinstance(value, Party | Place):
        label, name = value.label, value.name
        return f"{label} · {name}" if label and name and label != name else label or name
    return value.names.get("vi") if isinstance(value, Product) else segment(value.key.uri)


def seen(kind: type[V], code: str) -> tuple[V, Last]:
    """A thing of a kind by the code in a path, with its last revision.

    Raises:
        NotFound: nothing of that kind is known by it.
        NotYours: it is a stranger's.
    """
    uri = key_of(_KEYS[kind], code).uri
    last = house().store.masterdata.last(uri)
    if last is None or not isinstance(last.value, kind):
        raise NotFound(kind.__name__.lower(), uri)
    ask_seen(owner_of(last.value))
    return last.value, last


def ask_seen(party: str) -> None:
    """Let through who may read what concerns this party.

    Raises:
        NotYours: it is a stranger to her.
    """
    if not sees(actor(), house().store.masterdata.subject(party)):
        raise NotYours(f"the party itself or its cooperative for {party}", str(actor()))


def _members(cooperative: str) -> list[Party]:
    found = house().store.masterdata.members(cooperative)
    return [last.value for last in found if isinstance(last.value, Party)]
