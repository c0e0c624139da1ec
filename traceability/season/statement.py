"""The statement of a season: how much a household plucked, and how much of what went to which buyer."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from traceability.batches.batch import product_of
from traceability.batches.tally import Tally
from traceability.events.amount import Amount
from traceability.events.event import Event
from traceability.vocabulary import step_name

NOBODY: Final = ""
"""The buyer of what was sold at the gate, and the product of a batch that names none."""

_WORDS: Final = ("given", "received", "taken", "returned")
_PLUCKED: Final = frozenset({"creating_class_instance", "plucking"})


class Lot(NamedTuple):
    """What went of one batch to one buyer: as the giver and as the receiver said, and what came back.

    `taken` is what the buyer put into something of his own: where leaf is brought to the factory's
    door, nobody may have told more than that.
    """

    batch: str
    product: str
    buyer: str
    given: Tally
    received: Tally
    taken: Tally
    returned: Tally

    @property
    def counted(self) -> Tally:
        """The receiver's word, since he weighed it last; else the giver's; else what was used."""
        said = (self.received, self.given, self.taken)
        weighed = next((each for each in said if each.known), None)
        return weighed or next((each for each in said if each), Tally())

    @property
    def net(self) -> Tally:
        """What the buyer kept."""
        return self.counted.minus(self.returned)


@dataclass(frozen=True, slots=True)
class Season:
    """Lots by batch and buyer, in the order of their keys; `plucked` are sums by product."""

    lots: tuple[Lot, ...]
    plucked: Mapping[str, Tally] = field(default_factory=dict)

    @property
    def whole(self) -> Tally:
        """All that went out and was kept."""
        return total(lot.net for lot in self.lots)

    @property
    def by_product(self) -> dict[str, Tally]:
        """The same by product, by URI."""
        return {key: total(found) for key, found in self._parts("product").items()}

    @property
    def by_buyer(self) -> dict[str, Tally]:
        """The same by buyer, by URI."""
        return {key: total(found) for key, found in self._parts("buyer").items()}

    @property
    def rows(self) -> dict[tuple[str, str], Tally]:
        """The same by product and buyer, in the order of their keys."""
        groups: dict[tuple[str, str], list[Tally]] = {}
        for lot in self.lots:
            groups.setdefault((lot.product, lot.buyer), []).append(lot.net)
        return {key: total(groups[key]) for key in sorted(groups)}

    def of(self, batch: str) -> tuple[Lot, ...]:
        """What went out of one batch."""
        return tuple(lot for lot in self.lots if lot.batch == batch)

    def _parts(self, name: str) -> dict[str, list[Tally]]:
        groups: dict[str, list[Tally]] = {}
        for lot in self.lots:
            groups.setdefault(getattr(lot, name), []).append(lot.net)
        return {key: groups[key] for key in sorted(groups)}


def statement(
    events: Iterable[Event],
    parties: frozenset[str],
    products: Mapping[str, str] | None = None,
    kept: Mapping[str, str] | None = None,
) -> Season:
    """The statement of whoever has these keys; the order of the events does not matter.

    Args:
        events: Of the season, those that declare others wrong among them; each counts once.
        parties: The household by URI, with the keys that were merged into it.
        products: Products of batches by URI, where their own code does not name them.
        kept: Of parties that were merged into another, that other, by URI.
    """
    every = {(event.id, event.error is not None): event for event in events}
    wrong = {event_id for event_id, is_wrong in every if is_wrong}
    stands = [event for (event_id, _), event in sorted(every.items()) if event_id not in wrong]
    known, same = dict(products or {}), kept or {}
    known |= dict(_named(stands))
    sums: dict[tuple[str, str], dict[str, Tally]] = {}
    plucked: dict[str, Tally] = {}
    ours = {each.uri for event in stands if event.party() in parties for each in event.made}
    for event in stands:
        for name, buyer, batch, amount in (*_moved(event, parties), *_taken(event, parties, ours)):
            lot = sums.setdefault((batch, same.get(buyer, buyer)), {})
            lot[name] = lot.get(name, Tally()).plus(amount)
        for batch, amount in _plucked(event, parties):
            product = _product(batch, known)
            plucked[product] = plucked.get(product, Tally()).plus(amount)
    lots = [
        Lot(batch, _product(batch, known), buyer, *(found.get(name, Tally()) for name in _WORDS))
        for (batch, buyer), found in sorted(sums.items())
    ]
    return Season(tuple(lots), {key: plucked[key] for key in sorted(plucked)})


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of sums, measure by measure."""
    known, unknown = dict[str, Decimal](), 0
    for tally in tallies:
        unknown += tally.unknown
        for name, number in tally.known.items():
            known[name] = known.get(name, Decimal(0)) + number
    return Tally(dict(sorted(known.items())), unknown)


def _moved(event: Event, parties: frozenset[str]) -> Iterator[tuple[str, str, str, Amount | None]]:
    """Each portion that left these parties or came back: how, the other party, the batch, how much."""
    way = _way(event)
    home, away = ("destination", "source") if way == "returned" else ("source", "destination")
    other = event.party(away)
    named = other is not None or event.action == "DELETE"
    if not way or event.party(home) not in parties or other in parties or not named:
        return
    for portion in event.of("object"):
        yield way, other or NOBODY, portion.uri, portion.amount


def _taken(
    event: Event, parties: frozenset[str], ours: Collection[str]
) -> Iterator[tuple[str, str, str, Amount | None]]:
    """Each portion of what these parties made that another put into something of his own."""
    other = event.party()
    if event.type != "TransformationEvent" or other is None or other in parties:
        return
    for portion in event.of("input"):
        if portion.uri in ours:
            yield "taken", other, portion.uri, portion.amount


def _way(event: Event) -> str:
    step = step_name(event.step)
    if step == "receiving":
        return "returned" if event.disposition == "returned" else "received"
    sold = step == "retail_selling" and event.action == "DELETE"
    return "given" if sold or step == "shipping" else ""


def _plucked(event: Event, parties: frozenset[str]) -> Iterator[tuple[str, Amount | None]]:
    if is_plucking(event) and event.party() in parties:
        for portion in event.made:
            yield portion.uri, portion.amount


def is_plucking(event: Event) -> bool:
    """Whether leaf came into being: an ObjectEvent that adds it."""
    return event.type == "ObjectEvent" and bool(event.made) and step_name(event.step) in _PLUCKED


def _named(events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    """Batches that the events themselves make of a named product."""
    for event in events:
        ilmd = event.body.get("ilmd") or {}
        for portion in event.made:
            if product := product_of(portion.uri, ilmd):
                yield portion.uri, product


def _product(batch: str, known: Mapping[str, str]) -> str:
    return known.get(batch) or product_of(batch, {}) or NOBODY
