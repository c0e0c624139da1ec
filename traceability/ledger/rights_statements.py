"""May this actor state this: in that name, about a batch that is there, of a record that waits."""

from collections.abc import Mapping
from datetime import datetime

from traceability.access import Actor, ask, is_anywhere, within
from traceability.errors import Conflict, NotFound, NotYours
from traceability.ledger.merging import MERGE, ask_merge
from traceability.ledger.publication import ask_publication
from traceability.ledger.rights_goods import OF_A_BATCH
from traceability.statements import Statement
from traceability.store.batches import View
from traceability.store.held import HeldRecord
from traceability.store.store import Store


def ask_statement(
    store: Store, actor: Actor, said: Statement, batches: Mapping[str, View], now: datetime
) -> None:
    """May this actor state this now? Of whose batch it is, `rights_goods` asks.

    Raises:
        NotYours: it is said in another's name, confirms one's own record or settles another's.
        NotFound: the batch or the held record is not there.
        Conflict: blocking findings stand against it, or the held record was settled before.
    """
    if not is_anywhere(actor) and not within(actor, store.masterdata.subject(said.said_by)):
        raise NotYours(f"the party itself or its cooperative for {said.said_by}", str(actor))
    if said.kind in OF_A_BATCH and said.about not in batches:
        raise NotFound("batch", said.about)
    if said.kind == "publish":
        ask_publication(store, said.about, now)
    elif said.kind in {"confirm", "dispute"}:
        _ask_own_word(store, actor, said)
    elif said.kind == MERGE:
        ask_merge(store, actor, said)
    elif said.kind in {"adopt", "reject"}:
        _ask_desk(store, actor, said)


def _ask_own_word(store: Store, actor: Actor, said: Statement) -> None:
    """Nobody's word is another's; but a paper that was signed may be recorded with its number."""
    if said.kind == "confirm":
        ask_other(store, actor, said.about)
    own = actor.party in {said.said_by, *store.masterdata.subject(said.said_by).same}
    if not own and not (said.kind == "confirm" and said.facts.get("evidence")):
        expected = f"the word of {said.said_by} itself, or the number of the paper that it signed"
        raise NotYours(expected, str(actor), held=True)


def ask_other(store: Store, actor: Actor, event_id: str) -> None:
    """Nobody confirms what she entered herself, under whichever of her keys.

    Raises:
        NotYours: she entered it.
    """
    told = store.records.get(event_id)
    same = store.masterdata.subject(actor.party).same
    if told is not None and told.origin.party in {actor.party, *same}:
        raise NotYours("a party other than the one that entered it", str(actor))


def ask_waiting(store: Store, held_id: str) -> HeldRecord:
    """What waits under that id.

    Raises:
        NotFound: nothing was held under it.
        Conflict: it was settled before.
    """
    return _waits(_held(store, held_id))


def _ask_desk(store: Store, actor: Actor, said: Statement) -> None:
    held = _held(store, said.about)
    ask(actor, f"statement:{said.kind}", store.masterdata.subject(held.desk))
    _waits(held)


def _held(store: Store, held_id: str) -> HeldRecord:
    held = store.held.get(held_id)
    if held is None:
        raise NotFound("held record", held_id)
    return held


def _waits(held: HeldRecord) -> HeldRecord:
    if held.settled:
        raise Conflict(f"a held record that waits in place of {held.id}", held.settled)
    return held
