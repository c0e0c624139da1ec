"""The memberships of a household as they are shown: whose, since when, until when, in force or not."""

from dataclasses import dataclass
from datetime import date

from api.console.scope import names
from api.house import house
from api.rest.scope import segment
from traceability.batches.batch import VIETNAM
from traceability.masterdata.party import Party


@dataclass(frozen=True, slots=True)
class Shown:
    """One membership: the cooperative's code and name, its days, and whether it is in force."""

    code: str
    name: str
    since: date | None
    until: date | None
    runs: bool
    main: bool


def memberships_of(party: Party) -> list[Shown]:
    """The memberships of a party; the main one also where nobody said since when."""
    today = house().ledger.clock().astimezone(VIETNAM).date()
    main = party.member_of.uri if party.member_of else ""
    listed: list[tuple[str, date | None, date | None, bool]] = [
        (each.cooperative.uri, each.since, each.until, each.runs(today))
        for each in party.memberships
    ]
    if main and main not in {uri for uri, *_ in listed}:
        listed.insert(0, (main, None, None, True))
    called = names([uri for uri, *_ in listed])
    return [
        Shown(segment(uri), called[uri], since, until, runs, main=uri == main)
        for uri, since, until, runs in listed
    ]
