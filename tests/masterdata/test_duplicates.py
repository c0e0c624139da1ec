"""Which households and plots may stand there twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some

from traceability.identifiers.domain import Domain
from traceability.identifiers.own_codes import mint
from traceability.identifiers.uris import PartyKey, PlaceKey
from traceability.masterdata.address import Address
from traceability.masterdata.duplicates import SHARED, households, plots
from traceability.masterdata.geometry import Shape, overlap
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place

DOMAIN = Domain("trace.example")
HERE, THERE = Address("05503", date(2026, 1, 1)), Address("05488", date(2026, 1, 1))


def household(number: int, label: str, name: str = "", address: Address = HERE) -> Party:
    key = PartyKey.from_code(mint(number), DOMAIN)
    return Party(key, "household", name or label, label, address)


def plot(number: int, label: str, west: int = 0, wide: int = 10) -> Place:
    """A plot of so many thousandths of a degree, from the west of the village."""
    left = Decimal("105.7") + Decimal(west) / 1000
    right, low, high = left + Decimal(wide) / 1000, Decimal("21.5"), Decimal("21.51")
    corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
    shape = Shape.read({"type": "Polygon", "coordinates": [[list(each) for each in corners]]})
    key, owner = PlaceKey.from_code(mint(900 + number), DOMAIN), PartyKey.from_code(mint(1), DOMAIN)
    return Place(key, "plot", owner, label, HERE, label, shape=shape)


def kept(uri: str) -> str:
    return uri


def test_the_same_number_is_found_however_it_is_spelled() -> None:
    (pair,) = households([household(1, "Hộ 017"), household(2, "hộ  017"), household(3, "Hộ 18")])
    assert pair.why == ("label",)


def test_the_same_name_counts_within_a_commune_only() -> None:
    one = household(1, "Hộ 1", "Nguyễn Văn An")
    assert households([one, household(2, "Hộ 2", "Nguyen Van An", THERE)]) == ()
    (pair,) = households([one, household(2, "Hộ 2", "Nguyễn Văn An")])
    assert pair.why == ("name",)


def test_the_same_telephone_is_found() -> None:
    both = [replace(household(n, f"Hộ {n}"), phone="+84912345678") for n in (1, 2)]
    assert [pair.why for pair in households(both)] == [("phone",)]


def test_plots_upon_each_other_are_found_and_neighbours_are_not() -> None:
    (pair,) = plots([plot(1, "Nương A"), plot(2, "Nương B", 2), plot(3, "Nương C", 12)], kept)
    assert {pair.one, pair.other} == {plot(1, "A").key.uri, plot(2, "B").key.uri}
    assert pair.why == ("ground",)


def test_the_same_name_of_one_household_is_found() -> None:
    assert [pair.why for pair in plots([plot(1, "Nương A"), plot(2, "nương a", 50)], kept)] == [
        ("label",)
    ]


PLOTS = some.lists(some.tuples(some.integers(0, 40), some.integers(1, 20)), max_size=7)


@settings(max_examples=30)
@given(PLOTS)
def test_the_sweep_finds_what_comparing_all_with_all_finds(boxes: list[tuple[int, int]]) -> None:
    every = [plot(number, f"N{number}", *box) for number, box in enumerate(boxes)]
    shapes = {place.key.uri: place.shape for place in every}
    alike = {
        (one, other)
        for one, shape in shapes.items()
        for other, second in shapes.items()
        if one < other and shape and second and overlap(shape, second) >= SHARED
    }
    assert {(pair.one, pair.other) for pair in plots(every, kept)} == alike
