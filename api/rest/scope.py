"""Whose things a reader sees: her own, her members', those of whom she helps, or everybody's."""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from flask import g, request

from api.house import house
from api.who import actor
from schemas.fields import load_key
from traceability.access import Actor, Delegation, Role, Subject, sees
from traceability.batches.batch import Batch
from traceability.errors import NotFound, NotYours
from traceability.identifiers.uris import BatchKey, Key, PartyKey

_EVERYWHERE: Final = frozenset({Role.OPERATOR, Role.AUTHORITY})

PARTY: Final = {"party": "Key of a party whose things you see; yours and your members' if left out"}

ONE_PARTY: Final = {"party": "Key of a party whose things you see; yours if left out"}


def parties() -> list[str] | None:
    """The parties whose things are asked for, by URI; None means everybody's.

    Raises:
        NotYours: `?party=` names one that is not the reader's to see.
    """
    asking = actor()
    named = request.args.get("party")
    if named:
        return [_seen(asking, load_key(PartyKey, named, house().domain).uri)]
    if asking.role in _EVERYWHERE:
        return None
    if asking.role is Role.OFFICER:
        return [asking.party, *_members(asking)]
    return [asking.party, *helped()]


def one_party() -> str | None:
    """The party whose things are asked for; None means everybody's.

    Raises:
        NotYours: `?party=` names one that is not the reader's to see.
    """
    named = request.args.get("party")
    if named:
        return _seen(actor(), load_key(PartyKey, named, house().domain).uri)
    return None if actor().role in _EVERYWHERE else actor().party


def owned() -> dict[str, Any]:
    """The same, as it is asked of the store."""
    named = parties()
    return {} if named is None else {"owner": {"$in": named}}


def key_of(kind: type[Key], code: str) -> Key:
    """The key that a segment of a path names: an own code, or a URI that was percent-encoded."""
    own = "/" not in code and ":" not in code
    return load_key(kind, f"/t/{code}" if own else code, house().domain)


def segment(key: str) -> str:
    """The segment of a path that names a key."""
    code = key.removeprefix(house().domain.root)
    return code if code != key and "/" not in code else quote(key, safe="")


def seen_batch(code: str) -> Batch:
    """A batch that the reader made or holds, or whose maker is her member.

    Raises:
        NotFound: nothing was ever recorded about it.
        NotYours: it is a stranger's.
    """
    uri = key_of(BatchKey, code).uri
    batch = house().store.batches.get(uri)
    if batch is None:
        raise NotFound("batch", uri)
    if not is_seen(batch):
        raise NotYours(f"a reader to whom the batch {uri} belongs", str(actor()))
    return batch


def is_seen(batch: Batch) -> bool:
    """Whether the reader made or holds a batch, herself or through a member."""
    holder = batch.holder.value if batch.holder else None
    subjects = (house().store.masterdata.subject(uri) for uri in (batch.owner, holder) if uri)
    everything = actor().role in _EVERYWHERE
    return everything or any(is_open(subject) for subject in subjects)


def is_open(subject: Subject) -> bool:
    """Whether the reader may see what concerns a party: `access.sees`, with what it is told of."""
    return sees(actor(), subject, delegations(), house().ledger.clock())


def delegations() -> list[Delegation]:
    """Those that a helper who reads has been given, running or not; none of anybody else.

    Of a household that has several keys by a merge only what it said last counts.
    """
    if "delegations" not in g:
        asking = actor()
        to_helper = asking.role is Role.HELPER
        store = house().store
        given = store.people.delegations_to(asking.party) if to_helper else []
        last = {store.masterdata.kept(each.subject): each for each in given}
        g.delegations = list(last.values())
    found: list[Delegation] = g.delegations
    return found


def helped() -> list[str]:
    """The households that a helper who reads records for now."""
    now, same = house().ledger.clock(), house().store.masterdata.same
    running = [each.subject for each in delegations() if each.runs(now)]
    return sorted({key for each in running for key in (each, *same(each))})


def _seen(asking: Actor, uri: str) -> str:
    if not is_open(house().store.masterdata.subject(uri)):
        raise NotYours(f"the party itself or its cooperative for {uri}", str(asking))
    return uri


def _members(asking: Actor) -> Iterator[str]:
    members = house().store.masterdata.members(asking.party)
    return (last.value.key.uri for last in members)
