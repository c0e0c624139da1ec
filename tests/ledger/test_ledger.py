"""The one door in: a repeat gets the first receipt, other bytes conflict, a missing right is held."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.cast import Cast, kg, revise
from traceability.access import Actor, Role
from traceability.errors import Conflict, NotYours
from traceability.events import event, makers
from traceability.events.occasion import Goods, namespaces
from traceability.identifiers.uris import BatchKey, PartyKey
from traceability.ledger.entry import Entry
from traceability.log.receipts import verify
from traceability.masterdata.party import Party
from traceability.store.store import Store


def entry(cast: Cast, said: bytes = b"{}") -> Entry:
    """A harvest under an id that a phone made."""
    at = replace(cast.at(), event_id=f"urn:uuid:{uuid.uuid4()}")
    body = makers.harvest(at, Goods(cast.new(BatchKey), kg("20")), None, {})
    told = event.make(body, namespaces(cast.domain))
    now = datetime.now(UTC)
    return Entry(told.id, "event:harvest", told, cast.household.uri, said, "harvest/1", now)


@pytest.fixture
def helper(cast: Cast) -> Actor:
    return Actor(Role.HELPER, cast.new(PartyKey).uri, "token-helper")


def test_a_repeat_gets_the_first_receipt(cast: Cast, store: Store) -> None:
    one = entry(cast)
    first = cast.ledger.record(cast.recorder, one)
    assert cast.ledger.record(cast.recorder, one) == first == cast.ledger.receipt(one.id)
    assert cast.ledger.receipt("urn:unknown") is None
    assert store.records.count(kind="event") == 1
    (batch,) = (store.batches.get(uri) for uri in store.batches.uris())
    assert batch is not None
    assert batch.records == 1


def test_a_receipt_is_signed_by_the_server(cast: Cast) -> None:
    receipt = cast.ledger.record(cast.recorder, entry(cast))
    key = cast.ledger.keyring.by_id("receipt", receipt.key_id)
    assert verify(key.private_key().public_key(), receipt)


def test_other_bytes_under_one_id_conflict(cast: Cast) -> None:
    one = entry(cast)
    cast.ledger.record(cast.recorder, one)
    with pytest.raises(Conflict) as no:
        cast.ledger.record(cast.recorder, replace(one, said=b"[]"))
    other = replace(one, said=b"[]").said_sha256
    assert str(no.value) == f"Expected the bytes first sent as {one.id}, got '{other}'."


def test_a_helper_without_delegation_is_held_if_it_asks(
    cast: Cast, store: Store, helper: Actor
) -> None:
    one = replace(entry(cast), hold=True)
    receipt = cast.ledger.record(helper, one)
    assert receipt.reception.status == "held"
    assert cast.ledger.record(helper, one) == receipt
    (held,) = store.held.waiting(cast.cooperative.uri)
    assert (held.id, held.said) == (one.id, b"{}")
    assert store.records.get(one.id) is None


def test_other_bytes_under_a_held_id_conflict(cast: Cast, helper: Actor) -> None:
    one = replace(entry(cast), hold=True)
    cast.ledger.record(helper, one)
    with pytest.raises(Conflict) as no:
        cast.ledger.record(helper, replace(one, said=b"[]"))
    other = replace(one, said=b"[]").said_sha256
    assert str(no.value) == f"Expected the bytes first sent as {one.id}, got '{other}'."


def test_a_helper_without_delegation_is_refused_if_it_does_not(cast: Cast, helper: Actor) -> None:
    with pytest.raises(NotYours) as no:
        cast.ledger.record(helper, entry(cast))
    assert str(no.value).startswith(f"Expected a delegation from {cast.household.uri} for event:")


def test_a_batch_with_blocking_findings_is_not_published(cast: Cast, store: Store) -> None:
    tea = cast.make({cast.harvest("26"): "26"}, "5.2")
    packs = cast.pack(tea, "50", 500)
    before = store.records.count()
    with pytest.raises(Conflict) as no:
        cast.state("publish", packs.uri)
    assert str(no.value).startswith("Expected a batch without blocking findings, got '")
    assert store.records.count() == before


def test_a_revision_is_the_next_one(cast: Cast, store: Store) -> None:
    party = store.masterdata.get(Party, cast.household.uri)
    with pytest.raises(Conflict) as no:
        revise(cast.ledger, cast.operator, party, 3)
    assert str(no.value) == f"Expected revision 2 of {cast.household.uri}, got 3."
