"""Who says so: a mark for each way a stage came to be told."""

from dataclasses import replace

import pytest

from api.scan.marks import evidence, mark
from tests.cast import Cast
from traceability.access import Role
from traceability.journey.dossier import Dossier, Told
from traceability.ledger.gather import gather


def story(cast: Cast) -> Dossier:
    return gather(cast.ledger.store, cast.packed_tea().uri)


def as_told(dossier: Dossier, role: str, **changes: object) -> Told:
    first = dossier.story[0]
    facts = {name: getattr(first, name) for name in Told.__slots__}
    return Told(**{**facts, "role": role, **changes})


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.RECORDER, "declared"),
        (Role.HELPER, "helper"),
        (Role.OFFICER, "cooperative"),
        (Role.INSPECTOR, "laboratory"),
        (Role.AUTHORITY, "authority"),
        (Role.PARTNER, "partner"),
        (Role.OPERATOR, "operator"),
    ],
)
def test_a_mark_says_who_told_a_stage(cast: Cast, role: Role, name: str) -> None:
    dossier = story(cast)
    assert mark(as_told(dossier, role), dossier) == name


def test_a_household_that_confirms_itself_is_not_confirmed(cast: Cast) -> None:
    dossier = story(cast)
    own = as_told(dossier, Role.RECORDER, confirmed=(cast.household.uri,))
    other = as_told(dossier, Role.RECORDER, confirmed=(cast.cooperative.uri,))
    assert mark(own, dossier) == "declared"
    assert mark(other, dossier) == "declared_confirmed"


def test_what_a_helper_entered_may_be_confirmed_by_the_household(cast: Cast) -> None:
    dossier = story(cast)
    told = as_told(dossier, Role.HELPER, confirmed=(cast.household.uri,))
    assert mark(told, dossier) == "helper_confirmed"


def test_a_story_the_cooperative_recorded_is_confirmed(cast: Cast) -> None:
    assert evidence(story(cast)) == "confirmed"


def test_what_was_carried_or_signed_on_paper_is_marked_as_such(cast: Cast) -> None:
    dossier, house = story(cast), cast.household.uri
    carried = as_told(dossier, Role.OFFICER, carried=True)
    paper = as_told(dossier, Role.HELPER, confirmed=(house,), on_paper=(house,))
    assert [mark(each, dossier) for each in (carried, paper)] == ["carried", "helper_paper"]
    assert evidence(replace(dossier, story=(carried,))) == "declared"
