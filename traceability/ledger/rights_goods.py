"""May this actor speak of these batches: whose they are, by who made them and whom they were sent to."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from traceability.access import Actor, Role, Subject, Whose, ask_goods
from traceability.batches.batch import Batch
from traceability.errors import NotValid, NotYours
from traceability.events.event import Event
from traceability.identifiers.digital_link import CANONICAL_STEM
from traceability.ledger.entry import Content, Entry
from traceability.masterdata.place import Place
from traceability.statements import Statement
from traceability.store.batches import View
from traceability.store.store import Store
from traceability.store.told import is_planting, plot_of

OF_A_BATCH: Final = frozenset({"publish", "withdraw", "activate-labels"})
"""Kinds of statements that are about a batch."""

_FIELD: Final = frozenset({"event:plant", "event:tend", "event:spray", "event:note"})
_PACK: Final = re.compile(r"(.+/01/\d{14}/10/[^/]+)/21/[^/]+|(.+/t/[0-9A-Z]{13})/[^/]+")


def spoken_of(content: Content) -> tuple[str, ...]:
    """The batches, packs and units whose makers are asked, by URI, and the batches of the packs."""
    named: tuple[str, ...] = ()
    if isinstance(content, Event):
        named = content.keys
    elif isinstance(content, Statement) and content.kind in OF_A_BATCH:
        named = (content.about,)
    own = (_batch_of(uri) for uri in named)
    return tuple(dict.fromkeys([*named, *(uri for uri in own if uri)]))


def ask_batches(store: Store, actor: Actor, entry: Entry, batches: Mapping[str, View]) -> None:
    """May this actor say this of every batch it names?

    Raises:
        NotYours: one of them is a stranger's.
        NotValid: the code of one of them is a place's or another thing's.
    """
    content = entry.content
    if not isinstance(content, Event):
        for uri in spoken_of(content)[:1]:
            ask_goods(actor, entry.act, _whose(store, uri, batches), Subject(entry.subject))
        return
    goods = [uri for uri in content.keys if not _is_its_plot(store, entry.act, content, uri)]
    _ask_codes(store, [uri for uri in goods if uri not in batches and uri not in entry.minted])
    made = {portion.uri for portion in content.made}
    for uri in goods:
        whose = _whose(store, uri, batches, made=uri in made)
        _ask_carrier(actor, entry.act, content, whose)
        ask_goods(actor, entry.act, whose, Subject(entry.subject))


def _is_its_plot(store: Store, act: str, event: Event, uri: str) -> bool:
    """Whether a key names the planting of the plot where it happened or a plant of it, and no batch.

    Raises:
        NotValid: something else happened than work in the field.
    """
    plot = plot_of(uri)
    last = store.masterdata.last(plot) if plot == event.place else None
    if last is None:
        return False
    if not (isinstance(last.value, Place) and act in _FIELD and is_planting(uri, event)):
        raise _no_batch(uri)
    return True


def _ask_codes(store: Store, unknown: list[str]) -> None:
    """A code names one thing: what is a place or a party is never a batch."""
    own = [uri for uri in unknown if not uri.startswith(CANONICAL_STEM)]
    for uri in store.masterdata.some(own) if own else ():
        raise _no_batch(uri)


def _no_batch(uri: str) -> NotValid:
    return NotValid("the code of a batch", uri, "batch")


def _whose(store: Store, uri: str, batches: Mapping[str, View], *, made: bool = False) -> Whose:
    """Whose a batch is; a pack belongs to whoever made its batch."""
    named = dict.fromkeys((_batch_of(uri) or uri, uri))
    known = [batches[each].batch for each in named if each in batches]
    owner = next((batch.owner for batch in known if batch.owner), None)
    subject = store.masterdata.subject
    owned = subject(owner) if owner else None
    holders = dict.fromkeys(party for batch in known for party in _holders(store, batch, owned))
    return Whose(uri, owned, tuple(map(subject, holders)), made)


def _holders(store: Store, batch: Batch, owner: Subject | None) -> Iterator[str]:
    """Whom the batch was sent to, and who received it of the owner's own cooperative or household.

    Anybody may record that goods came in; it takes the sender's word to hold them.
    """
    if batch.sent:
        yield batch.sent.value
    if batch.holder and owner:
        held = store.masterdata.subject(batch.holder.value)
        if owner.party in held.houses or held.party in owner.houses:
            yield held.party


def _ask_carrier(actor: Actor, act: str, event: Event, whose: Whose) -> None:
    """A carrier brings goods to whom they were sent, and sends them to nobody else."""
    if actor.role is not Role.CARRIER or act != "event:ship" or whose.owner is None:
        return
    receiver = event.party("destination")
    if receiver and receiver not in {each.party for each in (whose.owner, *whose.holders)}:
        raise NotYours(f"somebody who may send {whose.batch}", str(actor), held=True)


def _batch_of(uri: str) -> str | None:
    """The batch that a pack belongs to, by URI; None of what is no pack of a batch."""
    pack = _PACK.fullmatch(uri)
    return (pack[1] or pack[2]) if pack else None
