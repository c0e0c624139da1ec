"""Who may do what, for whom."""

from datetime import UTC, datetime, timedelta

import pytest

from traceability.access import ALL, Actor, Delegation, Role, Subject, ask, ask_goods, sees
from traceability.errors import NotValid, NotYours

NOW = datetime(2026, 3, 20, tzinfo=UTC)
COOP, HOME, OTHER, AIDE = "https://a/coop", "https://a/home", "https://a/other", "https://a/aide"
MEMBER = Subject(HOME, COOP)
GIVEN = Delegation(
    HOME, AIDE, frozenset({"event:harvest"}), NOW, NOW + timedelta(days=30), "paper 12"
)


def actor(role: Role, party: str = COOP) -> Actor:
    """Somebody in a role."""
    return Actor(role, party, "token")


def test_an_officer_speaks_for_the_members() -> None:
    ask(actor(Role.OFFICER), "event:harvest", MEMBER)


def test_an_officer_does_not_speak_for_strangers() -> None:
    with pytest.raises(NotYours) as no:
        ask(actor(Role.OFFICER), "event:harvest", Subject(OTHER))
    assert str(no.value) == (
        "Expected the party itself or its cooperative for https://a/other, "
        "got 'officer of https://a/coop'."
    )
    assert not no.value.held


def test_a_recorder_speaks_for_her_own_household_only() -> None:
    ask(actor(Role.RECORDER, HOME), "event:harvest", MEMBER)
    with pytest.raises(NotYours):
        ask(actor(Role.RECORDER, COOP), "event:harvest", MEMBER)


def test_a_helper_needs_a_delegation_that_covers_the_moment() -> None:
    aide = actor(Role.HELPER, AIDE)
    ask(aide, "event:harvest", MEMBER, [GIVEN], NOW)
    for late in (NOW - timedelta(seconds=1), NOW + timedelta(days=30)):
        with pytest.raises(NotYours) as no:
            ask(aide, "event:harvest", MEMBER, [GIVEN], late)
        assert no.value.held


def test_a_delegation_allows_what_it_names_only() -> None:
    with pytest.raises(NotYours):
        ask(actor(Role.HELPER, AIDE), "event:spray", MEMBER, [GIVEN], NOW)


def test_a_helper_speaks_for_her_own_household_without_delegation() -> None:
    ask(actor(Role.HELPER, AIDE), "event:harvest", Subject(AIDE))


def test_a_delegation_lasts_a_year_at_most() -> None:
    with pytest.raises(NotValid) as no:
        Delegation(HOME, AIDE, frozenset(), NOW, NOW + timedelta(days=367), "paper")
    assert str(no.value) == "Expected a delegation of at most 366 days, got '367 days'."


@pytest.mark.parametrize("role", list(Role))
def test_only_an_operator_installs(role: Role) -> None:
    if role is Role.OPERATOR:
        ask(actor(role), "install", Subject(OTHER))
    else:
        with pytest.raises(NotYours):
            ask(actor(role, OTHER), "install", Subject(OTHER))


@pytest.mark.parametrize("act", sorted(ALL))
def test_an_operator_may_do_everything(act: str) -> None:
    ask(actor(Role.OPERATOR), act, Subject(OTHER))


def test_an_authority_recalls_anywhere_and_harvests_nowhere() -> None:
    ask(actor(Role.AUTHORITY), "event:recall", Subject(OTHER))
    with pytest.raises(NotYours) as no:
        ask(actor(Role.AUTHORITY), "event:harvest", Subject(COOP))
    assert str(no.value).startswith("Expected somebody with the right event:harvest, got")


def test_a_batch_nobody_recorded_belongs_to_nobody() -> None:
    ask_goods(actor(Role.RECORDER, HOME), "event:process", "https://a/t", [], MEMBER)


def test_a_strangers_batch_is_held_and_may_be_received() -> None:
    mine, theirs = actor(Role.OFFICER), [Subject(OTHER)]
    ask_goods(mine, "event:receive", "https://a/t", theirs, MEMBER)
    with pytest.raises(NotYours) as no:
        ask_goods(mine, "event:process", "https://a/t", theirs, MEMBER)
    assert no.value.held


def test_a_helper_uses_the_batches_of_the_household_she_speaks_for() -> None:
    aide = actor(Role.HELPER, AIDE)
    ask_goods(aide, "event:process", "https://a/t", [MEMBER], MEMBER)
    with pytest.raises(NotYours):
        ask_goods(aide, "event:process", "https://a/t", [Subject(OTHER)], MEMBER)


def test_an_inspector_attests_of_anybodys_batch() -> None:
    ask_goods(
        actor(Role.INSPECTOR, OTHER), "event:inspect", "https://a/t", [MEMBER], Subject(OTHER)
    )


def test_who_sees_what_concerns_a_party() -> None:
    assert sees(actor(Role.OFFICER), MEMBER)
    assert sees(actor(Role.AUTHORITY, OTHER), MEMBER)
    assert not sees(actor(Role.RECORDER, OTHER), MEMBER)
