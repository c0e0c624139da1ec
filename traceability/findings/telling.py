"""How the story was told: in its time (T1) and once (D3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from traceability.findings.finding import Effect, Finding
from traceability.findings.rules import found
from traceability.journey.dossier import Dossier, day_of

CLOCKS: Final = timedelta(minutes=5)
"""So far ahead a phone's clock may be."""

SOON: Final = 30
"""Days after which an entry is late."""


def times(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """T1: no event is in the future, and each was recorded soon after."""
    for told in dossier.story:
        event = told.event
        if event.time > now + CLOCKS:
            time = event.time.isoformat(timespec="seconds")
            yield found("T1", event.id, Effect.SHOWN, time=time)
        days = (told.recorded - event.time).days
        if days >= SOON and told.recorded - event.time > timedelta(days=SOON):
            done, recorded = day_of(event.time).isoformat(), day_of(told.recorded).isoformat()
            yield found("T1", event.id, done=done, recorded=recorded, days=str(days))


def twins(dossier: Dossier) -> Iterator[Finding]:
    """D3: events that say the very same under different ids; the later record is the finding's."""
    first: dict[str, str] = {}
    for told in sorted(dossier.story, key=lambda one: (one.recorded, one.record)):
        twin = first.setdefault(told.event.hash, told.event.id)
        if twin != told.event.id:
            yield found("D3", told.event.id, twin=twin)
