"""What was recorded lately in their names, who confirmed or disputed it, and what is held."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from api.farm.asking import Asking
from api.house import house
from schemas.forms import FORMS, name_of, version
from traceability.events.event import Event
from traceability.ledger.entry import MEDIA
from traceability.statements import Statement
from traceability.store.entries import Entered
from traceability.store.held import HeldRecord
from traceability.store.records import Record
from traceability.store.told import is_on_paper, told

Shown = dict[str, Any]
Voices = dict[str, dict[str, list[str]]]
"""By event: who confirmed it, who of them on paper at the desk, and who disputed it."""

LATELY: Final = timedelta(days=60)
MOST: Final = 200

_WORDS: Final = {"confirm": "confirmed", "dispute": "disputed"}
_HOW: Final = {"adopt": "adopted", "reject": "rejected", "recorded": "adopted"}


def recent(asking: Asking) -> list[Shown]:
    """Events of the last 60 days in their names, the latest first; what was declared wrong is left out."""
    since = asking.now - LATELY
    found = house().store.entries.of(sorted(asking.parties), limit=MOST)
    lately = [each for each in found if each.record.at >= since and not _is_void(each)]
    voices = _voices(each.record.id for each in lately)
    return [_recent(each.record, voices.get(each.record.id, {})) for each in lately]


def held(asking: Asking) -> list[Shown]:
    """What was held in those days of what they sent, or of what was sent for them."""
    found = house().store.held.of(sorted(asking.parties), asking.now - LATELY, MOST)
    return [_held(each) for each in found]


def _is_void(entered: Entered) -> bool:
    what = entered.record.what
    return entered.void or (what is not None and what.declares is not None)


def _voices(ids: Iterable[str]) -> Voices:
    voices: Voices = {}
    for record in house().store.records.speaking_of(ids):
        said = told(record)
        if isinstance(said, Statement) and said.kind in _WORDS:
            none: dict[str, list[str]] = {"confirmed": [], "disputed": [], "on_paper": []}
            about = voices.setdefault(said.about, none)
            about[_WORDS[said.kind]].append(said.said_by)
            about["on_paper"] += [said.said_by] if is_on_paper(record, said) else []
    return voices


def _recent(record: Record, voices: dict[str, list[str]]) -> Shown:
    event = told(record)
    amount = _amount(event) if isinstance(event, Event) else None
    name = name_of(record.form)
    shown: Shown = {
        "id": record.id,
        "form": version(name) if name in FORMS else record.form,
        "time": record.what.time if record.what else record.at,
        "party": record.subject,
        "about": [key for key in record.keys if not key.startswith(MEDIA)],
        "role": record.origin.role,
        "by_party": record.origin.party,
        "entered_for": record.origin.party != record.subject,
        "confirmed": voices.get("confirmed", []),
        "disputed": voices.get("disputed", []),
        "on_paper": voices.get("on_paper", []),
    }
    return shown | ({"amount": amount} if amount else {})


def _amount(event: Event) -> Shown | None:
    """What came into being, or else what it was about: one amount of one unit, or none."""
    known = [each.amount for each in event.made or event.portions]
    units = {amount.unit for amount in known if amount}
    if None in known or len(units) != 1:
        return None
    total = sum((amount.value for amount in known if amount), Decimal(0))
    return {"value": f"{total:f}", "unit": units.pop()}


def _held(held: HeldRecord) -> Shown:
    shown = {"id": held.record.sent_as or held.id, "reason": held.reason}
    return shown | ({"settled": _HOW[held.settled]} if held.settled else {})
