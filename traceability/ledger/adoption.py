"""What is held, adopted by the desk: recorded as its first teller's words, because the desk says so."""

from dataclasses import dataclass, replace
from datetime import datetime

import simplejson

from traceability.access import Actor, Role
from traceability.errors import Conflict
from traceability.ledger import views
from traceability.ledger.entry import Content, Entry, parts, revises
from traceability.ledger.rights import ask_entry
from traceability.ledger.rights_goods import spoken_of
from traceability.ledger.rights_statements import ask_other, ask_waiting
from traceability.masterdata.revision import Revision
from traceability.statements import Statement
from traceability.store.batches import Grown
from traceability.store.held import HeldRecord
from traceability.store.records import Record
from traceability.store.store import Store
from traceability.store.told import content as said_in


@dataclass(frozen=True, slots=True)
class Adopted:
    """A record that was held, as it is recorded now; what it says, and the views it will touch."""

    record: Record
    content: Content
    grown: tuple[Grown, ...]


def adopt(store: Store, actor: Actor, said: Statement, now: datetime) -> Adopted | None:
    """What is to be recorded when the desk says this of a held record; None where nothing is.

    The desk must have the right to say it itself, and nobody's confirmation of her own entry is
    adopted. A revision becomes the next one, whatever it was made from. Nothing is left to be
    recorded where another sender had the right meanwhile.

    Raises:
        Refusal: as `rights.ask_entry`, asked of the desk.
        Conflict: it was settled before, or its id is taken by other bytes.
    """
    held = ask_waiting(store, said.about)
    if said.kind != "adopt":
        return None
    first = store.records.get(held.id)
    if first is not None:
        if first.said_sha256 != held.said_sha256:
            raise Conflict(f"the bytes first sent as {held.id}", held.said_sha256)
        return None
    entry = _entry(store, held)
    batches = store.batches.views(spoken_of(entry.content))
    ask_entry(store, actor, entry, batches, now)
    if isinstance(entry.content, Statement) and entry.content.kind == "confirm":
        first_teller = replace(actor, role=Role(held.origin.role), party=held.origin.party)
        ask_other(store, first_teller, entry.content.about)
    record = replace(held.record, at=now)
    if isinstance(entry.content, Revision):
        record = replace(record, public=parts(entry)[0], revises=revises(entry.content))
    grown = views.prepare(record.id, entry.content, batches, now)
    return Adopted(record, entry.content, grown)


def _entry(store: Store, held: HeldRecord) -> Entry:
    record = held.record
    content = said_in(record)
    private = simplejson.loads(record.private, use_decimal=True)
    if isinstance(content, Revision):
        last = store.masterdata.last(content.key.uri)
        content = Revision(last.number + 1 if last else 1, content.value)
        private.pop("value", None)
    return Entry(
        id=record.id,
        act=held.act,
        content=content,
        subject=record.subject,
        said=record.said,
        form=record.form,
        entered=held.entered,
        private=private,
    )
