"""Rules for the register: how many communes there are, and which had a code on which day."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from traceability.communes.register import (
    EVE,
    MERGER,
    Key,
    Kind,
    Position,
    commune,
    communes_of,
    current,
    former,
    provinces,
)
from traceability.errors import NotFound, NotValid


def test_there_are_34_provinces_and_3321_communes() -> None:
    kinds = Counter(unit.kind for unit in current())
    assert len(provinces()) == 34
    assert kinds == {Kind.COMMUNE: 2621, Kind.WARD: 687, Kind.ZONE: 13}
    assert len(current()) == 3321


def test_there_were_10040_communes_five_of_them_island_districts_without_a_code() -> None:
    assert len(former()) == 10_040
    assert {unit.name for unit in former() if not unit.code} == {
        "Bạch Long Vĩ",
        "Cồn Cỏ",
        "Hoàng Sa",
        "Lý Sơn",
        "Côn Đảo",
    }
    assert len({unit.province.code for unit in former()}) == 63


def test_codes_are_sorted_and_unique() -> None:
    for units in (current(), former()):
        codes = [unit.code for unit in units if unit.code]
        assert codes == sorted(set(codes))
        assert all(len(code) == 5 and code.isdecimal() for code in codes)
    assert list(provinces()) == sorted(provinces())


def test_every_commune_in_force_lies_in_vietnam() -> None:
    places = [unit.position for unit in current() if unit.position]
    assert len(places) == 3321
    assert all(Decimal("7.5") < place.lat < Decimal("23.5") for place in places)
    assert all(102 < place.lon < 115 for place in places)


def test_thai_nguyen_has_92_communes() -> None:
    kinds = Counter(unit.kind for unit in communes_of("19"))
    assert kinds == {Kind.COMMUNE: 77, Kind.WARD: 15}
    assert provinces()["19"].name == "Tỉnh Thái Nguyên"


def test_an_unknown_province_is_refused() -> None:
    with pytest.raises(NotFound) as caught:
        communes_of("06")
    assert str(caught.value) == "Expected a known province code, got '06'."


def test_05488_was_phuc_xuan_until_the_eve_of_the_merger_and_is_dai_phuc_since() -> None:
    before, since = commune("05488", EVE), commune("05488", MERGER)
    assert (before.full_name, since.full_name) == ("Xã Phúc Xuân", "Xã Đại Phúc")
    assert before.district == "Thành phố Thái Nguyên"
    assert (before.valid_from, before.valid_to) == (None, date(2025, 6, 30))
    assert (since.valid_from, since.valid_to) == (date(2025, 7, 1), None)
    assert since.position == Position(Decimal("21.5765"), Decimal("105.7100"))


def test_the_key_of_a_commune_is_its_code_and_first_day() -> None:
    before, since = commune("05488", EVE), commune("05488", MERGER)
    assert since.key == Key("05488", date(2025, 7, 1))
    assert before.key != since.key


def test_a_commune_ends_with_its_last_day() -> None:
    ended = replace(commune("05488", MERGER), valid_to=date(2027, 12, 31))
    assert ended.in_force(date(2027, 12, 31))
    assert not ended.in_force(date(2028, 1, 1))


def test_a_code_that_ended_is_refused_with_the_day() -> None:
    with pytest.raises(NotValid) as caught:
        commune("05494", date(2025, 8, 1))
    assert str(caught.value) == "Expected a commune code in force on 2025-08-01, got '05494'."


@pytest.mark.parametrize("code", ["", "5488", "05488\n", "٠٥٤٨٨", "Đại Phúc"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(NotValid) as caught:
        commune(code, MERGER)
    assert str(caught.value) == f"Expected a commune code of 5 digits, got {code!r}."


def test_a_code_of_neither_list_is_not_found() -> None:
    with pytest.raises(NotFound) as caught:
        commune("99999", MERGER)
    assert str(caught.value) == "Expected a known commune code, got '99999'."


@pytest.mark.parametrize(("code", "province"), [("04714", "15"), ("04924", "25"), ("06967", "22")])
def test_a_position_in_another_landscape_was_replaced(code: str, province: str) -> None:
    unit = commune(code, MERGER)
    assert unit.province.code == province
    assert unit.position in {
        Position(Decimal("21.7645"), Decimal("104.9564")),
        Position(Decimal("20.8937"), Decimal("105.5181")),
        Position(Decimal("21.3006"), Decimal("107.7399")),
    }
