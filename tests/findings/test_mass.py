"""M1, M2, M4 and M6: the weight adds up, or a finding says by how much it does not."""

from decimal import Decimal

import pytest

from tests.findings.farm import LEAF, TEA, Farm, tea
from traceability.events.amount import Amount
from traceability.findings.finding import Effect


def test_a_story_that_adds_up_has_no_findings(farm: Farm) -> None:
    assert farm.judged(farm.packed()) == []


@pytest.mark.parametrize(
    ("out", "effect"),
    [("5.0", []), ("5.01", [Effect.NOTED]), ("5.025", [Effect.NOTED]), ("5.03", [Effect.BLOCKS])],
)
def test_more_out_than_in_is_the_scales_doing_up_to_half_a_percent(
    farm: Farm, out: str, effect: list[Effect]
) -> None:
    bulk = farm.make({farm.harvest("25"): "25"}, "5")
    graded = farm.make({bulk: "5"}, out, step="grading", hours=9)
    assert [each.effect for each in farm.judged(graded, "M1")] == effect


def test_a_finding_says_how_much_too_much(farm: Farm) -> None:
    bulk = farm.make({farm.harvest("25"): "25"}, "5")
    (over,) = farm.judged(farm.make({bulk: "5"}, "6.50", step="grading", hours=9), "M1")
    assert over.numbers == {"in_kg": "5", "out_kg": "6.5", "over_kg": "1.5"}


def test_an_unknown_weight_is_no_alarm(farm: Farm) -> None:
    made = farm.make({farm.harvest("26"): None})
    (event, leaf) = farm.judged(made, "M1", "M2")
    assert event.effect is leaf.effect is Effect.CANNOT_BE_JUDGED
    assert {event.numbers["missing"], leaf.numbers["missing"]} == {"input", "used"}


def test_an_unknown_output_cannot_be_judged(farm: Farm) -> None:
    (event,) = farm.judged(farm.make({farm.harvest("26"): "26"}, None), "M1", "M2")
    assert (event.effect, event.numbers) == (Effect.CANNOT_BE_JUDGED, {"missing": "output"})


def test_leaf_that_was_used_twice_blocks(farm: Farm) -> None:
    leaf = farm.harvest("26")
    farm.make({leaf: "26"})
    again = farm.make({leaf: "26"}, hours=9)
    (over,) = farm.judged(again, "M1")
    assert (over.about, over.effect) == (leaf.uri, Effect.BLOCKS)
    assert over.numbers == {"made": "26", "over": "26", "measure": "mass"}


def test_leaf_used_by_a_scales_error_more_is_noted(farm: Farm) -> None:
    assert farm.effects(farm.make({farm.harvest("26"): "26.1"}), "M1") == [("M1", Effect.NOTED)]


def test_use_of_leaf_that_nobody_weighed_cannot_be_judged(farm: Farm) -> None:
    (found,) = farm.judged(farm.make({farm.harvest(None): "26"}), "M1")
    assert found.numbers == {"missing": "made", "measure": "mass"}


def test_packs_that_were_sold_by_weight_cannot_be_judged(farm: Farm) -> None:
    packs = farm.packed()
    farm.observe("sell", packs, "1", 50)
    (found,) = farm.judged(packs, "M1")
    assert found.numbers == {"missing": "made", "measure": "mass"}


def test_more_packs_sold_than_were_packed_blocks(farm: Farm) -> None:
    packs = farm.packed()
    farm.observe("sell", packs, 53, 50)
    (over,) = farm.judged(packs, "M1")
    assert over.numbers == {"made": "52", "over": "1", "measure": "count"}


@pytest.mark.parametrize(
    ("made", "effect"),
    [
        ("7.3", [Effect.BLOCKS]),
        ("7.2", [Effect.NOTED]),
        ("6.5", []),
        ("4.0", []),
        ("3.9", [Effect.NOTED]),
        ("3.0", [Effect.NOTED]),
    ],
)
def test_fresh_to_made_has_a_usual_band(farm: Farm, made: str, effect: list[Effect]) -> None:
    tea_made = farm.make({farm.harvest("26"): "26"}, made)
    assert [each.effect for each in farm.judged(tea_made, "M2")] == effect


def test_an_unusual_ratio_asks_for_a_reason_until_one_is_given(farm: Farm) -> None:
    asked = farm.make({farm.harvest("26"): "26"}, "3.9")
    given = farm.make({farm.harvest("26"): "26"}, "3.9", hours=9, reason="mưa")
    numbers = [farm.judged(each, "M2")[0].numbers for each in (asked, given)]
    assert [each["reason"] for each in numbers] == ["asked", "given"]
    assert numbers[0]["ratio"] == "6.67"


def test_a_reason_does_not_make_the_impossible_possible(farm: Farm) -> None:
    made = farm.make({farm.harvest("26"): "26"}, "8", reason="khô")
    assert farm.effects(made, "M2") == [("M2", Effect.BLOCKS)]


def test_withered_leaf_is_still_wet(farm: Farm) -> None:
    made = farm.make({farm.harvest("26"): "26"}, "20", step="withering")
    assert farm.judged(made, "M2") == []


def test_a_making_of_nobody_knows_what_cannot_be_judged(farm: Farm) -> None:
    (found,) = farm.judged(farm.make({farm.harvest(): "26"}, product=None), "M2")
    assert found.numbers == {"missing": "product"}


def test_leaf_made_of_leaf_has_no_ratio(farm: Farm) -> None:
    assert farm.judged(farm.make({farm.harvest(): "26"}, "20", product=LEAF.uri), "M2") == []


def test_packs_may_weigh_one_percent_more_than_what_was_packed(farm: Farm) -> None:
    bulk = farm.make({farm.harvest("26"): "26"}, "5.2")
    assert farm.judged(farm.pack(bulk, "4.96", 50), "M4") == []
    (over,) = farm.judged(farm.pack(bulk, "4.9", 50), "M4")
    assert over.numbers == {"in_kg": "4.9", "out_kg": "5", "over_kg": "0.1"}
    assert over.effect is Effect.BLOCKS


@pytest.mark.parametrize("content", [None, "LTR"])
def test_packs_without_a_net_weight_cannot_be_judged(farm: Farm, content: str | None) -> None:
    amount = Amount(Decimal("0.1"), content) if content else None
    packs = farm.packed()
    farm.known[TEA.uri] = tea(net_content=amount)
    (found,) = farm.judged(packs, "M4")
    assert (found.effect, found.numbers) == (Effect.CANNOT_BE_JUDGED, {"missing": "output"})


def test_packs_of_packs_are_weighed_by_their_content(farm: Farm) -> None:
    packs = farm.packed()
    assert farm.judged(farm.pack(packs, 10, 10), "M4", "M1") == []
    assert farm.effects(farm.pack(packs, 10, 11), "M4") == [("M4", Effect.BLOCKS)]


def test_what_comes_back_was_sold_or_sent_before(farm: Farm) -> None:
    packs = farm.packed()
    farm.observe("sell", packs, 3, 50)
    farm.observe("ship", packs, 2, 50)
    farm.observe("return", packs, 5, 51)
    assert farm.judged(packs, "M6", "M1") == []


def test_more_back_than_ever_went_is_noted_and_is_not_for_sale_again(farm: Farm) -> None:
    packs = farm.packed()
    farm.observe("return", packs, 5000, 50)
    farm.observe("sell", packs, 53, 51)
    (over, back) = farm.judged(packs, "M6", "M1")
    assert (over.rule, over.effect, over.numbers["over"]) == ("M1", Effect.BLOCKS, "1")
    assert (back.rule, back.effect) == ("M6", Effect.NOTED)
    assert back.numbers == {"over": "5000", "measure": "count"}


def test_what_was_sold_and_came_back_is_sold_again(farm: Farm) -> None:
    packs = farm.packed()
    for hours, happening in ((50, "sell"), (51, "return"), (52, "sell")):
        farm.observe(happening, packs, 52, hours)
    assert farm.judged(packs, "M6", "M1") == []


def test_of_a_source_more_came_back_than_went(farm: Farm) -> None:
    leaf = farm.harvest()
    farm.observe("return", leaf, "5", 2)
    (found,) = farm.judged(farm.make({leaf: "26"}), "M6")
    assert (found.about, found.numbers["over"]) == (leaf.uri, "5")


def test_returns_of_what_was_sold_unweighed_cannot_be_judged(farm: Farm) -> None:
    leaf = farm.harvest()
    farm.observe("sell", leaf, None, 50)
    farm.observe("return", leaf, "5", 51)
    (found,) = farm.judged(leaf, "M6")
    assert (found.effect, found.numbers["missing"]) == (Effect.CANNOT_BE_JUDGED, "gone")
