"""Rules for the communes nearest to a position."""

from decimal import Decimal

from traceability.communes.near import nearest
from traceability.communes.register import MERGER, Position, commune


def test_the_commune_whose_middle_is_nearest_goes_first() -> None:
    at = commune("05488", MERGER).position
    assert at
    assert [unit.code for unit in nearest(at, limit=2)] == ["05488", "05809"]


def test_only_as_many_as_asked_for_are_given() -> None:
    assert len(nearest(Position(Decimal(21), Decimal(105)))) == 5
