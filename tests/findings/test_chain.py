"""S1, C1, S2 and R: the story holds together."""

from datetime import timedelta

from tests.cast import MORNING
from tests.findings.farm import (
    COOPERATIVE,
    DOMAIN,
    FACTORY,
    LEAF,
    PLOT,
    STRANGER,
    TEA,
    Farm,
    amount,
    plot,
)
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.findings.finding import Effect
from traceability.identifiers.own_codes import Serial
from traceability.identifiers.uris import BatchKey, SerialKey


def test_tea_of_leaf_that_nobody_recorded_blocks(farm: Farm) -> None:
    leaf = farm.batch()
    (found,) = farm.judged(farm.make({leaf: "26"}), "S1")
    assert found.effect is Effect.BLOCKS
    assert found.numbers == {"missing": "making", "input": leaf.uri}


def test_a_batch_that_was_only_seen_has_no_making(farm: Farm) -> None:
    tea = farm.batch()
    farm.observe("receive", tea, "5", 8)
    (found,) = farm.judged(tea, "S1")
    assert (found.about, found.numbers) == (tea.uri, {"missing": "making"})


def test_tea_is_not_plucked(farm: Farm) -> None:
    tea = farm.batch()
    goods = Goods(tea, amount("5"))
    farm.tell(makers.harvest(farm.at(PLOT, 0), goods, None, {"product": TEA.uri}))
    (found,) = farm.judged(tea, "S1")
    assert found.numbers == {"missing": "inputs"}


def _commissioned(farm: Farm, leaf: BatchKey, place: str) -> None:
    body = makers.harvest(farm.at(PLOT, 0), Goods(leaf, amount("26")), None, {"product": LEAF.uri})
    farm.tell({**body, "bizStep": "commissioning", "bizLocation": {"id": place}})


def test_what_comes_into_being_on_a_plot_is_a_harvest_and_in_a_factory_is_not(farm: Farm) -> None:
    plucked, found_there = farm.batch(), farm.batch()
    _commissioned(farm, plucked, PLOT.uri)
    _commissioned(farm, found_there, FACTORY.uri)
    assert farm.judged(plucked, "S1") == []
    assert farm.effects(found_there, "S1") == [("S1", Effect.BLOCKS)]


def test_a_single_pack_cannot_be_judged(farm: Farm) -> None:
    pack = SerialKey.of(farm.packed(), Serial("0000000017"), DOMAIN)
    again = farm.batch()
    goods = [Goods(again, amount(1))]
    at = farm.at(FACTORY, 40)
    farm.tell(makers.pack(at, [Goods(pack)], goods, None, {"product": TEA.uri}, again=True))
    assert farm.effects(again, "S1") == [("S1", Effect.CANNOT_BE_JUDGED)]


def test_a_batch_that_two_parties_say_they_made_blocks_and_all_that_is_made_of_it(
    farm: Farm,
) -> None:
    leaf = farm.harvest()
    farm.harvest(party=STRANGER, into=leaf, hours=1)
    for batch in (leaf, farm.make({leaf: "26"})):
        (found,) = farm.judged(batch, "C1")
        assert (found.about, found.effect) == (leaf.uri, Effect.BLOCKS)
        assert found.numbers == {"makers": "2"}


def test_a_cooperative_and_its_members_make_a_batch_together(farm: Farm) -> None:
    leaf = farm.harvest()
    farm.harvest(party=COOPERATIVE, into=leaf, hours=1)
    assert farm.judged(leaf, "C1") == []


def test_a_batch_that_goes_into_itself_blocks(farm: Farm) -> None:
    one, other = farm.batch(), farm.batch()
    farm.make({one: "5"}, "5", into=other, step="blending")
    farm.make({other: "5"}, "5", into=one, step="blending")
    circles = [each for each in farm.judged(one, "S2") if "circle" in each.numbers]
    assert {each.about for each in circles} == {one.uri, other.uri}
    assert {each.effect for each in circles} == {Effect.BLOCKS}


def test_what_is_used_before_it_was_made_blocks(farm: Farm) -> None:
    leaf = farm.harvest(hours=9)
    (found,) = farm.judged(farm.make({leaf: "26"}, hours=8), "S2")
    assert found.effect is Effect.BLOCKS
    assert found.numbers == {
        "input": leaf.uri,
        "made": (MORNING + timedelta(hours=9)).isoformat(),
        "used": (MORNING + timedelta(hours=8)).isoformat(),
    }


def test_a_harvest_before_the_planting_is_noted(farm: Farm) -> None:
    farm.known[PLOT.uri] = plot(year_planted=2027)
    (found,) = farm.judged(farm.packed(), "S2")
    assert found.effect is Effect.NOTED
    assert found.numbers == {"planted": "2027", "harvested": "2026-03-20"}


def test_a_recalled_source_stops_what_was_made_of_it(farm: Farm) -> None:
    leaf = farm.harvest()
    packs = farm.pack(farm.make({leaf: "26"}), "5.2", 52)
    farm.mark("recall", leaf)
    (found,) = farm.judged(packs, "R")
    assert (found.effect, found.numbers) == (Effect.STOPS, {"source": leaf.uri})
    farm.mark("recall", packs)
    assert farm.judged(packs, "R") == []


def test_what_others_make_of_a_batch_is_not_its_finding(farm: Farm) -> None:
    leaf = farm.harvest()
    farm.make({leaf: "26", farm.batch(): "3"}, "300")
    assert farm.judged(leaf, "S1", "M1", "M2") == []
