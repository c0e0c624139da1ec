"""May this actor revise this: the next revision, of the same kind, within what is the actor's own."""

from collections.abc import Iterator

from traceability.access import Actor, Subject, ask
from traceability.errors import Conflict, NotValid
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.revision import Revision
from traceability.store.masterdata import Last, owner_of
from traceability.store.store import Store


def ask_revision(store: Store, actor: Actor, act: str, revision: Revision) -> None:
    """May this actor record this revision?

    Raises:
        Conflict: it is not the next one; held, when it was made from one that is no longer the last.
        NotValid: it turns a thing into another, or belongs to what nobody knows.
        NotYours: it is not the actor's, or is to belong to a stranger's farm or cooperative.
    """
    last = store.masterdata.last(revision.key.uri)
    number = last.number + 1 if last else 1
    if revision.number != number:
        stale = revision.number < number
        raise Conflict(f"revision {number} of {revision.key.uri}", revision.number, held=stale)
    for owner in _owners(store, revision, last):
        ask(actor, act, owner)
    if last:
        _ask_kind(revision, last)
    elif store.batches.get(revision.key.uri):
        raise NotValid(f"the code of a {revision.kind}", revision.key.uri, "key")
    for other in _joined(store, revision, last):
        ask(actor, act, other)


def _owners(store: Store, revision: Revision, last: Last | None) -> Iterator[Subject]:
    """Whom it belongs to from now on, and whom it belonged to before."""
    owners = {owner_of(revision.value)} | ({owner_of(last.value)} if last else set())
    for owner in sorted(owners):
        if isinstance(revision.value, Party) and last is None:
            member_of = revision.value.member_of
            yield Subject(owner, member_of.uri if member_of else None)
            continue
        known = store.masterdata.last(owner)
        if known is None or not isinstance(known.value, Party):
            raise NotValid("a party that is known here", owner, "party")
        yield store.masterdata.subject(owner)


def _ask_kind(revision: Revision, last: Last) -> None:
    """What is a person's own stays so, and a thing stays what it is."""
    if revision.kind != last.kind:
        raise NotValid(f"the kind {last.kind} as before", revision.kind, "kind")
    before, value = last.value, revision.value
    if isinstance(before, Party | Place) and isinstance(value, Party | Place):
        _ask_personal(before, value)


def _ask_personal(before: Party | Place, value: Party | Place) -> None:
    if before.personal != value.personal:
        raise NotValid(f"the kind {before.kind} as before", value.kind, "kind")


def _joined(store: Store, revision: Revision, last: Last | None) -> Iterator[Subject]:
    """Whose farm a place, or which cooperative a party, is part of from now on and was not before."""
    value = revision.value
    name = {Place: "part_of", Party: "member_of"}.get(type(value), "")
    key = getattr(value, name, None)
    if key is None or (last and getattr(last.value, name, None) == key):
        return
    if isinstance(value, Party):
        yield store.masterdata.subject(key.uri)
        return
    farm = store.masterdata.last(key.uri)
    if farm is None or not isinstance(farm.value, Place):
        raise NotValid("a place that is known here", key.uri, name)
    yield store.masterdata.subject(farm.value.party.uri)
