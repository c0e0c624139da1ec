"""What may be told: for one's own party, of one's own product, not ahead of time, not over an authority."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast, pieces, revise
from tests.ledger.neighbours import Neighbours, harvest, new_id
from traceability.access import Actor, Role
from traceability.errors import NotValid, NotYours
from traceability.events import event, makers
from traceability.events.event import Body, Event
from traceability.events.occasion import Goods, Occasion, namespaces
from traceability.identifiers.uris import BatchKey, PartyKey, PlaceKey
from traceability.ledger.entry import Entry
from traceability.log.receipts import Receipt
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.store.store import Store
from traceability.store.told import told


def mark(cast: Cast, happening: str, packs: BatchKey, minutes: int = 0) -> Receipt:
    """The officer marks a batch, so many minutes from now."""
    time = cast.ledger.clock() + timedelta(minutes=minutes)
    at = Occasion(cast.domain, time, cast.factory, cast.cooperative)
    body = makers.mark(happening, at, [Goods(packs)], {"reason": "x"})
    return cast.tell(happening, body, None, cast.cooperative)


def recorded(store: Store, receipt: Receipt) -> Event:
    """What a receipt is for."""
    record = store.records.get(receipt.reception.record_id)
    assert record is not None
    said = told(record)
    assert isinstance(said, Event)
    return said


def wrong(cast: Cast, said: Event) -> Body:
    """The declaration that an event did not occur."""
    return makers.correct(said, cast.ledger.clock(), "did_not_occur", ())


@pytest.mark.parametrize(("set_", "lifted"), [("recall", "lift-recall"), ("hold", "release")])
@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.OPERATOR])
def test_what_an_authority_said_it_alone_takes_back(
    cast: Cast, next_door: Neighbours, set_: str, lifted: str, role: Role
) -> None:
    packs = cast.packed_tea()
    first = next_door.mark(set_, packs, next_door.as_(role)).reception.record_id
    mark(cast, set_, packs, 1)
    with pytest.raises(NotYours) as no:
        mark(cast, lifted, packs, 2)
    assert str(no.value) == (
        f"Expected an authority or the operator to take back {first}, got '{cast.officer}'."
    )
    next_door.mark(lifted, packs, next_door.as_(Role.AUTHORITY))
    mark(cast, lifted, packs, 3)


def test_a_maker_lifts_its_own_recall(cast: Cast, store: Store) -> None:
    packs = cast.packed_tea()
    mark(cast, "recall", packs, -1)
    mark(cast, "lift-recall", packs)
    batch = store.batches.get(packs.uri)
    assert batch is not None
    assert not batch.is_recalled


def test_a_recall_that_the_operator_declared_wrong_stands_in_nobodys_way(
    cast: Cast, next_door: Neighbours, store: Store
) -> None:
    packs = cast.packed_tea()
    said = recorded(store, next_door.mark("recall", packs, next_door.as_(Role.AUTHORITY)))
    next_door.tell("correct", wrong(cast, said), cast.operator)
    mark(cast, "lift-recall", packs)


def test_nobody_declares_an_authoritys_recall_wrong(
    cast: Cast, next_door: Neighbours, store: Store
) -> None:
    packs = cast.packed_tea()
    said = recorded(store, next_door.mark("recall", packs, next_door.as_(Role.AUTHORITY)))
    with pytest.raises(NotYours) as no:
        next_door.tell("correct", wrong(cast, said))
    assert str(no.value).startswith(f"Expected an authority or the operator to take back {said.id}")


def test_a_batch_is_not_marked_ahead_of_time(cast: Cast) -> None:
    packs = cast.packed_tea()
    mark(cast, "recall", packs, 9)
    with pytest.raises(NotValid, match=r"^Expected a time not after now, got ") as no:
        mark(cast, "lift-recall", packs, 11)
    assert no.value.field == "time"


def test_other_events_may_be_told_ahead_of_time(cast: Cast) -> None:
    at = replace(cast.at(), time=cast.ledger.clock() + timedelta(days=9))
    cast.tell("harvest", harvest(at, cast.new(BatchKey)), cast.recorder)


def test_what_is_made_is_of_a_product_of_ones_own(cast: Cast, next_door: Neighbours) -> None:
    body = harvest(next_door.at(), cast.new(BatchKey), cast.tea.uri)
    with pytest.raises(NotYours) as no:
        next_door.tell("harvest", body)
    assert str(no.value) == (
        f"Expected a product of your own in place of {cast.tea.uri}, got '{cast.stranger}'."
    )
    next_door.tell("harvest", body, cast.operator)


def test_a_member_makes_its_cooperatives_product(cast: Cast) -> None:
    cast.tell("harvest", harvest(cast.at(), cast.new(BatchKey), cast.leaf.uri), cast.recorder)


def test_an_event_is_told_for_the_party_whose_goods_they_are(
    cast: Cast, next_door: Neighbours
) -> None:
    at = replace(next_door.at(), party=cast.cooperative)
    with pytest.raises(NotYours) as no:
        next_door.tell("harvest", harvest(at, cast.new(BatchKey)))
    assert str(no.value) == (
        f"Expected the party itself or its cooperative for {cast.cooperative.uri}, "
        f"got '{cast.stranger}'."
    )


def test_who_receives_speaks_for_the_receiver(cast: Cast, next_door: Neighbours) -> None:
    at = replace(next_door.at(), party=cast.cooperative)
    body = makers.observe("receive", at, [Goods(cast.packed_tea(), pieces(1))], {})
    with pytest.raises(NotYours):
        next_door.tell("receive", body)


def test_what_is_made_has_an_owner(cast: Cast) -> None:
    body = harvest(cast.at(), cast.new(BatchKey))
    del body["sourceList"]
    with pytest.raises(NotValid) as no:
        cast.tell("harvest", body)
    assert str(no.value) == "Expected an owning party of what is made, got 'none'."
    cast.tell("harvest", body, cast.operator)


def test_goods_may_be_seen_without_an_owner(cast: Cast) -> None:
    body = dict(makers.observe("store", cast.at(), [Goods(cast.packed_tea(), pieces(1))], {}))
    del body["sourceList"]
    cast.tell("store", body)


def test_an_officer_tells_what_a_member_did_for_the_cooperative(cast: Cast) -> None:
    cast.tell("harvest", harvest(cast.at(), cast.new(BatchKey)), None, cast.cooperative)


def test_a_partner_tells_its_own_events_for_parties_nobody_knows(
    cast: Cast, next_door: Neighbours
) -> None:
    at = replace(next_door.at(), party=PartyKey("https://partner.example/party/1"))
    next_door.tell("harvest", harvest(at, cast.new(BatchKey)), next_door.as_(Role.PARTNER))


def test_a_recall_is_told_as_one(cast: Cast) -> None:
    body = makers.observe("store", cast.at(), [Goods(cast.packed_tea())], {})
    marked = dict(body) | {"persistentDisposition": {"unset": ["recalled"]}}
    with pytest.raises(NotValid) as no:
        cast.tell("store", marked)
    assert str(no.value) == (
        "Expected one of event:hold, event:lift-recall, event:recall, event:release, "
        "got 'event:store'."
    )


def test_a_stranger_declares_nobodys_event_wrong(cast: Cast, store: Store) -> None:
    spray = cast.tell("spray", makers.spray(cast.at(), BatchKey(cast.plot.uri), {}))
    body = wrong(cast, recorded(store, spray))
    with pytest.raises(NotYours) as no:
        cast.tell("correct", body, cast.stranger, cast.stranger_cooperative)
    assert str(no.value) == (
        f"Expected somebody who speaks for {cast.household.uri}, got '{cast.stranger}'."
    )
    cast.tell("correct", body, cast.recorder)


def test_a_declaration_says_the_event_as_it_was_told(
    cast: Cast, next_door: Neighbours, store: Store
) -> None:
    first = recorded(store, next_door.tell("harvest", harvest(next_door.at(), cast.new(BatchKey))))
    other = harvest(next_door.at(), cast.new(BatchKey)) | {"eventID": first.id}
    declared = {"declarationTime": "2026-04-01T00:00:00Z", "reason": "did_not_occur"}
    with pytest.raises(NotValid) as no:
        next_door.tell("correct", other | {"errorDeclaration": declared})
    assert str(no.value).startswith("Expected the event as it was told, got ")


def test_a_receiver_takes_back_what_it_told_of_a_strangers_batch(
    cast: Cast, next_door: Neighbours, store: Store
) -> None:
    receipt = next_door.observe("receive", cast.packed_tea())
    next_door.tell("correct", wrong(cast, recorded(store, receipt)))


def test_a_declaration_before_its_event_is_asked_of_the_batches(
    cast: Cast, next_door: Neighbours
) -> None:
    body = makers.observe("receive", next_door.at(), [Goods(cast.packed_tea(), pieces(1))], {})
    unknown = event.make(body, namespaces(cast.domain))
    with pytest.raises(NotYours, match=r"^Expected a batch of your own in place of "):
        next_door.tell("correct", wrong(cast, unknown))


def test_a_statements_id_declares_nothing_wrong(cast: Cast) -> None:
    said = cast.state("publish", cast.packed_tea().uri).reception.record_id
    body = harvest(cast.at(), cast.new(BatchKey)) | {"eventID": said}
    with pytest.raises(NotValid) as no:
        cast.tell("correct", wrong(cast, event.make(body, namespaces(cast.domain))))
    assert str(no.value) == f"Expected the id of a recorded event, got '{said}'."


def entry(cast: Cast, act: str, name: str | None = None, **more: Any) -> Entry:
    """A harvest as an entry under some act and id."""
    body = harvest(cast.at(), cast.new(BatchKey)) | {"eventID": new_id()} | more
    said = event.make(body, namespaces(cast.domain))
    now = cast.ledger.clock()
    return Entry(name or said.id, act, said, cast.household.uri, b"{}", "test/1", now)


@pytest.mark.parametrize(
    "act", ["event:receive", "event:return", "event:correct", "statement:publish", "harvest"]
)
def test_an_act_fits_what_is_recorded(cast: Cast, act: str) -> None:
    with pytest.raises(NotValid) as no:
        entry(cast, act)
    assert str(no.value) == f"Expected an act that fits what is recorded, got '{act}'."


def test_an_events_id_is_no_declarations(cast: Cast) -> None:
    name = f"{new_id()}#error@2026-04-01T00:00:00.000+00:00"
    with pytest.raises(NotValid, match=r"^Expected an id without #error@, got 'urn:uuid:"):
        entry(cast, "event:harvest", eventID=name)
    with pytest.raises(NotValid, match=r"^Expected the id urn:uuid:"):
        entry(cast, "event:harvest", name)


def test_a_helper_types_at_plots_of_households_that_let_her(
    cast: Cast, next_door: Neighbours
) -> None:
    helper, plot, household = Actor(Role.HELPER, next_door.new_party().uri, "token"), *_plot(cast)
    now = cast.ledger.clock()
    facts = {"from": (now - timedelta(days=1)).isoformat(), "evidence": "a" * 64}
    facts |= {"until": (now + timedelta(days=9)).isoformat(), "to": helper.party}
    cast.state("delegate", cast.household.uri, None, scope=["event:harvest"], **facts)
    body = harvest(cast.at(plot), cast.new(BatchKey))
    with pytest.raises(NotYours) as no:
        cast.tell("harvest", body, helper)
    assert str(no.value).startswith(f"Expected a delegation from {household.uri} for event:harvest")
    cast.tell("harvest", harvest(cast.at(), cast.new(BatchKey)), helper)


def _plot(cast: Cast) -> tuple[PlaceKey, PartyKey]:
    """A plot of another household."""
    household, plot = cast.new(PartyKey), cast.new(PlaceKey)
    address = cast.ledger.store.masterdata.get(Party, cast.household.uri).address
    assert address is not None
    party = Party(household, "household", "Hộ 018", "Hộ 018", address, cast.cooperative)
    revise(cast.ledger, cast.operator, party)
    revise(cast.ledger, cast.operator, Place(plot, "plot", household, "B", address, "Nương B"))
    return plot, household
