"""Rights by the membership that is in force: seen and spoken for from its first day to its last."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cast import VIETNAM, Cast, revise
from traceability.access import Actor, within
from traceability.errors import NotYours
from traceability.masterdata.party import Membership, Party
from traceability.store.store import Store

DAY = timedelta(days=1)


def listed(cast: Cast, *memberships: Membership) -> Party:
    """The household with these memberships."""
    return replace(
        cast.ledger.store.masterdata.get(Party, cast.household.uri), memberships=memberships
    )


def sees(cast: Cast, actor: Actor) -> bool:
    """Whether an officer speaks for the household."""
    return within(actor, cast.ledger.store.masterdata.subject(cast.household.uri))


def test_two_cooperatives_speak_for_a_member_of_both(cast: Cast, store: Store) -> None:
    today = cast.ledger.clock().astimezone(VIETNAM).date()
    both = (
        Membership(cast.cooperative, today - DAY),
        Membership(cast.stranger_cooperative, today - DAY),
    )
    revise(cast.ledger, cast.operator, listed(cast, *both), 2)
    assert sees(cast, cast.officer)
    assert sees(cast, cast.stranger)
    names = [last.value.key for last in store.masterdata.members(cast.stranger_cooperative.uri)]
    assert names == [cast.household]


def test_whoever_left_is_spoken_for_no_more(cast: Cast, store: Store) -> None:
    today = cast.ledger.clock().astimezone(VIETNAM).date()
    left = Membership(cast.cooperative, today - 9 * DAY, today - 2 * DAY)
    revise(cast.ledger, cast.operator, listed(cast, left), 2)
    assert not sees(cast, cast.officer)
    assert list(store.masterdata.members(cast.cooperative.uri)) == []
    with pytest.raises(NotYours):
        cast.harvest()


def test_an_officer_ends_a_membership_and_gives_none_to_another_cooperative(cast: Cast) -> None:
    today = cast.ledger.clock().astimezone(VIETNAM).date()
    other = Membership(cast.stranger_cooperative, today)
    with pytest.raises(NotYours):
        revise(cast.ledger, cast.officer, listed(cast, other), 2)
    revise(cast.ledger, cast.officer, listed(cast, Membership(cast.cooperative, today, today)), 2)
    assert sees(cast, cast.officer)


def test_nobody_prolongs_a_membership_of_another_cooperative(cast: Cast) -> None:
    today = cast.ledger.clock().astimezone(VIETNAM).date()
    short = Membership(cast.stranger_cooperative, today - 9 * DAY, today)
    revise(cast.ledger, cast.operator, listed(cast, short), 2)
    with pytest.raises(NotYours):
        revise(cast.ledger, cast.officer, listed(cast, replace(short, until=None)), 3)
    revise(cast.ledger, cast.officer, listed(cast, replace(short, until=today - DAY)), 3)
