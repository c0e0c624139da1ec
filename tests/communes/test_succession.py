"""Rules for the succession: what an old commune became, and when to ask back."""

from collections import Counter
from datetime import date

import pytest

from traceability.communes.register import EVE, MERGER, commune, current, former
from traceability.communes.succession import (
    Divided,
    all_successions,
    predecessors,
    resolve,
    successors,
)
from traceability.errors import NotFound, NotValid

TODAY = date(2026, 11, 22)


def test_9569_communes_went_whole_and_471_were_divided() -> None:
    parts = Counter((link.old.code, link.old.name) for link in all_successions())
    assert len(parts) == len(former())
    assert Counter(parts.values()) == {1: 9569, 2: 397, 3: 58, 4: 15, 5: 1}


def test_every_commune_in_force_was_made_of_something() -> None:
    assert {link.new for link in all_successions()} == set(current())


def test_each_old_commune_has_one_default_and_it_goes_first() -> None:
    defaults = [link.old for link in all_successions() if link.default]
    assert defaults == list(former())
    assert all(successors(unit.code)[0].default for unit in former() if unit.code)


@pytest.mark.parametrize(
    ("provinces", "divided"),
    [({"19", "06"}, 3), ({"10", "15"}, 0), ({"08", "02"}, 5), ({"35", "36", "37"}, 6), ({"40"}, 0)],
)
def test_few_communes_of_the_first_provinces_were_divided(
    provinces: set[str], divided: int
) -> None:
    old = {link.old for link in all_successions() if not link.whole}
    assert sum(unit.province.code in provinces for unit in old) == divided


def test_phuc_triu_went_whole_into_dai_phuc() -> None:
    (link,) = successors("05494")
    assert (link.old.name, link.new.name, link.new.code) == ("Phúc Trìu", "Đại Phúc", "05488")
    assert link.whole
    assert link.default


def test_dai_phuc_was_made_of_five() -> None:
    codes = [link.old.code for link in predecessors("05488")]
    assert codes == ["05488", "05494", "05761", "05827", "05863"]


def test_an_old_code_is_read_today() -> None:
    assert resolve("05494", EVE, TODAY) == commune("05488", TODAY)


def test_a_code_stays_what_it_was_while_nothing_changed() -> None:
    assert resolve("05488", MERGER, TODAY) == commune("05488", MERGER)
    assert resolve("05488", date(2024, 1, 1), EVE) == commune("05488", EVE)


def test_a_commune_made_of_one_is_read_back_then() -> None:
    unit = next(link.new for link in all_successions() if len(predecessors(link.new.code)) == 1)
    (link,) = predecessors(unit.code)
    assert resolve(unit.code, TODAY, EVE) == link.old


def test_a_divided_commune_asks_back() -> None:
    old = next(unit for unit in former() if unit.name == "Gia Sàng")
    with pytest.raises(Divided) as caught:
        resolve(old.code, EVE, TODAY)
    assert caught.value.choices == tuple(link.new for link in successors(old.code))
    assert str(caught.value) == (
        "Expected one of 05443 Phường Phan Đình Phùng, 05467 Phường Gia Sàng on 2026-11-22, "
        "got '05461 Phường Gia Sàng'."
    )


def test_a_commune_made_of_several_asks_back_when_read_as_of_old() -> None:
    with pytest.raises(Divided) as caught:
        resolve("05503", TODAY, EVE)
    assert [unit.name for unit in caught.value.choices] == ["Thịnh Đức", "Tân Cương", "Bình Sơn"]


def test_only_an_old_code_has_successors_and_only_a_new_one_predecessors() -> None:
    new_only = next(iter({u.code for u in current()} - {u.code for u in former()}))
    with pytest.raises(NotValid) as caught:
        successors(new_only)
    assert str(caught.value) == f"Expected a commune code in force on 2025-06-30, got {new_only!r}."
    with pytest.raises(NotValid) as caught:
        predecessors("05494")
    assert str(caught.value) == "Expected a commune code in force on 2025-07-01, got '05494'."


def test_an_unknown_code_has_no_successors() -> None:
    with pytest.raises(NotFound) as caught:
        successors("99999")
    assert str(caught.value) == "Expected a known commune code, got '99999'."
