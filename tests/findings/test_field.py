"""E1 and P1 to P3: what happened on the plot."""

import pytest

from tests.findings.farm import PLOT, Farm, plot
from traceability.findings.finding import Effect


def test_more_than_four_tonnes_a_hectare_in_one_harvest_is_noted(farm: Farm) -> None:
    (found,) = farm.judged(farm.harvest("1600.4"), "E1")
    assert found.effect is Effect.NOTED
    assert found.numbers == {"kg": "1600.4", "area_m2": "4000", "kg_per_ha": "4001"}
    assert farm.judged(farm.harvest("1600"), "E1") == []


def test_a_plot_without_area_cannot_be_judged(farm: Farm) -> None:
    farm.known[PLOT.uri] = plot(declared_area_m2=None)
    (found,) = farm.judged(farm.harvest(), "E1")
    assert (found.effect, found.numbers) == (Effect.CANNOT_BE_JUDGED, {"missing": "area"})


def test_a_harvest_that_nobody_weighed_cannot_be_judged(farm: Farm) -> None:
    (found,) = farm.judged(farm.harvest(None), "E1")
    assert found.numbers == {"missing": "weight"}


def test_a_harvest_within_the_interval_of_a_spray_blocks(farm: Farm) -> None:
    spray = farm.spray(6, preHarvestIntervalDays=7)
    harvest = farm.harvest()
    (found,) = farm.judged(harvest, "P1")
    assert (found.about, found.effect) == (spray.id, Effect.BLOCKS)
    assert {name: found.numbers[name] for name in ("days", "interval", "interval_from")} == {
        "days": "6",
        "interval": "7",
        "interval_from": "label",
    }


def test_a_harvest_on_the_last_day_of_the_interval_is_fine(farm: Farm) -> None:
    farm.spray(7, preHarvestIntervalDays=7)
    assert farm.judged(farm.harvest(), "P1") == []


def test_a_spray_after_the_harvest_says_nothing(farm: Farm) -> None:
    farm.spray(-1, preHarvestIntervalDays=7)
    assert farm.judged(farm.harvest(), "P1", "P2", "P3") == []


@pytest.mark.parametrize("typed", [{}, {"preHarvestIntervalDays": "một tuần"}])
def test_a_spray_without_interval_cannot_be_judged(farm: Farm, typed: dict[str, str]) -> None:
    spray = farm.spray(6, **typed)
    leaf = farm.harvest()
    cannot = Effect.CANNOT_BE_JUDGED
    assert farm.effects(leaf, "P1", "P2", "P3") == [("P1", cannot), ("P2", cannot), ("P3", cannot)]
    assert {each.about for each in farm.judged(leaf, "P1", "P2", "P3")} == {spray.id}


@pytest.mark.parametrize("typed", ["-3", "NaN"])
def test_an_interval_that_is_no_number_of_days_is_none(farm: Farm, typed: str) -> None:
    farm.spray(6, preHarvestIntervalDays=typed)
    assert farm.effects(farm.harvest(), "P1") == [("P1", Effect.CANNOT_BE_JUDGED)]


def test_a_spray_of_long_ago_is_not_asked_about(farm: Farm) -> None:
    farm.spray(366)
    assert farm.judged(farm.harvest(), "P1", "P2", "P3") == []


def test_without_a_spray_nothing_is_asked(farm: Farm) -> None:
    assert farm.judged(farm.packed(), "P1", "P2", "P3") == []


def test_an_absurd_interval_is_a_year_and_blocks(farm: Farm) -> None:
    farm.spray(6, preHarvestIntervalDays="1E+999999")
    (found,) = farm.judged(farm.harvest(), "P1")
    assert (found.effect, found.numbers["interval"]) == (Effect.BLOCKS, "365")
