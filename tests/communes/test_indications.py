"""Rules for the areas of geographical indications."""

from traceability.communes.indications import TAN_CUONG
from traceability.communes.register import EVE, MERGER, commune


def test_the_tan_cuong_area_is_three_old_communes() -> None:
    names = [unit.full_name for unit in TAN_CUONG.area()]
    assert names == ["Xã Phúc Xuân", "Xã Phúc Trìu", "Xã Tân Cương"]


def test_the_area_lies_in_two_communes_of_today() -> None:
    assert [unit.name for unit in TAN_CUONG.touches()] == ["Đại Phúc", "Tân Cương"]


def test_an_old_commune_is_covered_and_the_new_one_of_the_same_code_is_not() -> None:
    assert TAN_CUONG.covers(commune("05503", EVE))
    assert not TAN_CUONG.covers(commune("05503", MERGER))
    assert not TAN_CUONG.covers(commune("05497", EVE))
