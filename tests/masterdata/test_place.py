"""Where: what a plot knows, and what no place can be."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.masterdata.examples import PLOT, plot
from traceability.errors import NotValid
from traceability.masterdata.place import AreaCode
from traceability.masterdata.planting import Rows


def area_code(**but: Any) -> AreaCode:
    return AreaCode(**{"code": "VN-TNOR-0128", "issuer": "Chi cục", **but})


@pytest.mark.parametrize(
    ("make", "but", "field", "sentence"),
    [
        (
            plot,
            {"declared_area_m2": Decimal(-1)},
            "declared_area_m2",
            "Expected an area above 0 m², got -1.",
        ),
        (
            plot,
            {"former_commune": "05000"},
            "former_commune",
            "Expected a commune code in force on 2025-06-30, got '05000'.",
        ),
        (
            plot,
            {"label": ""},
            "label",
            "Expected a label of the plot that strangers may read, got ''.",
        ),
        (
            plot,
            {"part_of": PLOT},
            "part_of",
            f"Expected a farm other than the place itself, got {PLOT.uri!r}.",
        ),
        (
            plot,
            {"kind": "farm"},
            "plants",
            "Expected plants of a plot only, got 'plants of a farm'.",
        ),
        (plot, {"year_planted": 5}, "year_planted", "Expected a year from 1000 to 2200, got 5."),
        (
            area_code,
            {"market": "CHN"},
            "market",
            "Expected an ISO 3166-1 country of two letters, got 'CHN'.",
        ),
        (
            area_code,
            {"status": "lent"},
            "status",
            "Expected one of active, suspended, revoked, got 'lent'.",
        ),
    ],
)
def test_a_place_that_cannot_be_says_what_was_expected(
    make: Callable[..., object], but: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(NotValid) as refused:
        make(**but)
    assert (refused.value.field, str(refused.value)) == (field, sentence)


def test_a_plot_knows_its_size_its_area_and_its_plants() -> None:
    assert (plot().area, plot().plus_area) == (Decimal("11469.3"), "7PH7HQ00+")
    assert plot(shape=None).area == Decimal("11520.5")
    assert plot(plants=(Rows(1, 2, 10), Rows(3, 3, 5))).plant_count == 25
    assert plot().has_plant(3, 16)
    assert not plot().has_plant(3, 17)


def test_strangers_are_shown_the_label_of_a_plot_and_the_name_of_a_factory() -> None:
    factory = plot(kind="factory", plants=(), name="Xưởng chè", label="", former_commune="")
    assert (plot().shown, factory.shown) == ("Nương A", "Xưởng chè")


def test_a_code_for_the_country_itself_has_no_market() -> None:
    assert area_code().market == ""


def test_an_area_in_words_is_converted_and_kept() -> None:
    plot_ = plot(declared_area_m2=None, declared_as="2 sào Bắc Bộ")
    assert (plot_.declared_area_m2, plot_.declared_as) == (Decimal(720), "2 sào Bắc Bộ")


@pytest.mark.parametrize(
    ("said", "area", "field", "sentence"),
    [
        ("2 sào Bắc Bộ", "721", "declared_area_m2", "Expected 720 m², got 721."),
        ("3 yến", None, "declared_as", "Expected an area like 2 sào Bắc Bộ, got '3 yến'."),
        ("0 thước", None, "declared_area_m2", "Expected an area above 0 m², got 0."),
        (
            "một sào",
            None,
            "declared_as",
            "Expected an amount like 3 yến 2 cân or 2 sào Bắc Bộ, got 'một sào'.",
        ),
    ],
)
def test_words_for_another_area_are_refused(
    said: str, area: str | None, field: str, sentence: str
) -> None:
    with pytest.raises(NotValid) as no:
        plot(declared_area_m2=area and Decimal(area), declared_as=said)
    assert (no.value.field, str(no.value)) == (field, sentence)
