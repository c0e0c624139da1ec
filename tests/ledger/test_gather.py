"""What is gathered of a batch: no spray of the year before its harvests is passed over."""

from datetime import timedelta

import pytest

from tests.cast import MORNING, Cast
from tests.ledger.busy import declare
from traceability.errors import NotFound
from traceability.events import event, makers
from traceability.events.event import Event
from traceability.events.occasion import namespaces
from traceability.identifiers.uris import BatchKey
from traceability.ledger.gather import gather
from traceability.ledger.publication import findings_of
from traceability.store.store import Store


def spray(cast: Cast, days: int, interval: int = 7) -> Event:
    """So many days before the morning of the story."""
    details = {"inputName": "x", "preHarvestIntervalDays": interval}
    body = makers.spray(cast.at(hours=-24 * days), BatchKey(cast.plot.uri), details)
    cast.tell("spray", body)
    return event.make(body, namespaces(cast.domain))


def test_a_spray_is_not_hidden_behind_what_happened_later(cast: Cast, store: Store) -> None:
    sprayed = spray(cast, 2)
    leaf = cast.harvest()
    for hours in range(1, 40):
        at = cast.at(hours=hours)
        cast.tell("tend", makers.tend(at, BatchKey(cast.plot.uri), "weeding", {}))
        cast.tell("spray", makers.spray(at, BatchKey(cast.plot.uri), {"inputName": "y"}))
    dossier = gather(store, leaf.uri)
    assert [each.id for each in dossier.sprays[cast.plot.uri]] == [sprayed.id]
    found = findings_of(store, leaf.uri, MORNING + timedelta(days=3))
    assert [each.about for each in found if each.rule == "P1"] == [sprayed.id]


def test_a_year_of_sprays_is_gathered_the_earliest_first(cast: Cast, store: Store) -> None:
    spray(cast, 400)
    sprays = [spray(cast, 365), spray(cast, 1)]
    dossier = gather(store, cast.harvest().uri)
    assert [each.id for each in dossier.sprays[cast.plot.uri]] == [each.id for each in sprays]


def test_a_spray_that_did_not_occur_is_not_gathered(cast: Cast, store: Store) -> None:
    declare(cast, spray(cast, 2))
    assert gather(store, cast.harvest().uri).sprays == {cast.plot.uri: ()}


def test_nothing_is_gathered_of_what_nobody_recorded(cast: Cast, store: Store) -> None:
    uri = cast.new(BatchKey).uri
    with pytest.raises(NotFound) as no:
        gather(store, uri)
    assert str(no.value) == f"Expected a known batch, got '{uri}'."
