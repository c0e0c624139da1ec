"""Fenced leases: of several processes, one at a time does a kind of work."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError
from pymongo.results import UpdateResult

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lease:
    """A turn at a kind of work; `fence` grows with each new holder, so that a late one is known."""

    kind: str
    holder: str
    fence: int
    ends: datetime


class Leases:
    """The collection `leases`, one document a kind of work."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection

    def take(self, kind: str, holder: str, now: datetime, length: timedelta) -> Lease | None:
        """Take or prolong a turn; None while somebody else has it."""
        ends = now + length
        asked = {"_id": kind, "holder": holder, "ends": {"$gt": now}}
        prolonged = self._all.find_one_and_update(asked, {"$set": {"ends": ends}})
        if prolonged:
            return Lease(kind, holder, prolonged["fence"], ends)
        free = {"_id": kind, "ends": {"$lte": now}}
        change = {"$set": {"holder": holder, "ends": ends}, "$inc": {"fence": 1}}
        try:
            done: UpdateResult = self._all.update_one(free, change, upsert=True)
        except DuplicateKeyError:
            return None
        if not done.matched_count and done.upserted_id is None:
            return None
        taken = self._all.find_one({"_id": kind, "holder": holder})
        return Lease(kind, holder, taken["fence"], ends) if taken else None

    def leave(self, lease: Lease, now: datetime) -> None:
        """Give a turn back early."""
        self._all.update_one(
            {"_id": lease.kind, "holder": lease.holder, "fence": lease.fence},
            {"$set": {"ends": now}},
        )
