"""All rules together: their order, the table, and the same through the ledger."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.findings.farm import NOW, TEA, Farm
from traceability.errors import Conflict
from traceability.events import event, makers
from traceability.events.event import Body
from traceability.events.occasion import Goods, namespaces
from traceability.findings.finding import Effect, Finding
from traceability.findings.judge import judge
from traceability.findings.rules import RULES
from traceability.identifiers.uris import BatchKey
from traceability.ledger.gather import gather
from traceability.store.store import Store


def _troubled() -> tuple[Farm, BatchKey]:
    farm = Farm()
    leaf = farm.harvest()
    farm.spray(3, preHarvestIntervalDays=7)
    farm.spray(2)
    packs = farm.pack(farm.make({leaf: "26", farm.batch(): None}, "9"), "10", 200)
    del farm.known[TEA.uri]
    farm.mark("hold", packs)
    return farm, packs


def test_the_gravest_come_first() -> None:
    farm, packs = _troubled()
    effects = [each.effect for each in farm.judged(packs)]
    assert effects == sorted(effects, reverse=True)
    assert {Effect.STOPS, Effect.BLOCKS, Effect.CANNOT_BE_JUDGED} <= set(effects)


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_telling(shuffled: random.Random) -> None:
    farm, packs = _troubled()
    before = farm.judged(packs)
    shuffled.shuffle(farm.told)
    assert farm.judged(packs) == before


def test_every_finding_is_of_a_rule_that_is_judged() -> None:
    farm, packs = _troubled()
    assert all(RULES[each.rule].judged for each in farm.judged(packs))


def test_a_rule_is_one_line() -> None:
    assert all("\n" not in rule.checks and rule.source for rule in RULES.values())


def test_a_batch_that_adds_up_may_be_published(cast: Cast, store: Store) -> None:
    packs = cast.packed_tea()
    cast.state("publish", packs.uri)
    assert all(each.effect < Effect.BLOCKS for each in judge(gather(store, packs.uri), NOW))


def test_a_batch_that_does_not_add_up_is_refused_with_its_rules(cast: Cast) -> None:
    packs = cast.pack(cast.make({cast.harvest("26"): "26"}, "9"), "5", 70)
    with pytest.raises(Conflict) as no:
        cast.state("publish", packs.uri)
    assert str(no.value) == "Expected a batch without blocking findings, got 'M2, M4'."


def _spray(cast: Cast, days: int) -> Body:
    at, crop = cast.at(hours=-48), BatchKey(cast.plot.uri)
    return makers.spray(at, crop, {"product": "Abc", "preHarvestIntervalDays": days})


def test_a_spray_on_the_plot_is_found_by_the_ledger(cast: Cast, store: Store) -> None:
    cast.tell("spray", _spray(cast, 7))
    leaf = cast.harvest()
    (found,) = [each for each in judge(gather(store, leaf.uri), NOW) if each.rule == "P1"]
    assert (found.effect, found.numbers["interval"]) == (Effect.BLOCKS, "7")


def test_a_spray_that_was_declared_wrong_says_nothing(cast: Cast, store: Store) -> None:
    body = _spray(cast, 7)
    cast.tell("spray", body)
    wrong = event.make(body, namespaces(cast.domain))
    cast.tell("correct", makers.correct(wrong, cast.ledger.clock(), "did_not_occur", []))
    assert gather(store, cast.harvest().uri).sprays == {cast.plot.uri: ()}


def test_findings_are_kept_and_read_back_as_they_are(cast: Cast, store: Store) -> None:
    leaf = cast.harvest()
    cast.tell("recall", makers.mark("recall", cast.at(hours=1), [Goods(leaf)], {}))
    tea = cast.make({leaf: "25.5"}, "5")
    found = judge(gather(store, tea.uri), NOW)
    store.findings.replace(tea.uri, cast.cooperative.uri, found)
    assert sorted(store.findings.of_batch(tea.uri), key=_named) == sorted(found, key=_named)
    assert found[0].rule == "R"


def _named(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.about, str(sorted(finding.numbers.items()))
