"""Texts by language."""

import pytest

from traceability.errors import NotValid
from traceability.masterdata.texts import NO_TEXTS, Texts


def test_texts_are_sorted_by_tag_and_equal_in_any_order() -> None:
    assert Texts.of({"vi": "chè", "en": "tea"}) == Texts.of({"en": "tea", "vi": "chè"})
    assert Texts.of({"vi": "chè", "en": "tea"}).as_dict() == {"en": "tea", "vi": "chè"}


def test_the_first_language_there_is_wins_then_any() -> None:
    tea = Texts.of({"vi": "chè", "en": "tea"})
    assert tea.get("pl", "vi") == "chè"
    assert tea.get("zh-Hant") == "tea"
    assert NO_TEXTS.get("vi") == ""


@pytest.mark.parametrize("tag", ["VI", "vietnamese", "vi_VN", ""])
def test_a_language_is_named_by_its_tag(tag: str) -> None:
    with pytest.raises(NotValid) as refused:
        Texts.of({tag: "chè"})
    assert str(refused.value) == f"Expected a language tag like vi or zh-Hant, got {tag!r}."


def test_a_language_has_one_text() -> None:
    with pytest.raises(NotValid) as refused:
        Texts((("vi", "chè"), ("vi", "trà")))
    assert str(refused.value) == "Expected one text for each language, got 'vi vi'."
