"""From records to a batch: all at once, or one more record onto what stands."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from traceability.batches.batch import Batch, Origin
from traceability.batches.tally import Word
from traceability.events.amount import Amount, Portion
from traceability.events.bounds import is_day
from traceability.events.event import Event
from traceability.statements import Statement

Record = Event | Statement

_EXPIRES: Final = ("cbvmda:bestBeforeDate", "cbvmda:itemExpirationDate", "cbvmda:sellByDate")
_GOES_TO: Final = {"shipping": "sent", "receiving": "holder"}


def fold(uri: str, records: Iterable[Record]) -> Batch:
    """A batch from all records about it, in any order."""
    told = list(records)
    voided = {record.id for record in told if isinstance(record, Event) and record.error}
    batch = Batch(uri, voided=tuple(sorted(voided)))
    for record in told:
        batch = _count(batch) if _is_void(record, voided) else _add(batch, record)
    return batch


def grow(batch: Batch, record: Record) -> Batch | None:
    """One more record; None when all must be folded again, because an event is declared wrong."""
    if isinstance(record, Event) and (record.error or record.id in batch.voided):
        return None
    return _add(batch, record)


def _is_void(record: Record, voided: set[str]) -> bool:
    return isinstance(record, Event) and record.id in voided


def _count(batch: Batch) -> Batch:
    return replace(batch, records=batch.records + 1)


def _add(batch: Batch, record: Record) -> Batch:
    if isinstance(record, Statement):
        return _count(_tell(batch, record))
    changes: dict[str, Any] = _sums(batch, record) | _words(batch, record)
    made = [portion for portion in record.made if portion.uri == batch.uri]
    if made:
        changes |= _origin(batch, record)
    return replace(batch, records=batch.records + 1, **changes)


def _tell(batch: Batch, said: Statement) -> Batch:
    if said.kind not in {"publish", "withdraw"}:
        return batch
    value = "publish" if said.kind == "publish" else f"withdraw:{said.facts['reason']}"
    word = Word(said.time, said.id, value)
    return replace(batch, publication=word.or_later(batch.publication))


def _sums(batch: Batch, event: Event) -> dict[str, Any]:
    made = set(map(id, event.made))
    sums: dict[str, Any] = {}
    for portion in event.portions:
        if portion.uri != batch.uri:
            continue
        name = "made" if id(portion) in made else _sum_of(event, portion)
        if name:
            amount: Amount | None = portion.amount
            sums[name] = sums.get(name, getattr(batch, name)).plus(amount)
    return sums


def _sum_of(event: Event, portion: Portion) -> str | None:
    if portion.role == "input":
        return "used"
    if portion.role != "object":
        return None
    if event.action == "DELETE":
        return "sold" if event.step == "retail_selling" else "lost"
    if event.step == "receiving":
        return "returned" if event.disposition == "returned" else "received"
    return "shipped" if event.step == "shipping" else None


def _words(batch: Batch, event: Event) -> dict[str, Any]:
    def word(value: str) -> Word:
        return Word(event.time, event.id, value)

    words: dict[str, Any] = {
        "first": min(event.time, batch.first or event.time),
        "last": max(event.time, batch.last or event.time),
    }
    if event.disposition:
        words["disposition"] = word(event.disposition).or_later(batch.disposition)
    for value, name in (("recalled", "recalled"), ("non_sellable_other", "held")):
        for change, changed in (("set", event.set), ("unset", event.unset)):
            if value in changed:
                words[name] = word(change).or_later(words.get(name, getattr(batch, name)))
    receiver, goes = event.party("destination"), _GOES_TO.get(event.step)
    if goes and receiver:
        words[goes] = word(receiver).or_later(getattr(batch, goes))
    if event.step == "inspecting":
        words["inspection"] = word(event.disposition).or_later(batch.inspection)
    return words


def _origin(batch: Batch, event: Event) -> dict[str, Any]:
    ilmd = event.body.get("ilmd") or {}
    origin = Origin(event.time, event.id, event.step, event.place, event.party(), ilmd)
    days = [day for day in (_day(ilmd.get(name)) for name in _EXPIRES) if day]
    if batch.best_before:
        days.append(batch.best_before)
    return {
        "origin": origin.or_earlier(batch.origin),
        "best_before": min(days, default=None),
    }


def _day(text: object) -> date | None:
    """A day as partners write it; what is recorded is folded, so that an unreadable one says nothing."""
    try:
        day = datetime.fromisoformat(str(text)).date()
    except ValueError:
        return None
    return day if is_day(day) else None
