"""Whoever scanned a household's card holds all of it: nobody confirms on the phone that entered (D1)."""

from typing import Final

import simplejson

from api.house import house
from traceability.access import Role
from traceability.errors import NotYours
from traceability.ledger.entry import Content
from traceability.statements import Statement
from traceability.store.records import Record

_OF_A_PHONE: Final = "phone/1:"


def ask_another_phone(said: Content, device: str | None) -> None:
    """Let a confirmation through that was not made on the phone on which a helper entered the event.

    Args:
        said: What is to be recorded.
        device: The phone whose key signed the request; None where it has none.

    Raises:
        NotYours: it was.
    """
    if device is None or not isinstance(said, Statement) or said.kind != "confirm":
        return
    told = house().store.records.get(said.about)
    if told and told.origin.role == Role.HELPER and _made_on(told) == device:
        raise NotYours("a confirmation from another phone than the one it was entered on", device)


def _made_on(record: Record) -> str | None:
    """The phone that made a record; None of what no phone made."""
    if not record.form.startswith(_OF_A_PHONE):
        return None
    made: str = simplejson.loads(record.said)["device"]
    return made
