"""Whose a batch is: its maker's in every word, a receiver's to handle, a stranger's to receive."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.cast import Cast, kg, pieces
from tests.ledger.neighbours import Neighbours, harvest, refused, shipped
from traceability.access import Actor, Role
from traceability.errors import NotValid, NotYours
from traceability.events import event, makers
from traceability.events.occasion import Goods, Occasion, namespaces
from traceability.identifiers.uris import BatchKey, PartyKey, PlaceKey, SerialKey
from traceability.ledger.entry import Entry
from traceability.ledger.rights import ask_entry
from traceability.store.store import Store


def test_a_stranger_may_receive_a_batch_and_that_is_all(cast: Cast, next_door: Neighbours) -> None:
    packs = cast.packed_tea()
    next_door.observe("receive", packs)
    for happening in ("sell", "return", "ship", "lose", "destroy"):
        with pytest.raises(NotYours) as no:
            next_door.observe(happening, packs)
        assert str(no.value) == refused(packs, cast.stranger)


@pytest.mark.parametrize("happening", ["hold", "release", "recall", "lift-recall"])
def test_who_received_a_batch_does_not_mark_it(
    cast: Cast, next_door: Neighbours, happening: str
) -> None:
    packs = cast.packed_tea()
    shipped(cast, packs, next_door.party)
    next_door.observe("receive", packs)
    with pytest.raises(NotYours) as no:
        next_door.mark(happening, packs)
    assert str(no.value) == refused(packs, cast.stranger)


@pytest.mark.parametrize(("kind", "facts"), [("publish", {}), ("withdraw", {"reason": "error"})])
def test_who_received_a_batch_does_not_publish_or_withdraw_it(
    cast: Cast, next_door: Neighbours, kind: str, facts: dict[str, str]
) -> None:
    packs = cast.packed_tea()
    shipped(cast, packs, next_door.party)
    next_door.observe("receive", packs)
    with pytest.raises(NotYours) as no:
        cast.state(kind, packs.uri, cast.stranger, **facts)
    assert str(no.value) == refused(packs, cast.stranger)


def test_nobody_is_refused_by_a_view_that_was_kept(cast: Cast, next_door: Neighbours) -> None:
    packs, other = cast.packed_tea(), Store(cast.ledger.store.client, cast.ledger.store.name)
    there = replace(next_door, cast=replace(cast, ledger=replace(cast.ledger, store=other)))
    there.observe("receive", packs)
    other.batches._kept._current = lambda: None  # noqa: SLF001 - it goes on being kept
    shipped(cast, packs, next_door.party)
    there.observe("sell", packs)
    batch = other.batches.get(packs.uri)
    assert batch is not None
    assert batch.sold.of("count") == 1


def test_who_was_sent_a_batch_sells_it(cast: Cast, next_door: Neighbours, store: Store) -> None:
    packs = cast.packed_tea()
    shipped(cast, packs, next_door.party)
    next_door.observe("receive", packs)
    next_door.observe("sell", packs)
    batch = store.batches.get(packs.uri)
    assert batch is not None
    assert batch.sold.of("count") == 1
    assert batch.owner == cast.household.uri


def test_a_stranger_who_says_to_have_received_takes_nothing_from_whom_it_was_sent_to(
    cast: Cast, next_door: Neighbours
) -> None:
    packs, buyer = cast.packed_tea(), next_door.new_party()
    shipped(cast, packs, buyer)
    next_door.observe("receive", packs)
    at = replace(next_door.at(41), party=buyer)
    sold = makers.observe("sell", at, [Goods(packs, pieces(1))], {})
    cast.tell("sell", sold, Actor(Role.RECORDER, buyer.uri, "token-buyer"), buyer)


def test_a_member_that_received_what_its_cooperative_made_handles_it(
    cast: Cast, next_door: Neighbours
) -> None:
    member, leaf = next_door.new_party(), cast.new(BatchKey)
    next_door.tell("harvest", harvest(next_door.at(), leaf))
    recorder = Actor(Role.RECORDER, member.uri, "token-member")
    for happening in ("receive", "store"):
        at = replace(next_door.at(), party=member)
        body = makers.observe(happening, at, [Goods(leaf, kg("1"))], {})
        cast.tell(happening, body, recorder, member)


def test_nobody_makes_a_batch_of_somebody_else_again(cast: Cast, next_door: Neighbours) -> None:
    packs = cast.packed_tea()
    shipped(cast, packs, next_door.party)
    next_door.observe("receive", packs)
    with pytest.raises(NotYours) as no:
        next_door.tell("harvest", harvest(next_door.at(-72), packs))
    assert str(no.value) == refused(packs, cast.stranger)


def test_a_batch_at_a_place_of_its_own_code_is_asked_for(
    cast: Cast, next_door: Neighbours, store: Store
) -> None:
    packs, junk = cast.packed_tea(), cast.new(BatchKey)
    before = store.batches.get(packs.uri)
    at = next_door.at(31, PlaceKey(packs.uri))
    ends = [Goods(junk, kg("1"))], [Goods(packs, pieces(999))]
    with pytest.raises(NotYours) as no:
        next_door.tell("process", makers.process(at, "making", *ends, {}))
    assert str(no.value) == refused(packs, cast.stranger)
    assert store.batches.get(packs.uri) == before


def test_field_work_at_a_place_of_a_batchs_code_is_asked_for(
    cast: Cast, next_door: Neighbours
) -> None:
    packs = cast.packed_tea()
    body = makers.plant(next_door.at(place=PlaceKey(packs.uri)), packs, {})
    with pytest.raises(NotYours) as no:
        next_door.tell("plant", body)
    assert str(no.value) == refused(packs, cast.stranger)


@pytest.mark.parametrize("place", ["plot", "factory"])
def test_a_places_code_is_no_batchs(cast: Cast, place: str) -> None:
    key = BatchKey(getattr(cast, place).uri)
    with pytest.raises(NotValid) as no:
        cast.tell("harvest", harvest(cast.at(), key))
    assert str(no.value) == f"Expected the code of a batch, got '{key.uri}'."


def test_a_code_of_other_master_data_is_no_batchs(cast: Cast) -> None:
    with pytest.raises(NotValid) as no:
        cast.tell("harvest", harvest(cast.at(), BatchKey(cast.tea.uri)))
    assert str(no.value) == f"Expected the code of a batch, got '{cast.tea.uri}'."


def test_a_code_that_was_drawn_here_is_not_looked_up(cast: Cast) -> None:
    told = event.make(harvest(cast.at(), BatchKey(cast.tea.uri)), namespaces(cast.domain))
    now, party = cast.ledger.clock(), cast.household.uri
    chosen = Entry(told.id, "event:harvest", told, party, b"{}", "test/1", now)
    drawn = replace(chosen, minted=frozenset({cast.tea.uri}))
    ask_entry(cast.ledger.store, cast.recorder, drawn, {}, now)
    with pytest.raises(NotValid):
        ask_entry(cast.ledger.store, cast.recorder, chosen, {}, now)


def test_a_planting_is_named_by_its_plot(cast: Cast, store: Store) -> None:
    cast.tell("spray", makers.spray(cast.at(), BatchKey(cast.plot.uri), {}), cast.recorder)
    assert store.batches.get(cast.plot.uri) is None


def test_a_pack_belongs_to_whoever_made_its_batch(
    cast: Cast, next_door: Neighbours, store: Store
) -> None:
    packs = cast.packed_tea()
    pack = SerialKey(f"{packs.uri}/0000000000000001")
    for tries in (next_door.mark, next_door.observe):
        with pytest.raises(NotYours) as no:
            tries("recall" if tries == next_door.mark else "sell", pack)
        assert str(no.value) == refused(pack, cast.stranger)
    cast.tell("recall", makers.mark("recall", cast.at(), [Goods(pack)], {"reason": "x"}))
    batch = store.batches.get(pack.uri)
    assert batch is not None
    assert batch.is_recalled


def test_a_pack_of_a_batch_that_was_sent_is_sold(cast: Cast, next_door: Neighbours) -> None:
    packs = cast.packed_tea()
    shipped(cast, packs, next_door.party)
    next_door.observe("sell", SerialKey(f"{packs.uri}/0000000000000001"))


def test_a_carrier_sends_goods_to_nobody_new(cast: Cast, next_door: Neighbours) -> None:
    packs, carrier = cast.packed_tea(), next_door.as_(Role.CARRIER)
    other = next_door.party, None
    body = makers.observe("ship", next_door.at(), [Goods(packs, pieces(1))], {}, other)
    with pytest.raises(NotYours) as no:
        next_door.tell("ship", body, carrier)
    assert str(no.value).startswith(f"Expected somebody who may send {packs.uri}, got 'carrier of")
    shipped(cast, packs, next_door.party)
    next_door.tell("ship", body, carrier)


@pytest.mark.parametrize("role", [Role.CARRIER, Role.INSPECTOR, Role.MARKETPLACE])
def test_who_handles_strangers_goods_does_so_in_the_own_name(
    cast: Cast, next_door: Neighbours, role: Role
) -> None:
    packs, actor = cast.packed_tea(), Actor(role, cast.new(PartyKey).uri, "token")
    goods = [Goods(packs, pieces(1))]
    told = {
        Role.CARRIER: ("receive", makers.observe("receive", next_door.at(), goods, {})),
        Role.INSPECTOR: ("inspect", makers.inspect(next_door.at(), goods, "conformant", None, {})),
        Role.MARKETPLACE: ("sell", makers.observe("sell", next_door.at(), goods, {})),
    }
    with pytest.raises(NotYours) as no:
        next_door.tell(*told[role], actor)
    assert str(no.value).startswith("Expected the party itself or its cooperative for ")
    next_door.tell(*told[role], next_door.as_(role))


def test_a_batch_that_nobody_made_is_not_marked(cast: Cast) -> None:
    unknown = cast.new(BatchKey)
    body = makers.mark("recall", _now(cast), [Goods(unknown)], {"reason": "x"})
    with pytest.raises(NotYours) as no:
        cast.tell("recall", body)
    assert str(no.value) == refused(unknown, cast.officer)


def _now(cast: Cast) -> Occasion:
    now: datetime = cast.ledger.clock()
    return Occasion(cast.domain, now, cast.factory, cast.household)
