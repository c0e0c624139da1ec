"""What one harvest took from a plot, by its area: an absurd yield (E1)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from traceability.findings.finding import Effect, Finding, plain
from traceability.findings.rules import found
from traceability.findings.weights import weigh
from traceability.journey.dossier import Dossier
from traceability.masterdata.place import Place

MOST_PER_HECTARE: Final = Decimal(4000)
"""Kilograms of fresh leaf that one plucking of a hectare gives at most."""

HECTARE: Final = Decimal(10_000)
LOOKED_BACK: Final = 365
"""Days before a harvest in which sprays are asked about."""


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
