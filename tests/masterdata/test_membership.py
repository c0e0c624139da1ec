"""Memberships: from a day until a day, of several cooperatives, never twice of one at once."""

from datetime import date

import pytest

from tests.masterdata.examples import household
from traceability.errors import NotValid
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.party import Membership, Party

A, B = (PartyKey(f"https://trace.example/t/{code}") for code in ("A" * 13, "B" * 13))
SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


def member(*memberships: Membership, main: PartyKey | None = A) -> Party:
    """A household with these memberships."""
    return household(member_of=main, memberships=memberships)


def test_the_main_cooperative_holds_where_no_days_are_said() -> None:
    assert member().cooperatives(SUMMER) == (A.uri,)


def test_both_days_of_a_membership_count() -> None:
    said = Membership(A, SPRING, AUTUMN)
    assert [said.runs(day) for day in (SPRING, AUTUMN)] == [True, True]
    assert not said.runs(date(2026, 2, 28))
    assert not said.runs(date(2026, 9, 2))


def test_whoever_left_is_a_member_no_more() -> None:
    assert member(Membership(A, SPRING, SUMMER)).cooperatives(AUTUMN) == ()


def test_the_main_one_goes_first_of_several() -> None:
    both = member(Membership(B, SPRING), Membership(A, SPRING))
    assert both.cooperatives(SUMMER) == (A.uri, B.uri)


@pytest.mark.parametrize(
    "memberships",
    [
        (Membership(A, SPRING), Membership(A, SUMMER)),
        (Membership(A, SPRING, SUMMER), Membership(A, SUMMER)),
    ],
)
def test_one_cooperative_has_nobody_twice_at_once(memberships: tuple[Membership, ...]) -> None:
    with pytest.raises(NotValid, match="memberships of one cooperative that do not overlap"):
        member(*memberships)


def test_a_membership_does_not_end_before_it_begins() -> None:
    with pytest.raises(NotValid, match="Expected a last day not before 2026-06-01"):
        Membership(A, SUMMER, SPRING)


def test_nobody_is_a_member_of_itself() -> None:
    own = household().key
    with pytest.raises(NotValid, match="a cooperative other than the party itself"):
        member(Membership(own, SPRING))
