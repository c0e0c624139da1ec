"""Does the story hold together: one step back (S1), one maker (C1), order (S2), recalled sources (R)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from traceability.batches.batch import Origin
from traceability.events.event import Event
from traceability.findings.finding import Effect, Finding
from traceability.findings.rules import found
from traceability.findings.weights import kinds
from traceability.journey import walk
from traceability.journey.dossier import Dossier, day_of
from traceability.masterdata.place import Place
from traceability.vocabulary import MADE_TEAS

_SINGLE: Final = re.compile(r"/21/|/t/[^/]+/")
"""One pack by serial: its making is its batch's, which a walk by URI does not find."""


@dataclass(frozen=True, slots=True)
class Generation:
    """An event as a walk sees it."""

    id: str
    time: datetime
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def one_step_back(dossier: Dossier) -> Iterator[Finding]:
    """S1: everything made names what went in, and the making of that is recorded."""
    if dossier.batch.origin is None:
        yield found("S1", dossier.batch.uri, missing="making")
    for told in dossier.lineage:
        event = told.event
        if not event.consumed and not _is_start(dossier, event):
            yield found("S1", event.id, missing="inputs")
        for uri in _inputs(event):
            if _making(dossier, uri) is None:
                effect = Effect.CANNOT_BE_JUDGED if _SINGLE.search(uri) else None
                yield found("S1", event.id, effect, missing="making", input=uri)


def claimed_twice(dossier: Dossier) -> Iterator[Finding]:
    """C1: of the batch and each that went into it, those that two parties say they made.

    A cooperative and its members make things together: they are one maker.
    """
    makers: dict[str, set[str]] = {}
    for told in dossier.lineage:
        for made in told.event.made:
            house = dossier.house(told.event.party() or told.subject)
            makers.setdefault(made.uri, set()).add(house)
    for uri, houses in makers.items():
        if len(houses) > 1 and dossier.batch_of(uri) is not None:
            yield found("C1", uri, makers=str(len(houses)))


def circles(dossier: Dossier) -> Iterator[Finding]:
    """S2: no batch goes into itself, however far round."""
    steps = [
        Generation(
            id=told.record,
            time=told.event.time,
            inputs=_inputs(told.event),
            outputs=tuple(portion.uri for portion in told.event.made),
        )
        for told in dossier.lineage
    ]
    for uri in walk.circles(steps):
        yield found("S2", uri, circle=uri)


def order(dossier: Dossier) -> Iterator[Finding]:
    """S2: nothing is used before it was made."""
    for told in dossier.lineage:
        for uri in _inputs(told.event):
            made = _making(dossier, uri)
            if made is not None and made.time > told.event.time:
                days = {"made": _text(made.time), "used": _text(told.event.time)}
                yield found("S2", told.event.id, input=uri, **days)


def planted(dossier: Dossier) -> Iterator[Finding]:
    """S2: no harvest before the year its plot was planted."""
    for told in dossier.harvests:
        plot = dossier.of(told.event.place)
        year = plot.year_planted if isinstance(plot, Place) else None
        day = day_of(told.event.time)
        if year is not None and day.year < year:
            numbers = {"planted": str(year), "harvested": day.isoformat()}
            yield found("S2", told.event.id, Effect.NOTED, **numbers)


def recalled_sources(dossier: Dossier) -> Iterator[Finding]:
    """R: nothing that went in is recalled while the batch is not (DESIGN §1.9)."""
    if dossier.batch.is_recalled:
        return
    for uri, source in dossier.sources.items():
        if source.is_recalled:
            yield found("R", uri, source=uri)


def _is_start(dossier: Dossier, event: Event) -> bool:
    """A harvest; made tea is not plucked."""
    return dossier.is_harvest(event) and not kinds(dossier, event, event.made) & MADE_TEAS


def _inputs(event: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys(portion.uri for portion in event.consumed))


def _making(dossier: Dossier, uri: str) -> Origin | None:
    batch = dossier.batch_of(uri)
    return batch.origin if batch else None


def _text(time: datetime) -> str:
    return time.isoformat(timespec="seconds")
