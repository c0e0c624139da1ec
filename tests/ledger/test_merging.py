"""A household or plot that stands there twice: one key leads to the other, nothing is edited, and back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cast import MORNING, TAN_CUONG, Cast, kg, revise
from traceability.access import Actor, Role
from traceability.errors import Conflict, NotValid, NotYours
from traceability.events import makers
from traceability.events.occasion import Goods, Occasion, namespaces
from traceability.identifiers.uris import BatchKey, Key, PartyKey, PlaceKey
from traceability.ledger import heal
from traceability.ledger.gather import sprays
from traceability.ledger.rebuild import rebuild
from traceability.ledger.restore import restore
from traceability.ledger.season import read_year
from traceability.ledger.verify import verify
from traceability.masterdata import duplicates
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.store.backup import write
from traceability.store.store import Store
from traceability.work import sequencer

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def twice(cast: Cast) -> PartyKey:
    """The household once more, under another key, with a plot of its own."""
    key = cast.new(PartyKey)
    again = Party(key, "household", "Hộ 017", "Hộ 017", TAN_CUONG, cast.cooperative)
    revise(cast.ledger, cast.officer, again)
    return key


@pytest.fixture
def second_plot(cast: Cast, twice: PartyKey) -> PlaceKey:
    key = cast.new(PlaceKey)
    revise(cast.ledger, cast.officer, Place(key, "plot", twice, "Nương A", TAN_CUONG, "Nương A"))
    return key


def merge(cast: Cast, gone: Key, kept: Key | None, actor: Actor | None = None) -> None:
    cast.state("merge", gone.uri, actor, **({"into": kept.uri} if kept else {}))


def plucked(cast: Cast, owner: PartyKey, place: PlaceKey, weight: str) -> BatchKey:
    leaf = cast.new(BatchKey)
    at = Occasion(cast.domain, MORNING, place, owner)
    cast.tell("harvest", makers.harvest(at, Goods(leaf, kg(weight)), None, {}), subject=owner)
    return leaf


def test_a_merged_key_leads_to_the_kept_one_and_back_again(cast: Cast, twice: PartyKey) -> None:
    store = cast.ledger.store.masterdata
    merge(cast, twice, cast.household)
    assert store.kept(twice.uri) == cast.household.uri
    assert store.same(cast.household.uri) == (twice.uri,)
    merge(cast, twice, None)
    assert (store.kept(twice.uri), store.same(cast.household.uri)) == (twice.uri, ())


def test_the_season_of_both_keys_is_one(cast: Cast, twice: PartyKey, second_plot: PlaceKey) -> None:
    plucked(cast, cast.household, cast.plot, "20")
    plucked(cast, twice, second_plot, "5")
    merge(cast, twice, cast.household)
    for key in (cast.household, twice):
        year = read_year(cast.ledger.store, key.uri, SINCE, UNTIL)
        assert sum(it.of("mass") for it in year.season.plucked.values()) == Decimal(25)
        assert len(year.lines) == 2


def test_the_household_speaks_for_both_keys_whichever_card_it_has(
    cast: Cast, twice: PartyKey, second_plot: PlaceKey
) -> None:
    old = Actor(Role.RECORDER, twice.uri, "old card")
    body = makers.tend(
        Occasion(cast.domain, MORNING, second_plot, twice), BatchKey(second_plot.uri), "weeding", {}
    )
    with pytest.raises(NotYours):
        cast.tell("tend", body, cast.recorder, twice)
    merge(cast, twice, cast.household)
    assert cast.tell("tend", body, cast.recorder, twice).reception.status == "accepted"
    other = makers.tend(cast.at(), BatchKey(cast.plot.uri), "weeding", {})
    assert cast.tell("tend", other, old, cast.household).reception.status == "accepted"


def test_only_the_officer_of_both_merges_them(cast: Cast, twice: PartyKey) -> None:
    theirs = cast.new(PartyKey)
    there = Party(theirs, "household", "Hộ 1", "Hộ 1", TAN_CUONG, cast.stranger_cooperative)
    revise(cast.ledger, cast.stranger, there)
    for gone, kept, who in (
        (twice, cast.household, cast.stranger),
        (twice, cast.household, cast.recorder),
        (twice, theirs, cast.officer),
        (theirs, cast.household, cast.officer),
    ):
        with pytest.raises(NotYours):
            merge(cast, gone, kept, who)


def test_what_cannot_be_the_same_is_not_merged(
    cast: Cast, twice: PartyKey, second_plot: PlaceKey
) -> None:
    for gone, kept, no in (
        (twice, twice, "another one than itself"),
        (twice, cast.plot, "a party of the same kind"),
        (twice, cast.cooperative, "a household, a farm or a plot"),
        (twice, cast.new(PartyKey), "a household or a plot that is known here"),
        (second_plot, cast.plot, "a plot of the same household"),
    ):
        with pytest.raises(NotValid, match=f"Expected {no}"):
            merge(cast, gone, kept)
    with pytest.raises(Conflict, match="Expected a merged key in place of"):
        merge(cast, twice, None)


def test_nothing_is_merged_into_what_leads_elsewhere(cast: Cast, twice: PartyKey) -> None:
    merge(cast, twice, cast.household)
    with pytest.raises(Conflict, match="Expected the key that"):
        merge(cast, cast.household, twice)


def test_a_spraying_on_a_merged_plot_counts_for_the_kept_one(
    cast: Cast, twice: PartyKey, second_plot: PlaceKey
) -> None:
    merge(cast, twice, cast.household)
    merge(cast, second_plot, cast.plot)
    at = Occasion(cast.domain, MORNING, second_plot, cast.household)
    details = {"inputName": "x", "preHarvestIntervalDays": 10}
    cast.tell("spray", makers.spray(at, BatchKey(second_plot.uri), details))
    window = MORNING - timedelta(days=1), MORNING + timedelta(days=1)
    assert sprays(cast.ledger.store, [cast.plot.uri], *window)[cast.plot.uri]


def shown(store: Store) -> list[dict[str, object]]:
    return list(store.masterdata.raw())


def test_merges_are_made_again_from_the_log_whatever_order_it_has(
    cast: Cast, twice: PartyKey, second_plot: PlaceKey
) -> None:
    store = cast.ledger.store
    merge(cast, twice, cast.household)
    merge(cast, second_plot, cast.plot)
    merge(cast, second_plot, None)
    before = shown(store)
    rebuild(store, cast.ledger.clock())
    assert shown(store) == before
    store.masterdata.clear()
    heal.heal(store, list(store.records.everything())[::-1], cast.ledger.clock())
    assert shown(store) == before


def test_a_merge_is_verified_and_comes_back_from_a_backup(
    cast: Cast, twice: PartyKey, tmp_path: Path, mongodb: str
) -> None:
    store, clock = cast.ledger.store, cast.ledger.clock
    merge(cast, twice, cast.household)
    while sequencer.turn(store, clock()):
        pass
    assert list(verify(store, namespaces(cast.domain))) == []
    file, secret = tmp_path / "all.backup", "correct horse battery"
    write(store, cast.ledger.keyring, file, secret, clock(), cast.ledger.random)
    with Store.open(mongodb, "restored") as empty:
        empty.client.drop_database("restored")
        restore(empty, file, secret, clock, namespaces(cast.domain), _quiet())
        assert empty.masterdata.kept(twice.uri) == cast.household.uri


def _quiet() -> Callable[[int, int], object]:
    return max


def test_households_alike_are_found(cast: Cast, twice: PartyKey) -> None:
    every = [last.value for last in cast.ledger.store.masterdata.each("party")]
    (pair,) = duplicates.households(it for it in every if isinstance(it, Party))
    assert {pair.one, pair.other} == {cast.household.uri, twice.uri}
    assert pair.why == ("label",)
