"""Who may do what, for whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from traceability.access import (
    ALL,
    RAISED,
    Actor,
    Delegation,
    PinWanted,
    Role,
    Subject,
    Whose,
    ask,
    ask_goods,
    sees,
)
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
    assert no.value.held


def test_what_the_household_could_say_itself_is_held_and_nothing_else() -> None:
    for act, held in (("revise:place", True), ("statement:publish", False)):
        with pytest.raises(NotYours) as no:
            ask(actor(Role.HELPER, AIDE), act, MEMBER)
        assert no.value.held is held


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


def test_what_arrives_late_needs_a_delegation_that_still_runs() -> None:
    aide, late = actor(Role.HELPER, AIDE), NOW + timedelta(days=30)
    ask(aide, "event:harvest", MEMBER, [GIVEN], NOW, late - timedelta(seconds=1))
    with pytest.raises(NotYours) as no:
        ask(aide, "event:harvest", MEMBER, [GIVEN], NOW, late)
    assert no.value.held


@pytest.mark.parametrize("act", sorted(RAISED))
def test_what_is_grave_wants_more_than_a_card_or_a_second_person(act: str) -> None:
    ask(actor(Role.OFFICER), act, MEMBER)
    by_card = replace(actor(Role.OFFICER), how="card+pin", raised=False)
    with pytest.raises(PinWanted) as no:
        ask(by_card, act, MEMBER)
    assert no.value.held
    assert str(no.value).startswith("Expected a PIN or passkey of the last minutes, or a second ")


def test_a_helper_sees_whom_she_helps_while_she_does() -> None:
    aide, end = actor(Role.HELPER, AIDE), NOW + timedelta(days=30)
    times = (NOW - timedelta(seconds=1), NOW, end - timedelta(seconds=1), end)
    assert [sees(aide, MEMBER, [GIVEN], at) for at in times] == [False, True, True, False]
    assert not sees(aide, Subject(OTHER), [GIVEN], NOW)
    assert not sees(actor(Role.RECORDER, AIDE), MEMBER, [GIVEN], NOW)
    assert not sees(aide, MEMBER, [GIVEN])


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


def test_a_delegation_is_of_the_household_it_was_given_by() -> None:
    with pytest.raises(NotYours) as no:
        ask(actor(Role.HELPER, AIDE), "event:harvest", Subject(OTHER), [GIVEN], NOW)
    assert no.value.held


@pytest.mark.parametrize(
    ("role", "act"),
    [
        (Role.INSPECTOR, "event:inspect"),
        (Role.MARKETPLACE, "event:sell"),
        (Role.CARRIER, "event:ship"),
    ],
)
def test_who_handles_strangers_goods_speaks_in_the_own_name(role: Role, act: str) -> None:
    ask(actor(role, OTHER), act, Subject(OTHER))
    with pytest.raises(NotYours):
        ask(actor(role, OTHER), act, MEMBER)


def test_an_inspector_confirms_anybodys_event() -> None:
    ask(actor(Role.INSPECTOR, OTHER), "statement:confirm", MEMBER)


def test_a_batch_nobody_recorded_belongs_to_nobody() -> None:
    mine = actor(Role.RECORDER, HOME)
    ask_goods(mine, "event:process", Whose("https://a/t"), MEMBER)
    with pytest.raises(NotYours):
        ask_goods(mine, "event:recall", Whose("https://a/t"), MEMBER)


def test_a_strangers_batch_is_held_and_may_be_received() -> None:
    mine, theirs = actor(Role.OFFICER), Whose("https://a/t", Subject(OTHER))
    ask_goods(mine, "event:receive", theirs, MEMBER)
    for act in ("event:process", "event:return"):
        with pytest.raises(NotYours) as no:
            ask_goods(mine, act, theirs, MEMBER)
        assert no.value.held
    assert str(no.value) == (
        "Expected a batch of your own in place of https://a/t, got 'officer of https://a/coop'."
    )


@pytest.mark.parametrize("act", ["event:recall", "event:correct", "statement:publish"])
def test_who_was_sent_a_batch_handles_it_and_no_more(act: str) -> None:
    mine, sent = actor(Role.OFFICER), Whose("https://a/t", Subject(OTHER), (Subject(COOP),))
    ask_goods(mine, "event:sell", sent, MEMBER)
    with pytest.raises(NotYours):
        ask_goods(mine, act, sent, MEMBER)


def test_nobody_makes_a_strangers_batch_again() -> None:
    made = Whose("https://a/t", Subject(OTHER), (Subject(COOP),), made=True)
    for act in ("event:process", "event:receive"):
        with pytest.raises(NotYours):
            ask_goods(actor(Role.OFFICER), act, made, MEMBER)
    ask_goods(actor(Role.OPERATOR), "event:process", made, MEMBER)


def test_a_helper_uses_the_batches_of_the_household_she_speaks_for() -> None:
    aide = actor(Role.HELPER, AIDE)
    ask_goods(aide, "event:process", Whose("https://a/t", MEMBER), MEMBER)
    with pytest.raises(NotYours):
        ask_goods(aide, "event:process", Whose("https://a/t", Subject(OTHER)), MEMBER)


def test_an_inspector_attests_of_anybodys_batch() -> None:
    inspector = actor(Role.INSPECTOR, OTHER)
    ask_goods(inspector, "event:inspect", Whose("https://a/t", MEMBER), Subject(OTHER))


def test_who_sees_what_concerns_a_party() -> None:
    assert sees(actor(Role.OFFICER), MEMBER)
    assert sees(actor(Role.AUTHORITY, OTHER), MEMBER)
    assert not sees(actor(Role.RECORDER, OTHER), MEMBER)
