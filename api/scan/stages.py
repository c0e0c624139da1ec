"""The journey of a batch as stages: when, what, where, how much, by which codes, and who says so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from api.scan.found import spoken
from api.scan.marks import mark
from api.scan.shown import PartyShown, PlaceShown, party, place
from traceability.events.amount import Amount, Portion
from traceability.events.event import Event
from traceability.identifiers.domain import Domain
from traceability.journey.dossier import Dossier, Told
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.vocabulary import BIZ_STEPS, OWN_STEPS, PIECE, step_name

MOST: Final = 40
"""Stages on one page; of a longer story the latest, the rest is in its data."""

RESULTS: Final = ("conformant", "non_conformant")
KNOWN_STEPS: Final = BIZ_STEPS | OWN_STEPS
BASE_UNITS: Final = {"mass": "KGM", "volume": "LTR", "area": "MTK", "count": PIECE}
"""What is measured, and the UN/ECE Rec 20 code of its base unit."""

_ROWS: Final = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class Plucked:
    """Rows `first` to `last` of a plot, and how many plants stand in them; 0 where nobody recorded it."""

    first: int
    last: int
    plants: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage (Decree 37/2026 point e): name, time, product trace code and location trace code.

    `inputs` were used and `outputs` made; `goods` were seen, handed on or sold as they were.
    """

    step: str
    time: datetime
    place: PlaceShown | None
    inputs: tuple[Amount, ...]
    outputs: tuple[Amount, ...]
    goods: tuple[Amount, ...]
    codes: tuple[str, ...]
    place_code: str
    mark: str
    disputed: bool
    by: PartyShown | None
    plucked: Plucked | None
    result: str


def stages(dossier: Dossier, domain: Domain) -> list[Stage]:
    """The stages of a story in the order of time, at most the last `MOST`."""
    return [_stage(told, dossier, domain) for told in dossier.story[-MOST:]]


def _stage(told: Told, dossier: Dossier, domain: Domain) -> Stage:
    event = told.event
    where, by = dossier.of(event.place), dossier.of(_speaker(told))
    step = step_name(event.step)
    seen = () if event.made else tuple(event.of("object"))
    who = party(by, dossier.known, dossier.consents, domain) if isinstance(by, Party) else None
    return Stage(
        step=step if step in KNOWN_STEPS else "unknown",
        time=event.time,
        place=place(where, domain) if isinstance(where, Place) else None,
        inputs=tuple(_sums(event.consumed)),
        outputs=tuple(_sums(event.made)),
        goods=tuple(_sums(seen)),
        codes=tuple(spoken(uri, domain) for uri in _named((*event.made, *seen), event.place)),
        place_code=spoken(event.place, domain) if event.place else "",
        mark=mark(told, dossier),
        disputed=bool(told.disputed),
        by=who,
        plucked=plucked(event, where) if isinstance(where, Place) else None,
        result=event.disposition if step == "inspecting" and event.disposition in RESULTS else "",
    )


def _named(portions: Iterable[Portion], place: str | None) -> Iterable[str]:
    """The codes of these portions, by URI; a plot's planting is named by its place."""
    return (portion.uri for portion in portions if portion.uri != place)


def _speaker(told: Told) -> str:
    """Whose word it is: a household's own, also where a helper entered it; else the sender's."""
    return told.subject if told.role in {"recorder", "helper"} else told.party


def plucked(event: Event, plot: Place) -> Plucked | None:
    """Which rows were plucked, and how many plants the plot's ranges have in them (rules-and-fields §4.1)."""
    text = str((event.body.get("ilmd") or {}).get("farm:rows", ""))
    match = _ROWS.fullmatch(text.partition("×")[0])
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return Plucked(first, last, sum(_within(plot, first, last)))


def _within(plot: Place, first: int, last: int) -> Iterable[int]:
    """How many plants of each of the plot's ranges stand in these rows."""
    for rows in plot.plants:
        shared = min(last, rows.last) - max(first, rows.first) + 1
        if shared > 0:
            gaps = [gap for gap in rows.gaps if first <= gap.row <= last]
            yield shared * rows.positions - sum(gap.last - gap.first + 1 for gap in gaps)


def _sums(portions: Iterable[Portion]) -> Iterable[Amount]:
    """What the portions come to, one amount for each thing that is measured."""
    known = [portion.amount for portion in portions if portion.amount is not None]
    if len(known) == 1:
        yield known[0]
        return
    for measure in dict.fromkeys(amount.measures for amount in known):
        total = sum((one.in_base for one in known if one.measures == measure), Decimal(0))
        yield Amount(total, BASE_UNITS[measure])
