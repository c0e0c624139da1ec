"""Gather all that is known of one batch, in a handful of questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from traceability.batches.batch import Batch
from traceability.batches.fold import fold
from traceability.errors import NotFound
from traceability.events.event import Event
from traceability.findings.field import LOOKED_BACK
from traceability.journey import walk
from traceability.journey.dossier import Dossier, Loaded, Told
from traceability.masterdata.inputs import InputList
from traceability.masterdata.place import Place
from traceability.statements import Statement
from traceability.store.batches import product_of
from traceability.store.masterdata import Last
from traceability.store.records import CARRIED, Record
from traceability.store.store import Store
from traceability.store.told import folds, is_on_paper, told
from traceability.vocabulary import step_name

_SPRAYING: Final = "crop_protection"
_NOTING: Final = "observing"
"""Notes are for those who make the goods: no finding asks about them and no buyer's page shows them."""

_YEAR: Final = timedelta(days=LOOKED_BACK + 1)
"""Before the first harvest, counted in days of the calendar."""

_MOST_EVENTS: Final = 2000
"""Events a dossier reads whole; of a longer story the latest."""


class Voiced(NamedTuple):
    """A statement about an event, and whether another recorded it from a signed paper."""

    said: Statement
    on_paper: bool


def gather(store: Store, uri: str) -> Dossier:
    """Read all that is known of a batch.

    Raises:
        NotFound: nothing was ever recorded about it.
    """
    batch = store.batches.get(uri)
    if batch is None:
        raise NotFound("batch", uri)
    steps = walk.back(store.records.back, uri)
    ids = [step.id for step in steps][-_MOST_EVENTS:]
    records = {record.id: record for record in store.records.some(ids)}
    records |= {record.id: record for record in store.records.about(uri, "event")}
    said = said_of(store, records)
    everything = told_with(records.values(), said)
    story = sorted(
        (one for one in everything if step_name(one.event.step) != _NOTING),
        key=lambda one: (one.event.time, one.record),
    )
    sources = store.batches.some(walk.sources(steps, uri))
    product = product_of(batch)
    known = store.masterdata.some(_named(story, batch, product, sources.values()))
    known |= store.masterdata.some(_behind(known))
    dossier = Dossier(
        batch=batch,
        product=product,
        story=tuple(story),
        sources=sources,
        known={key: last.value for key, last in known.items()},
        certificates=tuple(store.masterdata.covering(known)),
        consents={key: last.consents for key, last in known.items() if last.consents},
    )
    found = _sprays(store, dossier.harvests)
    plots = (dossier.of(uri) for uri, those in found.items() if those)
    sprayed = [plot for plot in plots if isinstance(plot, Place)]
    return replace(dossier, sprays=found, inputs=inputs(store, sprayed))


def fresh(store: Store, uri: str) -> Batch:
    """A batch folded from its records, whatever its view says."""
    told_ = (told(record) for record in store.records.about(uri, "event", "statement"))
    return fold(uri, (said for said in told_ if folds(uri, said)))


def sprays(
    store: Store, plots: Sequence[str], since: datetime, until: datetime
) -> dict[str, tuple[Event, ...]]:
    """The crop protection events of that time that stand, by plot, the earliest first.

    What was told of a plot's other keys is told of it as well.
    """
    named = {plot: (plot, *store.masterdata.same(plot)) for plot in plots}
    places = dict.fromkeys(place for keys in named.values() for place in keys)
    records = list(store.records.at_places(places, _SPRAYING, since, until))
    wrong = {record.what.declares for record in records if record.what}
    told_ = (told(record) for record in records if record.id not in wrong)
    found = [spray for spray in told_ if isinstance(spray, Event) and not spray.error]
    found.sort(key=lambda spray: (spray.time, spray.id))
    return {
        plot: tuple(spray for spray in found if spray.place in keys) for plot, keys in named.items()
    }


def _sprays(store: Store, harvests: Sequence[Told]) -> dict[str, tuple[Event, ...]]:
    times = [one.event.time for one in harvests]
    plots = sorted({one.event.place for one in harvests if one.event.place})
    return sprays(store, plots, min(times) - _YEAR, max(times)) if plots else {}


def inputs(store: Store, plots: Iterable[Place]) -> dict[str, Loaded]:
    """The list of products that the party of each plot goes by, by plot; those without one left out."""
    parties = {plot.key.uri: plot.party.uri for plot in plots}
    lists = input_lists(store, parties.values())
    return {plot: lists[party] for plot, party in parties.items() if party in lists}


def input_lists(store: Store, parties: Iterable[str]) -> dict[str, Loaded]:
    """The list of products that each of these parties goes by, by party; those without one left out."""
    subjects = map(store.masterdata.subject, dict.fromkeys(parties))
    found = store.masterdata.inputs_for(subjects)
    return {
        party: Loaded(last.value, str(last.number), last.at)
        for party, last in found.items()
        if isinstance(last.value, InputList)
    }


def inputs_of(store: Store, party: str) -> Loaded | None:
    """The list of products that a party goes by."""
    return input_lists(store, [party]).get(party)


def said_of(store: Store, records: Iterable[str]) -> dict[str, list[Voiced]]:
    """What was stated about each of these events, by its id."""
    said: dict[str, list[Voiced]] = {}
    for record in store.records.speaking_of(records):
        statement = told(record)
        if isinstance(statement, Statement):
            voiced = Voiced(statement, is_on_paper(record, statement))
            said.setdefault(statement.about, []).append(voiced)
    return said


def told_with(records: Iterable[Record], said: Mapping[str, list[Voiced]]) -> Iterable[Told]:
    """The events of these records that were not declared wrong, each with what was stated about it."""
    declared = {record.what.declares for record in records if record.what}
    for record in records:
        event = told(record)
        if not isinstance(event, Event) or event.error or record.id in declared:
            continue
        about = said.get(record.id, ())
        yield Told(
            event=event,
            record=record.id,
            recorded=record.at,
            role=record.origin.role,
            party=record.origin.party,
            subject=record.subject,
            index=record.index,
            confirmed=tuple(one.said.said_by for one in about if one.said.kind == "confirm"),
            disputed=tuple(one.said.said_by for one in about if one.said.kind == "dispute"),
            on_paper=_only_on_paper(about),
            carried=record.origin.how == CARRIED,
        )


def _only_on_paper(about: Iterable[Voiced]) -> tuple[str, ...]:
    """Who confirmed by a signed paper and never herself."""
    papers, own = dict[str, None](), set[str]()
    for each in about:
        if each.on_paper:
            papers[each.said.said_by] = None
        elif each.said.kind == "confirm":
            own.add(each.said.said_by)
    return tuple(uri for uri in papers if uri not in own)


def _named(
    story: Iterable[Told], batch: Batch, product: str | None, sources: Iterable[Batch]
) -> list[str]:
    uris = [product, batch.owner, batch.holder.value if batch.holder else None]
    uris += [product_of(source) for source in sources]
    for one in story:
        event = one.event
        uris += [event.place, event.party(), event.party("destination"), one.party, one.subject]
        uris += one.confirmed
    return [uri for uri in dict.fromkeys(uris) if uri]


def _behind(known: Mapping[str, Last]) -> list[str]:
    """The cooperatives of households and the farms of plots that are not known yet."""
    behind = (
        getattr(last.value, name, None)
        for last in known.values()
        for name in ("member_of", "party", "part_of")
    )
    return [key.uri for key in behind if key is not None and key.uri not in known]
