"""May this actor revise this: the next revision, of the same kind, within what is the actor's own."""

from collections.abc import Iterable, Iterator

from traceability.access import Actor, Subject, ask
from traceability.errors import Conflict, NotValid
from traceability.masterdata.party import Membership, Party
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
    value, before = revision.value, last.value if last else None
    if isinstance(value, Party):
        for uri in _cooperatives(value, before if isinstance(before, Party) else None):
            yield store.masterdata.subject(uri)
        return
    key = value.part_of if isinstance(value, Place) else None
    if key is None or (isinstance(before, Place) and before.part_of == key):
        return
    farm = store.masterdata.last(key.uri)
    if farm is None or not isinstance(farm.value, Place):
        raise NotValid("a place that is known here", key.uri, "part_of")
    yield store.masterdata.subject(farm.value.party.uri)


def _cooperatives(value: Party, before: Party | None) -> list[str]:
    """The cooperatives that a party is a member of from now on, or for longer than was said before."""
    known = before.memberships if before else ()
    more = {each.cooperative.uri for each in value.memberships if not _is_known(each, known)}
    main = value.member_of
    if main and (before is None or before.member_of != main):
        more.add(main.uri)
    return sorted(more)


def _is_known(this: Membership, known: Iterable[Membership]) -> bool:
    """Whether it was said before, as it is or with a later end."""
    return any(
        (this.cooperative, this.since) == (each.cooperative, each.since)
        and (this == each or (this.until and (each.until is None or this.until <= each.until)))
        for each in known
    )
