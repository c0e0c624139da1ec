"""Events as the desk shows them: what was done, where, how much, who entered it and what was said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import simplejson

from api.console.scope import names
from api.house import house
from api.rest.scope import segment
from api.scan.stages import KNOWN_STEPS
from schemas.statements import PAPER
from traceability.events.amount import Amount, Portion
from traceability.events.event import Event
from traceability.statements import Statement
from traceability.store.entries import Entered, Voice
from traceability.store.told import is_on_paper, told
from traceability.vocabulary import step_name


class Spoken(NamedTuple):
    """What somebody said, whether another recorded it from a signed paper, and her words."""

    said: Statement
    on_paper: bool
    note: str


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said of an event: confirmed or disputed, with the reason or the paper's number."""

    kind: str
    by: str
    time: datetime
    reason: str
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One event at the desk; `by` is who entered it, `subject` in whose name, by their names there."""

    id: str
    step: str
    time: datetime
    at: datetime
    place: str
    place_code: str
    subject: str
    subject_code: str
    by: str
    by_code: str
    role: str
    how: str
    amounts: tuple[Amount, ...]
    batches: tuple[str, ...]
    note: str
    voice: Voice | None
    void: bool
    words: tuple[Word, ...]

    @property
    def waits(self) -> bool:
        """Whether a helper entered it and nobody has said a word of it."""
        return self.role == "helper" and self.voice is None and not self.void


def shown(found: Sequence[Entered]) -> list[Shown]:
    """Entries as they are shown; who and where are read in one question, what was said in another."""
    said = _said(entered.record.id for entered in found)
    events = {entered.record.id: told(entered.record) for entered in found}
    uris: list[str] = []
    for entered in found:
        event = events[entered.record.id]
        place = event.place if isinstance(event, Event) else None
        uris += [entered.record.subject, entered.record.origin.party, place or ""]
    uris += [each.said.said_by for words in said.values() for each in words]
    called = names([uri for uri in uris if uri])
    return [
        _shown(entered, event, called, said.get(entered.record.id, []))
        for entered in found
        if isinstance(event := events[entered.record.id], Event)
    ]


def at_place(uri: str) -> list[Shown]:
    """What happened at a place, the last first."""
    return shown(house().store.entries.at(uri))


def _shown(entered: Entered, event: Event, called: dict[str, str], said: list[Spoken]) -> Shown:
    record = entered.record
    step = step_name(event.step)
    goods = event.made or tuple(event.of("object"))
    return Shown(
        id=record.id,
        step=step if step in KNOWN_STEPS else "unknown",
        time=event.time,
        at=record.at,
        place=called.get(event.place or "", ""),
        place_code=segment(event.place) if event.place else "",
        subject=called[record.subject],
        subject_code=segment(record.subject),
        by=called[record.origin.party],
        by_code=segment(record.origin.party),
        role=record.origin.role,
        how=record.origin.how,
        amounts=tuple(_amounts(goods)),
        batches=tuple(segment(each.uri) for each in goods if each.uri != event.place),
        note=str(simplejson.loads(record.private).get("note", "")),
        voice=entered.voice,
        void=entered.void,
        words=tuple(_word(each, called) for each in said),
    )


def _amounts(goods: Iterable[Portion]) -> Iterable[Amount]:
    return (portion.amount for portion in goods if portion.amount is not None)


def _word(spoken: Spoken, called: dict[str, str]) -> Word:
    said = spoken.said
    number = said.facts.get("reason") or said.facts.get("evidence") or ""
    words = [str(number) if number != PAPER else "", spoken.note]
    reason = "; ".join(filter(None, words))
    return Word(said.kind, called.get(said.said_by, ""), said.time, reason, spoken.on_paper)


def _said(ids: Iterable[str]) -> dict[str, list[Spoken]]:
    """What was said of these events, as it came."""
    said: dict[str, list[Spoken]] = {}
    for record in house().store.records.speaking_of(ids):
        statement = told(record)
        if isinstance(statement, Statement) and statement.kind in {"confirm", "dispute"}:
            note = str(simplejson.loads(record.private).get("note", ""))
            spoken = Spoken(statement, is_on_paper(record, statement), note)
            said.setdefault(statement.about, []).append(spoken)
    return said
