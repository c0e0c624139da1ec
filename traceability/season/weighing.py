"""What a collecting point took in: one line a lot, as it was weighed there, else as its giver said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from traceability.batches.batch import product_of
from traceability.batches.tally import Tally
from traceability.events.amount import Amount
from traceability.events.event import Event
from traceability.season.statement import NOBODY
from traceability.vocabulary import step_name


@dataclass(frozen=True, slots=True)
class Weighed:
    """One lot on the scales: who brought it, how much it was, of which product, in which event."""

    time: datetime
    event: str
    batch: str
    giver: str
    amount: Amount | None
    product: str


def taken_in(
    events: Iterable[Event], buyers: frozenset[str], products: Mapping[str, str]
) -> tuple[Weighed, ...]:
    """The lots that came to these parties, in the order of time; the order of the events does not matter.

    A lot that was received counts as it was received, however its giver told it.
    """
    every = {(event.id, event.error is not None): event for event in events}
    wrong = {event_id for event_id, is_wrong in every if is_wrong}
    stands = [event for (event_id, _), event in every.items() if event_id not in wrong]
    came = [
        each
        for event in stands
        if _is(event, "receiving")
        for each in _lots(event, buyers, products)
    ]
    there = {(each.batch, each.giver) for each in came}
    sent = [
        each
        for event in stands
        if _is(event, "shipping")
        for each in _lots(event, buyers, products)
    ]
    found = came + [each for each in sent if (each.batch, each.giver) not in there]
    return tuple(sorted(found, key=lambda each: (each.time, each.event, each.batch)))


def sums(lots: Iterable[Weighed]) -> dict[tuple[str, str], Tally]:
    """How much each giver brought of each product."""
    found: dict[tuple[str, str], Tally] = {}
    for lot in lots:
        key = lot.giver, lot.product
        found[key] = found.get(key, Tally()).plus(lot.amount)
    return found


def _is(event: Event, step: str) -> bool:
    return step_name(event.step) == step and event.disposition != "returned"


def _lots(event: Event, buyers: frozenset[str], products: Mapping[str, str]) -> Iterable[Weighed]:
    giver = event.party()
    if event.party("destination") not in buyers or giver is None or giver in buyers:
        return
    for portion in event.of("object"):
        uri = portion.uri
        product = products.get(uri) or product_of(uri, {}) or NOBODY
        yield Weighed(event.time, event.id, uri, giver, portion.amount, product)
