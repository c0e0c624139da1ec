"""How often somebody did something lately, counted for all workers together."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import ReturnDocument
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

Document = dict[str, Any]


class Rates:
    """The collection `rates`: one document for whoever does something in a window of time."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection

    def wait(self, name: str, by: str, most: int, window: timedelta, now: datetime) -> int:
        """Count one more; returns 0, or the seconds to wait when it was done `most` times already.

        Args:
            name: What is done.
            by: Who does it: the id of a token or session, never a name.
            most: How often it may be done in a window.
            window: Windows follow each other from the epoch on.
            now: The present.
        """
        seconds = int(window.total_seconds())
        turn = int(now.timestamp()) // seconds
        ends = datetime.fromtimestamp((turn + 1) * seconds, UTC)
        if self._count(f"{name} {turn} {by}", ends) <= most:
            return 0
        return max(1, int((ends - now).total_seconds()))

    def _count(self, key: str, ends: datetime) -> int:
        change = {"$inc": {"count": 1}, "$setOnInsert": {"ends": ends}}
        for _ in range(2):
            try:
                found = self._all.find_one_and_update(
                    {"_id": key}, change, upsert=True, return_document=ReturnDocument.AFTER
                )
            except DuplicateKeyError:
                continue  # another worker was first: now it is there
            return int(found["count"]) if found else 1
        return 1
