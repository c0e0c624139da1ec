"""A phone's queue comes in: each record gets its own answer, and a signed receipt that it may forget by."""

from collections.abc import Iterator
from typing import Any, Final

from flask import Response

from api.described import Description, View, describe
from api.exchange import answer, body
from api.farm.moments import moment
from api.farm.taking import take
from api.house import house
from api.who import also_lapsed, may, proven
from schemas.fields import load
from schemas.phone import MOST_RECORDS, QUEUE, QUEUE_TAKEN
from traceability.access import Role
from traceability.errors import NotValid

PHONES: Final = (
    Role.OPERATOR,
    Role.OFFICER,
    Role.RECORDER,
    Role.HELPER,
    Role.INSPECTOR,
    Role.CARRIER,
)
"""Who keeps a queue."""


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "POST", "/api/v1/sync", take_queue


@may(*PHONES)
@also_lapsed
@describe(Description(QUEUE, answer=QUEUE_TAKEN, limits={"sync_records": MOST_RECORDS}))
def take_queue() -> Response:
    """Take a phone's queue, at most 50 records or 64 KB; one that is wrong never hinders another.

    Each is the text that the phone saved first, and is kept as such. A record that was taken before
    is a duplicate and gets the first receipt, whoever sends it.
    """
    spoken = body()
    proven(spoken.raw)
    queue: dict[str, Any] = load(QUEUE, spoken.said, house().domain)
    texts = queue["records"]
    if len(texts) > MOST_RECORDS:
        raise NotValid(f"at most {MOST_RECORDS} records", len(texts), "records")
    at = moment(queue["sent"])
    answers, gaps = take(texts, at)
    whole = QUEUE_TAKEN.dump({"now": at.now})
    return answer(whole | {"answers": answers, "gaps": gaps})
