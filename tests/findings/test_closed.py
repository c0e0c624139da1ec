"""A plot is closed from a spray until its label's days have passed, and who cannot know says so."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from traceability.events import event
from traceability.events.event import Event
from traceability.events.namespaces import namespaces_of
from traceability.findings.closed import Closed, closed

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def spray(days_ago: int, interval: Any, name: str = "Thuốc A") -> Event:
    body = {
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "eventTime": (NOW - timedelta(days=days_ago)).isoformat(),
        "eventTimeZoneOffset": "+07:00",
        "bizStep": "https://trace.example/voc/bizStep/crop_protection",
        "farm:inputName": name,
    }
    body |= {} if interval is None else {"farm:preHarvestIntervalDays": interval}
    context = {"@context": {"farm": "https://trace.example/voc/"}}
    return event.make(body, namespaces_of(context, body))


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("sprays", "shut"),
    [
        ([], None),
        ([spray(3, 10)], Closed(days(7), "Thuốc A", unknown=False)),
        ([spray(10, 10)], None),
        ([spray(9, 10)], Closed(days(1), "Thuốc A", unknown=False)),
        ([spray(5, 30, "B"), spray(1, 7)], Closed(days(25), "B", unknown=False)),
        ([spray(1, None)], Closed(None, "Thuốc A", unknown=True)),
        ([spray(5, 30, "B"), spray(1, None)], Closed(days(25), "B", unknown=True)),
        ([spray(300, None), spray(30, 7)], None),
        ([spray(366, None)], None),
        ([spray(-1, 10)], None),
    ],
)
def test_a_plot_is_closed_until_the_last_interval_has_passed(
    sprays: list[Event], shut: Closed | None
) -> None:
    assert closed(sprays, NOW) == shut
    assert closed(reversed(sprays), NOW) == shut
