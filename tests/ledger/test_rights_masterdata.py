"""Who may revise what: never another kind, nor a stranger's farm or cooperative joined unasked."""

from dataclasses import replace

import pytest

from tests.cast import TAN_CUONG, Cast, revise
from tests.ledger.neighbours import Neighbours
from traceability.access import Actor
from traceability.errors import NotValid, NotYours
from traceability.identifiers.uris import PartyKey, PlaceKey
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.masterdata.texts import Texts
from traceability.store.store import Store


def not_within(party: PartyKey, actor: Actor) -> str:
    """The sentence that says a party is a stranger's."""
    return f"Expected the party itself or its cooperative for {party.uri}, got '{actor}'."


def farm_of(cast: Cast, party: PartyKey, key: PlaceKey | None = None) -> Place:
    """A farm."""
    return Place(key or cast.new(PlaceKey), "farm", party, "Trại", TAN_CUONG, "Trại")


def test_a_plot_joins_a_farm_of_ones_own(cast: Cast, next_door: Neighbours) -> None:
    farm, own = farm_of(cast, cast.cooperative), farm_of(cast, next_door.party)
    for each in (farm, own):
        revise(cast.ledger, cast.operator, each)
    plot = Place(cast.new(PlaceKey), "plot", next_door.party, "A", TAN_CUONG, "Nương A")
    with pytest.raises(NotYours) as no:
        revise(cast.ledger, cast.stranger, replace(plot, part_of=farm.key))
    assert str(no.value) == not_within(cast.cooperative, cast.stranger)
    revise(cast.ledger, cast.stranger, replace(plot, part_of=own.key))
    with pytest.raises(NotYours):
        revise(cast.ledger, cast.stranger, replace(plot, part_of=farm.key), 2)


def test_a_plot_stays_in_its_farm_when_its_household_revises_it(cast: Cast, store: Store) -> None:
    farm = farm_of(cast, cast.cooperative)
    revise(cast.ledger, cast.officer, farm)
    plot = replace(store.masterdata.get(Place, cast.plot.uri), part_of=farm.key)
    revise(cast.ledger, cast.officer, plot, 2)
    revise(cast.ledger, cast.recorder, replace(plot, cultivar="LDP1"), 3)


def test_a_farm_that_a_plot_joins_is_known(cast: Cast, store: Store) -> None:
    unknown = cast.new(PlaceKey)
    plot = replace(store.masterdata.get(Place, cast.plot.uri), part_of=unknown)
    with pytest.raises(NotValid) as no:
        revise(cast.ledger, cast.officer, plot, 2)
    assert str(no.value) == f"Expected a place that is known here, got '{unknown.uri}'."


def test_a_household_joins_a_cooperative_by_that_cooperatives_word(
    cast: Cast, next_door: Neighbours, store: Store
) -> None:
    household = next_door.new_party()
    moved = replace(store.masterdata.get(Party, household.uri), member_of=cast.cooperative)
    with pytest.raises(NotYours) as no:
        revise(cast.ledger, cast.stranger, moved, 2)
    assert str(no.value) == not_within(cast.cooperative, cast.stranger)
    with pytest.raises(NotYours):
        revise(cast.ledger, cast.officer, moved, 2)
    revise(cast.ledger, cast.operator, moved, 2)
    assert store.masterdata.subject(household.uri).member_of == cast.cooperative.uri


def test_a_member_is_revised_by_its_cooperative_and_may_leave(cast: Cast, store: Store) -> None:
    household = store.masterdata.get(Party, cast.household.uri)
    revise(cast.ledger, cast.officer, replace(household, label="Hộ 17"), 2)
    revise(cast.ledger, cast.officer, replace(household, member_of=None), 3)
    assert store.masterdata.subject(cast.household.uri).member_of is None


def test_a_household_stays_one(cast: Cast, store: Store) -> None:
    household = store.masterdata.get(Party, cast.household.uri)
    with pytest.raises(NotValid) as no:
        revise(cast.ledger, cast.officer, replace(household, kind="enterprise"), 2)
    assert str(no.value) == "Expected the kind household as before, got 'enterprise'."
    assert no.value.field == "kind"


def test_a_plot_becomes_no_factory_but_a_farm(cast: Cast, store: Store) -> None:
    plot = store.masterdata.get(Place, cast.plot.uri)
    with pytest.raises(NotValid) as no:
        revise(cast.ledger, cast.officer, replace(plot, kind="factory"), 2)
    assert str(no.value) == "Expected the kind plot as before, got 'factory'."
    revise(cast.ledger, cast.officer, replace(plot, kind="farm"), 2)


def test_a_cooperative_becomes_an_enterprise(cast: Cast, store: Store) -> None:
    party = store.masterdata.get(Party, cast.cooperative.uri)
    revise(cast.ledger, cast.officer, replace(party, kind="enterprise"), 2)


def test_a_thing_stays_what_it_is(cast: Cast) -> None:
    place = farm_of(cast, cast.cooperative, PlaceKey(cast.tea.uri))
    with pytest.raises(NotValid) as no:
        revise(cast.ledger, cast.officer, place, 2)
    assert str(no.value) == "Expected the kind product as before, got 'place'."


def test_a_product_is_revised_by_its_cooperative(cast: Cast, store: Store) -> None:
    product = store.masterdata.get(Product, cast.leaf.uri)
    revise(cast.ledger, cast.officer, replace(product, names=Texts.of({"vi": "Búp chè"})), 2)


def test_a_batchs_code_is_no_places(cast: Cast, next_door: Neighbours) -> None:
    place = farm_of(cast, next_door.party, PlaceKey(cast.harvest().uri))
    with pytest.raises(NotValid) as no:
        revise(cast.ledger, cast.stranger, place)
    assert str(no.value) == f"Expected the code of a place, got '{place.key.uri}'."


def test_a_thing_belongs_to_a_party_that_is_known(cast: Cast) -> None:
    unknown = cast.new(PartyKey)
    with pytest.raises(NotValid) as no:
        revise(cast.ledger, cast.operator, farm_of(cast, unknown))
    assert str(no.value) == f"Expected a party that is known here, got '{unknown.uri}'."
