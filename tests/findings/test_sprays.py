"""P1 to P4 with a list that was loaded: the longer interval, what is permitted, the dose."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.cast import MORNING
from tests.findings.farm import COOPERATIVE, DOMAIN, PLOT, Farm, plot
from traceability.events.amount import Amount
from traceability.events.dose import Dose
from traceability.events.said import heard
from traceability.findings.finding import Effect, Finding
from traceability.findings.sprays import interval_of
from traceability.journey.dossier import Loaded
from traceability.masterdata.inputs import (
    DoseRange,
    Ingredient,
    InputList,
    InputRow,
    key_of_list,
)


def row(**but: Any) -> InputRow:
    said: dict[str, Any] = {
        "row": "R1",
        "name": "Thuốc A",
        "maker": "Công ty B",
        "ingredients": (Ingredient("Abamectin", "18 g/l"),),
        "registration": "123/CNĐKT",
        "crops": ("chè",),
        "pests": ("rầy xanh",),
        "valid_from": date(2026, 1, 1),
        "source": "Thông tư thử nghiệm",
        "dose": DoseRange(Decimal("0.4"), Decimal("0.6"), "LTR", "HAR"),
        "interval_days": 7,
    }
    return InputRow(**(said | but))


@pytest.fixture
def listed(farm: Farm) -> Farm:
    """A farm on tea whose cooperative loaded a list of one row."""
    farm.known[PLOT.uri] = plot(crop="Trà")
    load(farm, row())
    return farm


def load(farm: Farm, *rows: InputRow) -> None:
    value = InputList(key_of_list(COOPERATIVE, DOMAIN), COOPERATIVE, rows)
    farm.inputs[PLOT.uri] = Loaded(value, "3", MORNING)


def dose(number: str, unit: str, per: Amount) -> dict[str, Any]:
    return {"doseOf": Dose(Amount(Decimal(number), unit), per).body}


HECTARE = Amount(Decimal(1), "HAR")


def judged(farm: Farm, days: int, rule: str, **said: Any) -> list[Finding]:
    farm.spray(days, **({"inputName": "thuốc  a"} | said))
    return farm.judged(farm.harvest(), rule)


@pytest.mark.parametrize(
    ("days", "typed", "asked", "source"),
    [
        (6, {"preHarvestIntervalDays": 3}, "7", "list"),
        (6, {}, "7", "list"),
        (9, {"preHarvestIntervalDays": 10}, "10", "label"),
        (6, {"preHarvestIntervalDays": 7}, "7", "label"),
        (6, {"preHarvestIntervalDays": 7, "intervalFrom": "list"}, "7", "list"),
    ],
)
def test_the_longer_interval_counts_and_says_where_it_is_from(
    listed: Farm, days: int, typed: dict[str, Any], asked: str, source: str
) -> None:
    (found,) = judged(listed, days, "P1", **typed)
    assert found.effect is Effect.BLOCKS
    assert (found.numbers["interval"], found.numbers["interval_from"]) == (asked, source)


def test_after_the_lists_interval_nothing_is_found(listed: Farm) -> None:
    assert judged(listed, 7, "P1") == []


@pytest.mark.parametrize(
    "said",
    [
        {"input": "R1", "inputName": "x"},
        {"inputName": "THUỐC A"},
        {"inputName": "x", "registration": "123/cnđkt"},
    ],
)
def test_a_product_is_known_by_row_by_number_or_by_name(listed: Farm, said: dict[str, str]) -> None:
    assert judged(listed, 6, "P2", **said) == []


@pytest.mark.parametrize(
    ("but", "why"),
    [
        ({"crops": ("lúa",)}, "not_for_crop"),
        ({"valid_from": date(2026, 6, 1)}, "not_that_day"),
        ({"valid_until": date(2026, 3, 13)}, "not_that_day"),
    ],
)
def test_what_is_not_permitted_blocks(listed: Farm, but: dict[str, Any], why: str) -> None:
    load(listed, row(**but))
    (found,) = judged(listed, 6, "P2")
    assert (found.effect, found.numbers) == (
        Effect.BLOCKS,
        {"why": why, "row": "R1", "version": "3"},
    )


def test_one_row_of_several_that_permits_is_enough(listed: Farm) -> None:
    load(listed, row(crops=("lúa",)), row(row="R2"))
    assert judged(listed, 6, "P2") == []


def test_what_no_row_names_is_noted(listed: Farm) -> None:
    (found,) = judged(listed, 6, "P2", inputName="Thuốc khác")
    assert (found.effect, found.numbers["why"]) == (Effect.NOTED, "unlisted")


def test_a_plot_whose_crop_is_unknown_cannot_be_judged(listed: Farm) -> None:
    listed.known[PLOT.uri] = plot()
    (found,) = judged(listed, 6, "P2")
    assert (found.effect, found.numbers) == (Effect.CANNOT_BE_JUDGED, {"missing": "crop"})


def test_limits_cannot_be_checked_with_a_list_either(listed: Farm) -> None:
    (found,) = judged(listed, 6, "P3")
    assert found.effect is Effect.CANNOT_BE_JUDGED


@pytest.mark.parametrize(
    ("said", "effect", "why"),
    [
        (dose("0.5", "LTR", HECTARE), None, ""),
        (dose("20", "MLT", heard("1 sào Bắc Bộ")), None, ""),
        (dose("22", "MLT", heard("1 sào Bắc Bộ")), Effect.NOTED, "dose_range"),
        (dose("0.39", "LTR", HECTARE), Effect.NOTED, "dose_range"),
        (dose("500", "GRM", HECTARE), Effect.NOTED, "dose_unit"),
        (dose("20", "MLT", Amount(Decimal(16), "LTR")), Effect.NOTED, "dose_unit"),
        ({}, Effect.CANNOT_BE_JUDGED, ""),
        ({"doseOf": "a lot"}, Effect.CANNOT_BE_JUDGED, ""),
    ],
)
def test_a_dose_outside_the_range_is_noted(
    listed: Farm, said: dict[str, Any], effect: Effect | None, why: str
) -> None:
    found = judged(listed, 6, "P4", **said)
    assert [(one.effect, one.numbers.get("why", "")) for one in found] == (
        [(effect, why)] if effect is not None else []
    )


def test_a_list_without_a_range_asks_for_no_dose(listed: Farm) -> None:
    load(listed, row(dose=None))
    assert judged(listed, 6, "P4") == []


def test_a_plot_is_closed_by_the_longer_interval(listed: Farm) -> None:
    spray = listed.spray(6, inputName="Thuốc A", preHarvestIntervalDays=3)
    assert interval_of(spray) == 3
    assert interval_of(spray, "chè", listed.inputs[PLOT.uri]) == 7
