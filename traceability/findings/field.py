"""What happened on the plot: an absurd yield (E1) and crop protection before a harvest (P1 to P3)."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from traceability.events.event import Event
from traceability.findings.finding import Effect, Finding, plain
from traceability.findings.rules import found
from traceability.findings.weights import weigh
from traceability.journey.dossier import Dossier, day_of
from traceability.masterdata.place import Place

MOST_PER_HECTARE: Final = Decimal(4000)
"""Kilograms of fresh leaf that one plucking of a hectare gives at most."""

HECTARE: Final = Decimal(10_000)
LOOKED_BACK: Final = 365
"""Days before a harvest in which sprays are asked about."""

_LONGEST: Final = Decimal(LOOKED_BACK)


def yields(dossier: Dossier) -> Iterator[Finding]:
    """E1: what one harvest took from a plot, by its area."""
    for told in dossier.harvests:
        event = told.event
        plot = dossier.of(event.place)
        area = plot.area if isinstance(plot, Place) else None
        mass = weigh(dossier, event, event.made)
        missing = "area" if area is None else "weight" if mass.unknown else ""
        if missing:
            yield found("E1", event.id, Effect.CANNOT_BE_JUDGED, missing=missing)
        elif area and mass.of("mass") * HECTARE > MOST_PER_HECTARE * area:
            kg = mass.of("mass")
            per_hectare = plain(round(kg * HECTARE / area, 1))
            yield found("E1", event.id, kg=plain(kg), area_m2=plain(area), kg_per_ha=per_hectare)


def intervals(dossier: Dossier) -> Iterator[Finding]:
    """P1: from each spray on its plot to a harvest, the days that its label asks."""
    for spray, harvest in _pairs(dossier):
        asked = interval_of(spray)
        days = _days(spray, harvest)
        if asked is not None and days < asked:
            numbers = {"harvest": harvest.id, "days": str(days), "interval": plain(asked)}
            yield found("P1", spray.id, **numbers, interval_from="label")
        elif asked is None and days <= LOOKED_BACK:
            yield found("P1", spray.id, Effect.CANNOT_BE_JUDGED, missing="interval")


def unlisted(dossier: Dossier) -> Iterator[Finding]:
    """P2 and P3: what cannot be judged of a spray while no sourced list is loaded."""
    for spray, harvest in _pairs(dossier):
        if _days(spray, harvest) <= LOOKED_BACK:
            yield found("P2", spray.id, missing="list")
            yield found("P3", spray.id, missing="list")


def _pairs(dossier: Dossier) -> Iterator[tuple[Event, Event]]:
    """Each spray with each harvest that came after it on the same plot."""
    for told in dossier.harvests:
        for spray in dossier.sprays.get(told.event.place or "", ()):
            if spray.time <= told.event.time:
                yield spray, told.event


def _days(spray: Event, harvest: Event) -> int:
    return (day_of(harvest.time) - day_of(spray.time)).days


def interval_of(spray: Event) -> Decimal | None:
    """The days that were typed from the label, a year at most; None where that is no number."""
    try:
        days = Decimal(str(spray.body.get("farm:preHarvestIntervalDays")))
    except InvalidOperation:
        return None
    return min(days, _LONGEST) if days.is_finite() and days >= 0 else None
