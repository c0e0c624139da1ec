"""The list of crop-protection products, loaded as the next revision of its party's one list."""

import uuid
from hashlib import sha256
from typing import Final

from traceability.access import Actor
from traceability.ledger.entry import Entry
from traceability.ledger.ledger import Ledger, Taken
from traceability.masterdata.inputs import InputList
from traceability.masterdata.revision import Revision

FORM: Final = "inputs/1"
ACT: Final = "revise:inputs"
_IDS: Final = uuid.UUID("2b9f2c53-8f0e-5a51-9f5c-0d6f7c1a4e90")
"""The namespace of the ids of lists; ours, drawn once."""


def load(ledger: Ledger, actor: Actor, value: InputList, said: bytes) -> Taken:
    """Record a list as its party's next version; the same file again gets the first receipt.

    Args:
        ledger: The one door in.
        actor: Who loads it.
        value: What the file says.
        said: The file's bytes.

    Raises:
        NotYours: it is for a party that is not the actor's.
        Conflict: another was loaded in the same moment.
    """
    last = ledger.store.masterdata.last(value.key.uri)
    number = last.number if last else 0
    if ledger.store.records.get(_id(value, number, said)) is None:
        number += 1
    entry = Entry(
        id=_id(value, number, said),
        act=ACT,
        content=Revision(number, value),
        subject=value.party.uri,
        said=said,
        form=FORM,
        entered=ledger.clock(),
    )
    return ledger.take(actor, entry)


def _id(value: InputList, number: int, said: bytes) -> str:
    """The id of a version: of the same file in the same place it is the same."""
    return uuid.uuid5(_IDS, f"{value.key.uri}\n{number}\n{sha256(said).hexdigest()}").urn
