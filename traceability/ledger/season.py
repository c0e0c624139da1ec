"""Read a household's season: what it told, what it handed over, and the names of all of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from traceability.errors import NotValid
from traceability.events.event import Event, from_bytes
from traceability.journey.dossier import Told
from traceability.ledger.gather import said_of, told_with
from traceability.season.diary import Line, lines
from traceability.season.statement import Season, statement
from traceability.season.weighing import Weighed, taken_in
from traceability.store.masterdata import Last
from traceability.store.records import Record
from traceability.store.store import Store
from traceability.store.told import told

MOST: Final = 20_000
"""Events of one household in one season; nobody does so much, and memory has an end."""


@dataclass(frozen=True, slots=True)
class Year:
    """A season read: `parties` the household's keys, `known` what its lines name, by URI.

    `private` is what was kept for its own eyes, by the id of the record.
    """

    parties: frozenset[str]
    story: tuple[Told, ...]
    season: Season
    known: Mapping[str, Last]
    private: Mapping[str, Mapping[str, Any]]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The diary's lines, in the order of time."""
        return tuple(lines(self.story, self.parties, self.season))


def read_year(store: Store, party: str, since: datetime, until: datetime) -> Year:
    """Read the season of a party from an instant to before another, under all keys that it has.

    Raises:
        NotValid: it is longer than `MOST` events.
    """
    parties = frozenset({party, *store.masterdata.same(party)})
    records = _few(store.records.during(parties, since, until))
    made = [uri for record in records if record.what for uri in record.what.outputs]
    there = {record.id for record in records}
    later = _few(store.records.during(made, since, until)) if made else []
    records += [record for record in later if record.id not in there]
    said = said_of(store, [record.id for record in records])
    story = tuple(told_with(records, said))
    ends = {each.event.party(end) for each in story for end in ("source", "destination")}
    kept = {uri: store.masterdata.kept(uri) for uri in ends if uri}
    season = statement(_events(records), parties, _products(store, story), kept)
    named = _named(story, season)
    private = {record.id: from_bytes(record.private) for record in records}
    return Year(parties, story, season, store.masterdata.some(named), private)


def _few(records: Iterable[Record]) -> list[Record]:
    found = list(islice(records, MOST + 1))
    if len(found) > MOST:
        raise NotValid(f"a season of at most {MOST} events", "more", "from")
    return found


def _events(records: Iterable[Record]) -> Iterable[Event]:
    return (said for said in map(told, records) if isinstance(said, Event))


def _products(store: Store, story: Iterable[Told]) -> dict[str, str]:
    """The products of batches that were made before the season."""
    batches = dict.fromkeys(portion.uri for each in story for portion in each.event.of("object"))
    found = store.batches.some(batches)
    return {uri: batch.product for uri, batch in found.items() if batch.product}


def _named(story: Iterable[Told], season: Season) -> list[str]:
    uris: list[str | None] = [*season.plucked]
    uris += [uri for lot in season.lots for uri in (lot.product, lot.buyer)]
    for each in story:
        event = each.event
        uris += [event.place, event.party(), event.party("destination"), each.party, each.subject]
        uris += [*each.confirmed, *each.disputed]
    return [uri for uri in dict.fromkeys(uris) if uri]


def read_weighing(
    store: Store, buyer: str, since: datetime, until: datetime
) -> tuple[Weighed, ...]:
    """What a party took in from an instant to before another; raises as `read_year` does."""
    records = _few(store.records.during([buyer], since, until))
    events = list(_events(records))
    batches = dict.fromkeys(portion.uri for event in events for portion in event.of("object"))
    found = store.batches.some(batches)
    products = {uri: batch.product for uri, batch in found.items() if batch.product}
    return taken_in(events, frozenset({buyer}), products)
