"""The desk's first page: what waits is counted and leads on; where nothing is, it says how to begin."""

import re
from datetime import timedelta
from typing import Any

from tests.api.console.conftest import Desk
from tests.cast import Cast
from traceability.store.entries import Entered

COUNT = re.compile(r'<a href="([^"]+)"><b>([^<]+)</b>')


def counts(desk: Desk, who: str = "officer") -> dict[str, str]:
    """What waits, by where it leads."""
    return dict(COUNT.findall(desk.get("", who).text))


def test_every_count_leads_to_a_page(desk: Desk) -> None:
    for path in counts(desk):
        assert desk.get(path.removeprefix("/console/")).status_code == 200


def test_what_waits_is_counted(desk: Desk, cast: Cast) -> None:
    (event,) = [each.record.id for each in harvest(cast)]
    cast.state("dispute", event, cast.recorder)
    cast.packed_tea()
    waits = counts(desk)
    assert waits["/console/disputes"] == "1"
    assert waits["/console/batches?which=ready"] == "1"
    assert waits["/console/held"] == "0"
    assert set(counts(desk, "stranger").values()) == {"0"}


def harvest(cast: Cast) -> list[Entered]:
    """One harvest of the household, as it stands in its name."""
    cast.harvest()
    return list(cast.ledger.store.entries.of([cast.household.uri]))


def test_what_ends_soon_is_listed(desk: Desk, cast: Cast) -> None:
    now = cast.ledger.clock()
    paper: dict[str, Any] = {
        "to": cast.stranger_cooperative.uri,
        "scope": ["event:tend"],
        "evidence": "GUQ-1",
    }
    days = {"from": now.isoformat(), "until": (now + timedelta(days=20)).isoformat()}
    cast.state("delegate", cast.household.uri, None, **paper | days)
    assert counts(desk)["/console/endings"] == "1"
    assert "Ủy quyền cho Hợp tác xã khác" in desk.get("endings").text


def test_a_cooperative_without_households_is_told_how_to_begin(desk: Desk) -> None:
    assert "Bắt đầu thế nào" in desk.get("", "stranger").text
    assert "Bắt đầu thế nào" not in desk.get("").text
