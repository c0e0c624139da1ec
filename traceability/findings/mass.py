"""Does the weight add up: M1, M2, M4 and M6, by event and by batch."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from traceability.batches.batch import Batch
from traceability.batches.fold import fold
from traceability.events.event import Event
from traceability.findings.finding import Effect, Finding, plain
from traceability.findings.rules import found
from traceability.findings.weights import kinds, weigh
from traceability.journey.dossier import Dossier
from traceability.vocabulary import FRESH_LEAF, MADE_TEAS, step_name

SCALES: Final = Decimal("1.005")
"""So much more than went in may be the scales' doing (M1)."""

FILLING: Final = Decimal("1.01")
"""So much more than went in may be the filling's doing (M4)."""

IMPOSSIBLE: Final = Decimal("3.6")
USUAL: Final = (Decimal("4.0"), Decimal("6.5"))
"""Fresh to made: below the first no tea can be made; within the two nothing is asked (M2)."""

WET: Final = frozenset({"withering", "fixing", "rolling", "fermenting"})
"""Steps whose output is not dry yet, so that its weight says nothing of the ratio."""


def balances(dossier: Dossier) -> Iterator[Finding]:
    """M1 and M4: of each transformation, what came out against what went in."""
    for event in _transformations(dossier):
        rule = "M4" if _counts(event) else "M1"
        into = weigh(dossier, event, event.consumed)
        out = weigh(dossier, event, event.made)
        if into.unknown:
            yield _cannot(rule, event.id, "input")
        elif out.of("mass") > into.of("mass"):
            yield from _over(rule, event.id, out.of("mass"), into.of("mass"))
        elif out.unknown:
            yield _cannot(rule, event.id, "output")


def remainders(dossier: Dossier) -> Iterator[Finding]:
    """M1: of the batch and each that went into it, what was given away against what was made."""
    for batch in (dossier.batch, *dossier.sources.values()):
        if batch.origin is not None:
            yield from _remainder(dossier, batch)


def returns(dossier: Dossier) -> Iterator[Finding]:
    """M6: of the batch and each that went into it, what came back against what was sold or sent."""
    for batch in (dossier.batch, *dossier.sources.values()):
        if batch.origin is not None:
            yield from _returned(dossier, batch)


def ratios(dossier: Dossier) -> Iterator[Finding]:
    """M2: of each making of tea from fresh leaf, fresh to made."""
    for event in _transformations(dossier):
        into = kinds(dossier, event, event.consumed)
        out = kinds(dossier, event, event.made)
        if into != {FRESH_LEAF} or step_name(event.step) in WET:
            continue
        if None in out:
            yield _cannot("M2", event.id, "product")
        elif out <= MADE_TEAS:
            yield from _ratio(dossier, event)


def _transformations(dossier: Dossier) -> Iterator[Event]:
    """Those that name what went in; where nothing did, S1 says so."""
    events = (told.event for told in dossier.lineage)
    return (event for event in events if event.type == "TransformationEvent" and event.consumed)


def _counts(event: Event) -> bool:
    amounts = (portion.amount for portion in event.made)
    return any(amount is not None and amount.measures == "count" for amount in amounts)


def _cannot(rule: str, about: str, missing: str, /, **numbers: str) -> Finding:
    return found(rule, about, Effect.CANNOT_BE_JUDGED, missing=missing, **numbers)


def _over(rule: str, about: str, out: Decimal, into: Decimal) -> Iterator[Finding]:
    numbers = {"in_kg": plain(into), "out_kg": plain(out), "over_kg": plain(out - into)}
    if out > into * (FILLING if rule == "M4" else SCALES):
        yield found(rule, about, **numbers)
    elif rule == "M1":
        yield found(rule, about, Effect.NOTED, **numbers)


def _remainder(dossier: Dossier, batch: Batch) -> Iterator[Finding]:
    spent = (batch.used, batch.sold, batch.lost)
    measures = sorted({measure for tally in spent for measure in tally.known})
    for measure in measures:
        there = batch.made.of(measure) + _came_back(dossier, batch, measure).counted
        over = sum(tally.of(measure) for tally in spent) - there
        if batch.made.unknown or measure not in batch.made.known:
            yield _cannot("M1", batch.uri, "made", measure=measure)
        elif over > 0:
            effect = Effect.BLOCKS if there + over > there * SCALES else Effect.NOTED
            numbers = {"made": plain(there), "over": plain(over), "measure": measure}
            yield found("M1", batch.uri, effect, **numbers)
    if any(tally.unknown for tally in spent):
        yield _cannot("M1", batch.uri, "used")


def _returned(dossier: Dossier, batch: Batch) -> Iterator[Finding]:
    for measure in sorted(batch.returned.known):
        over = _came_back(dossier, batch, measure).over
        if over > 0 and (batch.sold.unknown or batch.shipped.unknown):
            yield _cannot("M6", batch.uri, "gone", measure=measure)
        elif over > 0:
            yield found("M6", batch.uri, over=plain(over), measure=measure)


class _Back(NamedTuple):
    """What came back: how much counts as there again, and how much was neither sold nor sent before."""

    counted: Decimal
    over: Decimal


def _came_back(dossier: Dossier, batch: Batch, measure: str) -> _Back:
    """Of the batch itself in the order of time; of what went into it, the sums are known only."""
    counted = sold = sent = came = over = Decimal(0)
    if measure not in batch.returned.known:
        return _Back(counted, over)
    events = [told.event for told in dossier.own] if batch is dossier.batch else []
    events.sort(key=lambda event: (event.time, event.disposition == "returned"))
    for one in [fold(batch.uri, [event]) for event in events] or [batch]:
        sold, sent = sold + one.sold.of(measure), sent + one.shipped.of(measure)
        came += one.returned.of(measure)
        counted = min(counted + one.returned.of(measure), sold)
        over = max(over, came - sold - sent)
    return _Back(counted, over)


def _ratio(dossier: Dossier, event: Event) -> Iterator[Finding]:
    fresh = weigh(dossier, event, event.consumed)
    made = weigh(dossier, event, event.made)
    if fresh.unknown or made.unknown or not made.of("mass"):
        return  # M1 says which weight is missing
    ratio = fresh.of("mass") / made.of("mass")
    low, high = USUAL
    if low <= ratio <= high:
        return
    numbers = {"ratio": plain(round(ratio, 2)), "usual_from": plain(low), "usual_to": plain(high)}
    if ratio < IMPOSSIBLE:
        yield found("M2", event.id, Effect.BLOCKS, **numbers)
    else:
        reason = "given" if event.body.get("farm:reason") else "asked"
        yield found("M2", event.id, **numbers, reason=reason)
