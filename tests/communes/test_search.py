"""Rules for finding a commune by its name of today or of before."""

import unicodedata
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.communes.register import Commune, current, former
from traceability.communes.search import search
from traceability.communes.succession import all_successions


@pytest.mark.parametrize(
    "text",
    ["Đại Phúc", "dai phuc", "ĐẠI PHÚC", " dai  phuc ", "xã Đại Phúc", "xa dai phuc"],
)
def test_dai_phuc_of_thai_nguyen_is_found_with_and_without_marks(text: str) -> None:
    found = search(text)[0]
    assert (found.commune.code, found.commune.province.code) == ("05488", "19")
    assert found.formerly is None


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert search(unicodedata.normalize("NFD", "Đại Phúc")) == search("Đại Phúc")


def test_an_old_name_finds_todays_commune_and_says_formerly() -> None:
    (found,) = search("Phúc Trìu")
    assert found.formerly
    assert (found.commune.full_name, found.formerly.full_name) == ("Xã Đại Phúc", "Xã Phúc Trìu")
    assert found.named == found.formerly


def test_a_divided_commune_finds_all_it_became() -> None:
    assert {found.commune.code for found in search("gia sàng")} >= {"05443", "05467"}


def test_an_island_district_without_a_code_finds_its_zone() -> None:
    (found,) = search("huyện Côn Đảo")
    assert found.commune.full_name == "Đặc khu Côn Đảo"


@pytest.mark.parametrize(("one", "other"), [("Hoà Bình", "Hòa Bình"), ("Thuỷ", "Thủy")])
def test_the_place_of_the_tone_does_not_matter(one: str, other: str) -> None:
    assert search(one)
    assert search(one) == search(other)


def test_the_exact_name_goes_before_its_beginning_and_this_before_a_later_word() -> None:
    names = [found.named.name for found in search("tân cương", limit=20)]
    assert names[0] == "Tân Cương"
    names = [found.named.name for found in search("la bằng", limit=20)]
    assert names[0] == "La Bằng"
    whole = [name.startswith("Khe") for name in (f.named.name for f in search("khe mo", 50))]
    assert whole == sorted(whole, reverse=True)


def test_a_later_word_of_the_name_is_found_after_the_others() -> None:
    names = [found.named.name for found in search("cương", limit=500)]
    ranks = [0 if name.startswith(("Cương", "Cường")) else 1 for name in names]
    assert "Tân Cương" in names
    assert ranks == sorted(ranks)


def test_the_same_marks_go_first_when_marks_are_written() -> None:
    for written in ("Phú Thạnh", "Phú Thành"):
        assert search(written)[0].named.name == written


def test_a_province_and_a_limit_narrow_it() -> None:
    found = search("tân", limit=3, province="19")
    assert len(found) == 3
    assert {each.commune.province.code for each in found} == {"19"}


def test_the_kind_before_a_name_is_kept_to() -> None:
    kinds = {found.named.full_name for found in search("phường 4", limit=50)}
    assert kinds == {"Phường 4"}


@pytest.mark.parametrize("text", ["", " ", "t", "đ", "...", "xa t", "qqqq"])
def test_too_little_or_nothing_alike_finds_nothing(text: str) -> None:
    assert search(text) == ()


def test_a_name_of_one_letter_is_found() -> None:
    names = {found.named.full_name for found in search("phường I")}
    assert names == {"Phường I"}


@given(st.sampled_from(current()))
@settings(max_examples=40)
def test_every_commune_is_found_by_its_name(unit: Commune) -> None:
    assert unit in {found.commune for found in search(unit.full_name, 99, unit.province.code)}


@given(st.sampled_from(former()))
@settings(max_examples=40)
def test_every_old_commune_is_found_by_its_name(unit: Commune) -> None:
    became = {link.new for link in all_successions() if link.old == unit}
    assert became <= {found.commune for found in search(unit.full_name, limit=99)}


@given(st.text("aăâđễhnpPtùxX49 -’\u0323\uffff\U0010ffffß", max_size=9))
@settings(max_examples=60)
def test_any_text_can_be_searched_for(text: str) -> None:
    found = search(text, limit=5)
    assert len({each.commune for each in found}) == len(found) <= 5


def test_a_search_is_quick() -> None:
    search("tan")
    best = []
    for _ in range(20):
        start = perf_counter()
        search("tan")
        best.append(perf_counter() - start)
    assert min(best) < 0.002
