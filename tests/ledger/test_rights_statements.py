"""Who may state what: in one's own name, of a batch that is there, of a record that waits, until now."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.cast import Cast
from tests.ledger.neighbours import Neighbours, harvest, new_id, refused
from traceability.access import Actor, Role
from traceability.errors import Conflict, NotFound, NotValid, NotYours
from traceability.events import event
from traceability.events.occasion import namespaces
from traceability.identifiers.uris import BatchKey
from traceability.ledger.entry import Entry
from traceability.ledger.ledger import Ledger
from traceability.log.receipts import Receipt
from traceability.statements import Statement
from traceability.store.store import Store


def state(
    cast: Cast, said: Statement, actor: Actor | None = None, subject: str | None = None
) -> Receipt:
    """Record a statement as it is handed in."""
    whom, now = subject or (actor or cast.officer).party, cast.ledger.clock()
    entry = Entry(said.id, f"statement:{said.kind}", said, whom, b"{}", "test/1", now)
    return cast.ledger.record(actor or cast.officer, entry)


def statement(cast: Cast, kind: str, about: str, **facts: object) -> Statement:
    """What the officer says now."""
    now = cast.ledger.clock()
    return Statement(new_id(), kind, about, now, cast.cooperative.uri, facts)


def delegate(cast: Cast, helper: Actor, until: datetime, said: datetime) -> Receipt:
    """The household lets the helper harvest until then."""
    starts = cast.ledger.clock() - timedelta(days=9)
    facts = {"from": starts.isoformat(), "until": until.isoformat(), "evidence": "a" * 64}
    facts |= {"to": helper.party}
    about = cast.household.uri
    told = statement(cast, "delegate", about, scope=["event:harvest"], **facts)
    return state(cast, replace(told, time=said), subject=about)


def test_nobody_speaks_in_a_strangers_name(cast: Cast) -> None:
    said = statement(cast, "withdraw", cast.packed_tea().uri, reason="error")
    with pytest.raises(NotYours) as no:
        state(cast, said, cast.stranger)
    assert str(no.value) == (
        f"Expected the party itself or its cooperative for {cast.cooperative.uri}, "
        f"got '{cast.stranger}'."
    )
    state(cast, replace(said, said_by=cast.household.uri))


@pytest.mark.parametrize("kind", ["publish", "withdraw", "activate-labels"])
def test_a_batch_that_nobody_recorded_is_not_spoken_of(cast: Cast, kind: str) -> None:
    unknown = cast.new(BatchKey)
    with pytest.raises(NotFound) as no:
        cast.state(kind, unknown.uri, reason="error", first=1, last=2)
    assert str(no.value) == f"Expected a known batch, got '{unknown.uri}'."


def test_labels_are_put_on_packs_of_ones_own(cast: Cast) -> None:
    packs = cast.packed_tea()
    with pytest.raises(NotYours) as no:
        cast.state("activate-labels", packs.uri, cast.stranger, first=1, last=50)
    assert str(no.value) == refused(packs, cast.stranger)
    cast.state("activate-labels", packs.uri, first=1, last=50)


def test_nothing_is_stated_ahead_of_time(cast: Cast) -> None:
    said = statement(cast, "publish", cast.packed_tea().uri)
    with pytest.raises(NotValid) as no:
        state(cast, replace(said, time=said.time + timedelta(minutes=11)))
    assert str(no.value).startswith("Expected a time not after now, got ")
    state(cast, replace(said, time=said.time + timedelta(minutes=9)))


def test_a_consent_is_taken_back(cast: Cast, store: Store) -> None:
    for shows in (["name"], []):
        cast.state("consent", cast.household.uri, cast.recorder, shows=shows)
    last = store.masterdata.last(cast.household.uri)
    assert last is not None
    assert last.consents == frozenset()


def test_a_delegation_is_ended_early_by_one_until_now(cast: Cast, store: Store) -> None:
    helper, now = Actor(Role.HELPER, cast.stranger_cooperative.uri, "token"), cast.ledger.clock()
    delegate(cast, helper, now + timedelta(days=9), now)
    cast.tell("harvest", harvest(cast.at(), cast.new(BatchKey)), helper)
    delegate(cast, helper, cast.ledger.clock(), now + timedelta(seconds=1))
    with pytest.raises(NotYours, match=r"^Expected a delegation from "):
        cast.tell("harvest", harvest(cast.at(), cast.new(BatchKey)), helper)
    assert len(store.people.delegations(cast.household.uri)) == 1


def test_the_delegation_that_was_said_last_holds_in_whatever_order_they_come(
    cast: Cast, store: Store
) -> None:
    helper, now = Actor(Role.HELPER, cast.stranger_cooperative.uri, "token"), cast.ledger.clock()
    delegate(cast, helper, now, now)
    delegate(cast, helper, now + timedelta(days=9), now - timedelta(days=1))
    (running,) = store.people.delegations(cast.household.uri)
    assert running.ends == now.replace(microsecond=now.microsecond // 1000 * 1000)


def held(cast: Cast) -> str:
    """The id of a harvest that a helper without delegation sent."""
    body = harvest(cast.at(), cast.new(BatchKey)) | {"eventID": new_id()}
    told = event.make(body, namespaces(cast.domain))
    now, party = cast.ledger.clock(), cast.household.uri
    entry = Entry(told.id, "event:harvest", told, party, b"{}", "test/1", now, hold=True)
    helper = Actor(Role.HELPER, cast.stranger_cooperative.uri, "token")
    assert cast.ledger.record(helper, entry).reception.status == "held"
    return told.id


def test_a_held_record_is_settled_by_its_own_desk(cast: Cast, store: Store) -> None:
    waits = held(cast)
    with pytest.raises(NotYours) as no:
        cast.state("reject", waits, cast.stranger)
    assert str(no.value).startswith("Expected the party itself or its cooperative for ")
    cast.state("adopt", waits)
    assert [each.id for each in store.held.waiting(cast.cooperative.uri)] == []


def test_a_held_record_is_settled_once(cast: Cast) -> None:
    waits = held(cast)
    cast.state("adopt", waits)
    with pytest.raises(Conflict) as no:
        cast.state("reject", waits)
    assert str(no.value) == f"Expected a held record that waits in place of {waits}, got 'adopt'."


def test_a_repeat_of_settling_gets_the_first_receipt(cast: Cast) -> None:
    said = statement(cast, "adopt", held(cast))
    assert state(cast, said) == state(cast, said)


def test_what_nobody_holds_is_not_settled(cast: Cast) -> None:
    with pytest.raises(NotFound) as no:
        cast.state("adopt", "urn:uuid:1")
    assert str(no.value) == "Expected a known held record, got 'urn:uuid:1'."


def test_nobody_confirms_the_own_record(cast: Cast) -> None:
    receipt = cast.tell("harvest", harvest(cast.at(), cast.new(BatchKey)), cast.recorder)
    with pytest.raises(NotYours) as no:
        cast.state("confirm", receipt.reception.record_id, cast.recorder)
    assert str(no.value) == (
        f"Expected a party other than the one that entered it, got '{cast.recorder}'."
    )
    cast.state("confirm", receipt.reception.record_id)


@pytest.mark.parametrize("about", ["urn:uuid:1", "publication"])
def test_what_is_no_event_is_not_disputed(cast: Cast, about: str) -> None:
    if about == "publication":
        about = cast.state("publish", cast.packed_tea().uri).reception.record_id
    with pytest.raises(NotFound) as no:
        cast.state("dispute", about)
    assert str(no.value) == f"Expected a known event, got '{about}'."


def test_it_is_said_for_a_party_that_is_known(cast: Cast, next_door: Neighbours) -> None:
    said = statement(cast, "publish", cast.packed_tea().uri)
    for nobody in (next_door.factory.uri, "https://partner.example/1"):
        with pytest.raises(NotValid) as no:
            state(cast, said, subject=nobody)
        assert str(no.value) == f"Expected a party that is known here, got '{nobody}'."


def test_a_receipt_is_the_same_after_a_new_key(cast: Cast, store: Store) -> None:
    name = cast.state("consent", cast.household.uri, shows=["name"]).reception.record_id
    ledger = cast.ledger
    rotated = ledger.keyring.rotate("receipt", ledger.clock() + timedelta(minutes=1), ledger.random)
    again = Ledger(store, rotated, lambda: ledger.clock() + timedelta(minutes=2), ledger.random)
    assert again.receipt(name) == ledger.receipt(name)
    said = replace(cast, ledger=again).state("consent", cast.household.uri, shows=[])
    assert said.key_id == rotated.current("receipt").id
