"""The farm diary (nhật ký canh tác): a line for each thing done on a plot and each lot that went out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from traceability.events.amount import Portion
from traceability.events.makers import FIELD_STEPS
from traceability.events.occasion import PREFIX
from traceability.journey.dossier import Told
from traceability.season.statement import Lot, Season, is_plucking
from traceability.vocabulary import step_name

HARVEST: Final = "harvest"
HANDED: Final = "handed_over"
MADE: Final = "making"

SEEN: Final = "observing"
"""Something was noted; what it was stands in the record's private part."""

FIELD_WORK: Final = FIELD_STEPS | {"planting", "crop_protection", SEEN}
_LEFT: Final = frozenset({"shipping", "retail_selling"})
_BORN_AS: Final = ("product", "plucking", "rows", "flush", "cultivar", "plants", "source", "crop")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the diary, in the columns of a VietGAP book (rules-and-fields §2.2).

    `task` is the bare name of a step, or `HARVEST`, `HANDED`, `MADE`, `SEEN`; `said` are the event's own
    fields by their bare names (`dose`, `activeIngredient`); `goods` are the batches that came into
    being or went out, each with its weight; `sold` what went of them to whom, of a harvest.
    """

    told: Told
    task: str
    place: str | None
    said: Mapping[str, Any] = field(default_factory=dict)
    goods: tuple[Portion, ...] = ()
    sold: tuple[Lot, ...] = ()

    @property
    def time(self) -> datetime:
        """When it was done."""
        return self.told.event.time

    @property
    def buyer(self) -> str | None:
        """To whom goods went, of a line that is `HANDED`; None at the gate."""
        return self.told.event.party("destination") if self.task == HANDED else None


def lines(story: Iterable[Told], parties: frozenset[str], season: Season) -> Iterator[Line]:
    """The lines of whoever has these keys, in the order of time, then of ids.

    What went out of a harvest of the season stands in the harvest's own line; goods of another
    season, or made of leaf, have a line of their own.
    """
    told = sorted(story, key=lambda each: (each.event.time, each.event.id))
    plucked = {
        portion.uri for each in told if is_plucking(each.event) for portion in each.event.made
    }
    for each in told:
        line = _line(each, parties, season)
        if line is None or (line.task == HANDED and {good.uri for good in line.goods} <= plucked):
            continue
        yield line


def _line(told: Told, parties: frozenset[str], season: Season) -> Line | None:
    event, step = told.event, step_name(told.event.step)
    if event.party() not in parties:
        return None
    said = _said(event.body)
    if is_plucking(event):
        sold = tuple(lot for portion in event.made for lot in season.of(portion.uri))
        return Line(told, HARVEST, event.place, said, event.made, sold)
    if event.type == "TransformationEvent":
        return Line(told, MADE, event.place, said, event.made)
    if step in _LEFT and event.party("destination") not in parties:
        return Line(told, HANDED, event.place, said, tuple(event.of("object")))
    return Line(told, step, event.place, said) if step in FIELD_WORK else None


def _said(body: Mapping[str, Any]) -> dict[str, Any]:
    """The event's own fields, and those that goods were born with, by their bare names."""
    head = f"{PREFIX}:"
    own = {name.removeprefix(head): held for name, held in body.items() if name.startswith(head)}
    ilmd = body.get("ilmd") or {}
    born = {name: ilmd[head + name] for name in _BORN_AS if head + name in ilmd}
    return {name: held for name, held in (own | born).items() if isinstance(held, str | int)}
