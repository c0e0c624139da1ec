"""The plots: valid, apart from each other, of plausible sizes, planted with real cultivars."""

from decimal import Decimal
from itertools import combinations

import pytest

from traceability.communes.register import MERGER
from traceability.demo.land import CULTIVARS, Land, surveyed
from traceability.demo.people import gathered
from traceability.demo.stage import FULL, Stage
from traceability.identifiers.domain import Domain
from traceability.masterdata.geometry import overlap


@pytest.fixture(scope="module")
def land() -> Land:
    """The land at full scale."""
    stage = Stage(Domain("trace.example"), 2026)
    return surveyed(stage, gathered(stage))


def test_there_are_as_many_plots_as_asked_for_each_in_one_round(land: Land) -> None:
    assert len({plot.key for plot in land.plots}) == len(land.plots) == FULL.plots
    assert all(1 <= len(each.plots) <= 5 for each in land.rounds)


def test_no_plot_overlaps_another(land: Land) -> None:
    shapes = [(shape, shape.centroid) for plot in land.plots if (shape := plot.place.shape)]
    near = [
        (one, other)
        for (one, here), (other, there) in combinations(shapes, 2)
        if max(abs(here[0] - there[0]), abs(here[1] - there[1])) < Decimal("0.002")
    ]
    assert len(near) > len(shapes)
    assert not any(overlap(one, other) for one, other in near)


def test_a_plot_has_five_to_seven_corners_and_500_to_5000_square_metres(land: Land) -> None:
    for plot in land.plots:
        shape = plot.place.shape
        assert shape is not None
        assert 6 <= len(list(shape.positions())) <= 8
        assert Decimal(450) <= (shape.area_m2 or 0) <= Decimal(5000)


def test_a_plot_has_some_18_000_plants_a_hectare_and_a_cultivar_of_its_line(land: Land) -> None:
    for each in land.rounds:
        for plot in each.plots:
            assert 17_000 <= plot.place.plant_count / plot.hectares <= 18_100
            assert plot.place.cultivar in CULTIVARS[each.line]


def test_plots_stand_in_real_communes_and_remember_the_former_ones(land: Land) -> None:
    communes = {(plot.place.address.unit.name, plot.place.former_commune) for plot in land.plots}
    assert communes == {
        ("Tân Cương", "05503"),
        ("Tân Cương", "05497"),
        ("Đại Phúc", "05488"),
        ("Đại Phúc", "05494"),
    }
    assert {plot.place.address.on for plot in land.plots} == {MERGER}
