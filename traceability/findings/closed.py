"""Until when a plot is closed to pluckers: its sprays, and the days that their labels ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from traceability.events.event import Event
from traceability.findings.field import LOOKED_BACK
from traceability.findings.sprays import interval_of
from traceability.journey.dossier import Loaded, day_of


@dataclass(frozen=True, slots=True)
class Closed:
    """`until` is the first day on which it may be plucked again, None where no known interval runs.

    `by` is the name of the product that closes it longest; `unknown` says that the last spray's
    interval is not known, so that nobody can tell.
    """

    until: date | None
    by: str
    unknown: bool


def closed(
    sprays: Iterable[Event], now: datetime, crop: str = "", loaded: Loaded | None = None
) -> Closed | None:
    """How these sprays of one plot close it today, Vietnam's; None where they do not.

    With the plot's crop and the list that was loaded, of label and list the longer interval counts.
    Rule P1 finds a harvest wrong that came earlier; what cannot be judged is asked about for a year.
    """
    today = day_of(now)
    known: list[tuple[date, str]] = []
    last: Event | None = None
    for spray in sprays:
        if not 0 <= (today - day_of(spray.time)).days <= LOOKED_BACK:
            continue
        last = spray if last is None or last.time <= spray.time else last
        days = interval_of(spray, crop, loaded)
        if days is not None:
            opens = day_of(spray.time) + timedelta(days=-int(-days // 1))
            known.append((opens, _name(spray)))
    until, by = max(known, default=(today, ""))
    unknown = last is not None and interval_of(last, crop, loaded) is None
    if until <= today and not unknown:
        return None
    return Closed(until if until > today else None, by if until > today else _name(last), unknown)


def _name(spray: Event | None) -> str:
    return str(spray.body.get("farm:inputName", "")) if spray else ""
