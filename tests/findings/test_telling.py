"""T1 and D3: told in its time, and once."""

from datetime import timedelta

from tests.cast import MORNING
from tests.findings.farm import NOW, Farm
from traceability.findings.finding import Effect


def _hours(minutes: int) -> float:
    return (NOW - MORNING + timedelta(minutes=minutes)) / timedelta(hours=1)


def test_an_event_in_the_future_is_shown(farm: Farm) -> None:
    (found,) = farm.judged(farm.harvest(hours=_hours(6)), "T1")
    assert (found.effect, found.numbers) == (Effect.SHOWN, {"time": "2026-03-25T07:06:00+07:00"})


def test_a_phones_clock_may_be_five_minutes_ahead(farm: Farm) -> None:
    assert farm.judged(farm.harvest(hours=_hours(5)), "T1") == []


def test_a_late_entry_is_noted_with_its_days(farm: Farm) -> None:
    leaf = farm.harvest()
    body = farm.told.pop().event.body
    farm.tell(body, MORNING + timedelta(days=31, hours=1))
    (found,) = farm.judged(leaf, "T1")
    assert found.effect is Effect.NOTED
    assert found.numbers == {"done": "2026-03-20", "recorded": "2026-04-20", "days": "31"}


def test_thirty_days_are_soon_enough(farm: Farm) -> None:
    leaf = farm.harvest()
    farm.tell(farm.told.pop().event.body, MORNING + timedelta(days=30))
    assert farm.judged(leaf, "T1") == []


def test_the_same_event_under_two_ids_is_shown(farm: Farm) -> None:
    leaf = farm.harvest()
    first = farm.told[0].event
    again = dict(first.body) | {"eventID": "urn:uuid:6a1d6f0e-6f0e-4f0e-8f0e-6a1d6f0e6a1d"}
    farm.tell(again, MORNING + timedelta(hours=1))
    (found,) = farm.judged(leaf, "D3")
    assert (found.about, found.effect) == (again["eventID"], Effect.SHOWN)
    assert found.numbers == {"twin": first.id}
