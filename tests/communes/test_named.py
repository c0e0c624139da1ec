"""A commune by the names that people write: with marks or none, today's or from before the merger."""

from datetime import date

import pytest

from traceability.communes.named import named
from traceability.communes.succession import Divided
from traceability.errors import NotValid

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "province", "code"),
    [
        ("Tân Cương", "Thái Nguyên", "05503"),
        ("xã tân cương", "Tỉnh Thái Nguyên", "05503"),
        ("tan cuong", "thai nguyen", "05503"),
        ("X. Tân Cương", "Thái Nguyên", "05503"),
        ("05503", "bất kỳ", "05503"),
    ],
)
def test_a_commune_is_found_as_people_write_it(text: str, province: str, code: str) -> None:
    assert named(text, province, DAY).code == code


def test_an_old_name_leads_to_what_the_commune_became() -> None:
    assert named("Phúc Xuân", "Thái Nguyên", DAY).full_name == "Xã Đại Phúc"


def test_an_old_province_leads_to_the_one_it_was_merged_into() -> None:
    assert named("Ba Bể", "Bắc Kạn", DAY).province.name == "Tỉnh Thái Nguyên"


def test_an_old_commune_that_went_to_several_is_asked_back() -> None:
    with pytest.raises(Divided) as asked:
        named("Cam Giá", "Thái Nguyên", DAY)
    assert [unit.name for unit in asked.value.choices] == ["Gia Sàng", "Tích Lương"]
    assert "05467 Phường Gia Sàng, 05500 Phường Tích Lương" in str(asked.value)


def test_a_name_of_several_communes_is_asked_back() -> None:
    with pytest.raises(NotValid, match=r"Expected one of [0-9]{5} "):
        named("van lang", "Thái Nguyên", DAY)


@pytest.mark.parametrize("text", ["Không Có", "", "Xã"])
def test_a_name_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(NotValid, match=r"Expected a commune of Thái Nguyên, got "):
        named(text, "Thái Nguyên", DAY)


def test_a_province_that_is_none_is_refused() -> None:
    with pytest.raises(
        NotValid, match=r"Expected a province such as Thái Nguyên, got 'Atlantis'\."
    ):
        named("Tân Cương", "Atlantis", DAY)
