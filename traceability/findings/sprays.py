"""Crop protection before a harvest: intervals, what is permitted, and the dose (P1 to P4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from traceability.events.dose import SIGNS, dose_of
from traceability.events.event import Event
from traceability.findings.field import LOOKED_BACK
from traceability.findings.finding import Effect, Finding, plain
from traceability.findings.rules import found
from traceability.journey.dossier import Dossier, Loaded, day_of
from traceability.masterdata.inputs import InputRow
from traceability.masterdata.place import Place

LABEL, LIST = "label", "list"
"""Where an interval is from."""

_LONGEST: Final = Decimal(LOOKED_BACK)


@dataclass(frozen=True, slots=True)
class _Spraying:
    """A spray on a plot with its crop, and the list that the plot's party goes by."""

    spray: Event
    crop: str
    loaded: Loaded | None

    @property
    def rows(self) -> tuple[InputRow, ...]:
        """The rows of the sprayed product; those for the crop and the day, where there are any."""
        if self.loaded is None:
            return ()
        named = (_text(self.spray, name) for name in ("input", "inputName", "registration"))
        return self.loaded.value.find(*named)

    @property
    def fitting(self) -> tuple[InputRow, ...]:
        """The rows that permit it for the crop on that day."""
        day = day_of(self.spray.time)
        return tuple(row for row in self.rows if row.is_for(self.crop) and row.is_valid(day))


@dataclass(frozen=True, slots=True)
class _Case(_Spraying):
    """A spray, and a harvest after it on the same plot."""

    harvest: Event

    @property
    def days(self) -> int:
        """How long the harvest came after the spray."""
        return (day_of(self.harvest.time) - day_of(self.spray.time)).days


def intervals(dossier: Dossier) -> Iterator[Finding]:
    """P1: from each spray on its plot to a harvest, the days that its label or the list asks, the longer."""
    for case in _cases(dossier):
        asked, source = _asked(case)
        if asked is not None and case.days < asked:
            numbers = {"harvest": case.harvest.id, "days": str(case.days), "interval": plain(asked)}
            yield found("P1", case.spray.id, **numbers, interval_from=source)
        elif asked is None and case.days <= LOOKED_BACK:
            yield found("P1", case.spray.id, Effect.CANNOT_BE_JUDGED, missing="interval")


def permitted(dossier: Dossier) -> Iterator[Finding]:
    """P2: whether the list permits each product for the crop on that day."""
    for case in _near(dossier):
        about, cannot = case.spray.id, Effect.CANNOT_BE_JUDGED
        if case.loaded is None:
            yield found("P2", about, cannot, missing="list")
        elif not case.rows:
            yield found("P2", about, Effect.NOTED, why="unlisted", version=case.loaded.version)
        elif not case.crop:
            yield found("P2", about, cannot, missing="crop")
        elif not case.fitting:
            right = any(row.is_for(case.crop) for row in case.rows)
            row, why = case.rows[0].row, "not_that_day" if right else "not_for_crop"
            yield found("P2", about, why=why, row=row, version=case.loaded.version)


def limits(dossier: Dossier) -> Iterator[Finding]:
    """P3: what cannot be judged of a substance, since no list of a market's limits is loaded."""
    for case in _near(dossier):
        yield found("P3", case.spray.id, missing="list")


def doses(dossier: Dossier) -> Iterator[Finding]:
    """P4: whether each dose is within the range that the list gives for the crop."""
    for case in _near(dossier):
        ranges = [row.dose for row in case.fitting or case.rows if row.dose]
        if not ranges:
            continue
        dose, about = dose_of(case.spray.body), case.spray.id
        if dose is None:
            yield found("P4", about, Effect.CANNOT_BE_JUDGED, missing="dose")
            continue
        held = [each.holds(dose) for each in ranges]
        if any(held):
            continue
        why = "dose_unit" if held == [None] * len(held) else "dose_range"
        least, most = min(each.least for each in ranges), max(each.most for each in ranges)
        unit = f"{SIGNS[ranges[0].unit]}/{SIGNS[ranges[0].per]}"
        numbers = {"least": plain(least), "most": plain(most), "unit": unit}
        yield found("P4", about, why=why, dose=dose.text, **numbers)


def interval_of(spray: Event, crop: str = "", loaded: Loaded | None = None) -> Decimal | None:
    """The days for which a spray closes its plot: of label and list the longer; None where unknown."""
    return _asked(_Spraying(spray, crop, loaded))[0]


def _cases(dossier: Dossier) -> Iterator[_Case]:
    """Each spray with each harvest that came after it on the same plot."""
    for told in dossier.harvests:
        where = told.event.place or ""
        plot = dossier.of(where)
        crop = plot.crop if isinstance(plot, Place) else ""
        for spray in dossier.sprays.get(where, ()):
            if spray.time <= told.event.time:
                yield _Case(spray, crop, dossier.inputs.get(where), told.event)


def _near(dossier: Dossier) -> Iterator[_Case]:
    return (case for case in _cases(dossier) if case.days <= LOOKED_BACK)


def _asked(case: _Spraying) -> tuple[Decimal | None, str]:
    """The longest interval that is known, and where it is from; the label's where both are as long."""
    typed = _typed(case.spray)
    source = LIST if _text(case.spray, "intervalFrom") == LIST else LABEL
    listed = [
        row.interval_days for row in case.fitting or case.rows if row.interval_days is not None
    ]
    longest = Decimal(max(listed)) if listed else None
    if longest is not None and (typed is None or longest > typed):
        return longest, LIST
    return typed, source


def _typed(spray: Event) -> Decimal | None:
    """The days that were typed, a year at most; None where that is no number."""
    try:
        days = Decimal(str(spray.body.get("farm:preHarvestIntervalDays")))
    except InvalidOperation:
        return None
    return min(days, _LONGEST) if days.is_finite() and days >= 0 else None


def _text(spray: Event, name: str) -> str:
    return str(spray.body.get(f"farm:{name}", ""))
