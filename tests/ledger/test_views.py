"""What no view could hold is refused before it is stored, so that nothing is stuck behind it."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.cast import Cast, kg
from traceability.batches.batch import Batch
from traceability.errors import NotValid
from traceability.events import event, makers
from traceability.events.event import Event
from traceability.events.occasion import Goods, namespaces
from traceability.identifiers.uris import BatchKey, ListingKey
from traceability.ledger import views
from traceability.ledger.entry import Entry
from traceability.masterdata.listing import Listing
from traceability.masterdata.revision import Revision
from traceability.masterdata.texts import Texts
from traceability.statements import Statement
from traceability.store.store import Store
from traceability.work import sequencer

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BITS = "Expected what the database can hold, got 'MongoDB can only handle up to 8-byte ints'."


def harvest(cast: Cast, **ilmd: Any) -> Event:
    """A harvest whose details were changed behind the checks of events."""
    body = makers.harvest(cast.at(), Goods(cast.new(BatchKey), kg("1")), None, {})
    told = event.make(body, namespaces(cast.domain))
    return replace(told, body={**told.body, "ilmd": ilmd})


def delegation(cast: Cast, **facts: Any) -> Statement:
    party = cast.household.uri
    facts = {"to": party, "scope": ["event:harvest"], "evidence": "x"} | facts
    return Statement(f"urn:uuid:{uuid.uuid4()}", "delegate", party, NOW, party, facts)


def record(cast: Cast, told: Event) -> None:
    now, subject = datetime.now(UTC), cast.household.uri
    entry = Entry(told.id, "event:harvest", told, subject, b"{}", "test/1", now)
    cast.ledger.record(cast.officer, entry)


@pytest.mark.parametrize(
    ("ilmd", "got"),
    [
        ({"farm:flush": 10**30}, "MongoDB can only handle up to 8-byte ints"),
        ({"farm:\0": "1"}, "Invalid document: Key names must not contain the NULL byte"),
    ],
)
def test_an_event_whose_view_could_not_be_stored_is_not_stored(
    cast: Cast, store: Store, ilmd: dict[str, Any], got: str
) -> None:
    before = store.records.count()
    with pytest.raises(NotValid) as no:
        record(cast, harvest(cast, **ilmd))
    assert str(no.value) == f"Expected what the database can hold, got '{got}'."
    assert store.records.count() == before
    while sequencer.turn(store, NOW):
        pass
    assert store.aside.count() == 0


def test_master_data_that_could_not_be_shown_is_refused(cast: Cast) -> None:
    texts = Texts.of({"vi": "Chè xanh"})
    listing = Listing(cast.new(ListingKey), cast.tea, cast.cooperative, "SKU1", texts)
    object.__setattr__(listing, "google_category", 10**30)
    with pytest.raises(NotValid) as no:
        views.prepare("urn:uuid:1", Revision(1, listing), {}, NOW)
    assert str(no.value) == BITS


@pytest.mark.parametrize("starts", ["soon", None, "9999-12-31T20:00:00-12:00"])
def test_a_delegation_that_could_not_be_kept_is_refused(cast: Cast, starts: object) -> None:
    said = delegation(cast, **{"from": starts, "until": "9999-12-31T21:00:00-12:00"})
    with pytest.raises(NotValid) as no:
        views.prepare(said.id, said, {}, NOW)
    assert str(no.value).startswith("Expected what every view can hold, got ")


def test_a_consent_is_a_list_of_words(cast: Cast) -> None:
    party = cast.household.uri
    said = Statement("urn:uuid:1", "consent", party, NOW, party, {"shows": ["\ud800"]})
    with pytest.raises(NotValid) as no:
        views.prepare(said.id, said, {}, NOW)
    assert str(no.value).startswith("Expected what the database can hold, got ")


def test_what_is_prepared_is_what_is_shown(cast: Cast, store: Store) -> None:
    told = harvest(cast)
    (grown,) = views.prepare(told.id, told, {}, NOW)
    views.refresh(store, told.id, told, (grown,), NOW)
    views.refresh(store, told.id, told, (grown,), NOW)
    shown = store.batches.get(told.keys[0])
    assert shown is not None
    assert (shown.records, shown.owner) == (1, cast.household.uri)
    assert grown.before.batch == Batch(told.keys[0])
