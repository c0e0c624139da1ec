"""May this actor say this: every question that an entry raises, asked before it is recorded."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from traceability.access import Actor, Role, Subject, ask, ask_goods
from traceability.errors import Conflict, NotFound, NotValid, NotYours
from traceability.events.event import Event
from traceability.ledger.entry import Entry
from traceability.ledger.publication import ask_publication
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.revision import Revision
from traceability.statements import Statement
from traceability.store.batches import View
from traceability.store.masterdata import owner_of
from traceability.store.store import Store

_ON_A_PLOT: Final = frozenset({"event:plant", "event:tend", "event:spray", "event:harvest"})


def ask_entry(
    store: Store, actor: Actor, entry: Entry, batches: dict[str, View], now: datetime
) -> None:
    """May this actor record this entry? Returns, or refuses.

    Raises:
        NotYours: for one of the parties, places or batches it speaks of.
        NotValid: it is said for a party that nobody knows.
        NotFound: it confirms or disputes an event that nobody recorded.
        Conflict: a revision is not the next one, or a publication has blocking findings against it.
    """
    given = store.people.delegations(entry.subject) if actor.role is Role.HELPER else ()
    for subject in _subjects(store, entry):
        ask(actor, entry.act, subject, given, entry.entered)
    content = entry.content
    if isinstance(content, Revision):
        return
    for uri, view in batches.items():
        ask_goods(actor, entry.act, uri, _parties(store, view), Subject(entry.subject))
    if isinstance(content, Statement):
        _ask_statement(store, actor, content, now)


def _subjects(store: Store, entry: Entry) -> Iterator[Subject]:
    """The parties in whose name it speaks."""
    content = entry.content
    if isinstance(content, Revision):
        yield from _owners(store, content)
    elif isinstance(content, Statement) and content.kind in {"consent", "delegate"}:
        yield _known(store, content.about)
    elif isinstance(content, Statement) and content.kind in {"confirm", "dispute"}:
        told = store.records.get(content.about)
        if told is None or told.kind != "event":
            raise NotFound("event", content.about)
        yield store.masterdata.subject(told.subject)
    else:
        yield _known(store, entry.subject)
    if isinstance(content, Event) and entry.act in _ON_A_PLOT:
        last = store.masterdata.last(content.place or "")
        if last is not None and isinstance(last.value, Place):
            yield store.masterdata.subject(last.value.party.uri)


def _known(store: Store, uri: str) -> Subject:
    last = store.masterdata.last(uri)
    if last is None or not isinstance(last.value, Party):
        raise NotValid("a party that is known here", uri, "party")
    return store.masterdata.subject(uri)


def _owners(store: Store, revision: Revision) -> Iterator[Subject]:
    """Whom it belongs to from now on, and whom it belonged to before."""
    last = store.masterdata.last(revision.key.uri)
    number = last.number if last else 0
    if revision.number != number + 1:
        raise Conflict(f"revision {number + 1} of {revision.key.uri}", revision.number)
    owners = {owner_of(revision.value)} | ({owner_of(last.value)} if last else set())
    for owner in sorted(owners):
        if isinstance(revision.value, Party) and last is None:
            member_of = revision.value.member_of
            yield Subject(owner, member_of.uri if member_of else None)
        else:
            yield _known(store, owner)


def _parties(store: Store, view: View) -> list[Subject]:
    holder = view.batch.holder.value if view.batch.holder else None
    named = dict.fromkeys(uri for uri in (view.batch.owner, holder) if uri)
    return [store.masterdata.subject(uri) for uri in named]


def _ask_statement(store: Store, actor: Actor, said: Statement, now: datetime) -> None:
    if said.kind == "publish":
        ask_publication(store, said.about, now)
    if said.kind == "confirm":
        told = store.records.get(said.about)
        if told is not None and told.origin.party == actor.party:
            raise NotYours("a party other than the one that entered it", str(actor))
