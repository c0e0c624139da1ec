"""May this actor tell this event: for that owner, of that product, over that word, against that record."""

from typing import Final

from traceability.access import MARKS, Actor, Role, is_anywhere, within
from traceability.batches.batch import product_of
from traceability.batches.tally import Word
from traceability.errors import NotValid, NotYours
from traceability.events.event import Event
from traceability.ledger.entry import MEDIA, Entry, keys
from traceability.masterdata.party import Party
from traceability.masterdata.product import Product
from traceability.store.records import Record
from traceability.store.store import Store
from traceability.store.told import told
from traceability.vocabulary import step_name

WORDS: Final = frozenset({"recalled", "non_sellable_other"})
"""Persistent dispositions of a recall and of a hold."""

_PUBLIC_HAND: Final = frozenset({Role.OPERATOR, Role.AUTHORITY})


def ask_event(store: Store, actor: Actor, entry: Entry, event: Event) -> None:
    """May this actor tell an event that declares nothing wrong?

    Raises:
        NotYours: it speaks for a party, of a product or against a word that is not the actor's.
        NotValid: what is made has no owner, or a batch is marked by another act.
    """
    if is_anywhere(actor):
        return
    if is_marked(event) and entry.act not in MARKS:
        raise NotValid("one of " + ", ".join(sorted(MARKS)), entry.act, "act")
    _ask_owner(store, actor, entry, event)
    _ask_products(store, actor, entry, event)
    for value in sorted(WORDS & {*event.unset}):
        for uri in event.keys:
            _ask_lifting(store, actor, uri, value)


def is_marked(event: Event) -> bool:
    """Whether a recall or a hold is set or taken away."""
    return not WORDS.isdisjoint((*event.set, *event.unset))


def declared(store: Store, actor: Actor, entry: Entry, event: Event) -> bool:
    """Whether the event that is declared wrong is on record, and its teller may take it back.

    Raises:
        NotYours: it was told for another party, or an authority said it.
        NotValid: it is no event, or the declaration is of another type or names other things.
    """
    first = store.records.get(event.id) if event.error else None
    if first is None:
        return False
    said = told(first)
    if not isinstance(said, Event) or said.error:
        raise NotValid("the id of a recorded event", event.id, "event")
    if entry.subject != first.subject:
        raise NotYours(f"somebody who speaks for {first.subject}", str(actor))
    named = {key for key in first.keys if not key.startswith(MEDIA)}
    if event.type != said.type or {*keys(event)} != named:
        raise NotValid("the event as it was told", event.id, "event")
    if is_marked(said):
        _ask_public_hand(actor, first)
    return True


def _ask_owner(store: Store, actor: Actor, entry: Entry, event: Event) -> None:
    """It is told for the party whose goods they are: whoever gives them away or takes them in."""
    incoming = step_name(event.step) == "receiving"
    owner = event.party("destination" if incoming else "source")
    if owner is None:
        if event.made:
            raise NotValid("an owning party of what is made", "none", "sourceList")
        return
    last = store.masterdata.last(owner)
    if last is None or not isinstance(last.value, Party) or owner == entry.subject:
        return
    if not within(actor, store.masterdata.subject(owner)):
        raise NotYours(f"the party itself or its cooperative for {owner}", str(actor))


def _ask_products(store: Store, actor: Actor, entry: Entry, event: Event) -> None:
    """What is made is of a product of one's own, or of one's cooperative."""
    ilmd = event.body.get("ilmd") or {}
    named = dict.fromkeys(product_of(portion.uri, ilmd) for portion in event.made)
    for uri in named:
        last = store.masterdata.last(uri) if uri else None
        if last is None or not isinstance(last.value, Product):
            continue
        subject, owner = store.masterdata.subject(entry.subject), last.value.party.uri
        own = owner in subject.houses
        if not own and not within(actor, store.masterdata.subject(owner)):
            raise NotYours(f"a product of your own in place of {uri}", str(actor))


def _ask_lifting(store: Store, actor: Actor, uri: str, value: str) -> None:
    """What an authority or the operator said last of a batch, they alone take back."""
    records = list(store.records.about(uri, "event"))
    wrong = {record.what.declares for record in records if record.what}
    last: Word | None = None
    said: Record | None = None
    for record in records:
        if record.origin.role not in _PUBLIC_HAND or record.id in wrong:
            continue
        word = _word(record, value)
        if word and word.or_later(last) is word:
            last, said = word, record
    if last and said and last.value == "set":
        _ask_public_hand(actor, said)


def _word(record: Record, value: str) -> Word | None:
    event = told(record)
    if not isinstance(event, Event) or event.error or value not in {*event.set, *event.unset}:
        return None
    return Word(event.time, event.id, "set" if value in event.set else "unset")


def _ask_public_hand(actor: Actor, said: Record) -> None:
    if said.origin.role in _PUBLIC_HAND and actor.role not in _PUBLIC_HAND:
        raise NotYours(f"an authority or the operator to take back {said.id}", str(actor))
