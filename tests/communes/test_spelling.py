"""Rules for comparing Vietnamese names."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.communes.register import Commune, current, former
from traceability.communes.spelling import marked, plain

UNITS = st.sampled_from((*current(), *former()))


@given(UNITS)
@settings(max_examples=60)
def test_a_plain_name_is_ascii_words_with_one_space_between(unit: Commune) -> None:
    name = plain(unit.full_name)
    assert name.isascii()
    assert name == " ".join(name.split()).lower()
    assert plain(name) == name


@given(UNITS)
@settings(max_examples=60)
def test_both_ways_to_compose_letters_give_the_same(unit: Commune) -> None:
    apart = unicodedata.normalize("NFD", unit.name)
    assert plain(apart) == plain(unit.name)
    assert marked(apart) == marked(unit.name)
