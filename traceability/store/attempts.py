"""Wrong guesses, counted for all workers together and forgotten by themselves."""

from datetime import datetime, timedelta
from typing import Any, Final

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from traceability.credentials.pace import Pace

Document = dict[str, Any]

_NONE: Final = timedelta(0)


class Attempts:
    """The collection `attempts`, one document a key: how many guesses, and when the next may come."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection

    def wait(self, key: str, now: datetime) -> timedelta:
        """How long until the next guess may come; nothing when it may come now."""
        found = self._all.find_one({"_id": key, "next": {"$gt": now}})
        pause: timedelta = found["next"] - now if found else _NONE
        return pause

    def claim(self, key: str, pace: Pace, now: datetime) -> timedelta:
        """Count a guess before it is looked at, so that a hundred at once are a hundred guesses.

        Returns:
            How long to wait instead, where the pause after the last one is not over.
        """
        while True:
            found = self._all.find_one({"_id": key}) or {"guesses": 0, "next": now, "ends": now}
            pause: timedelta = found["next"] - now
            if pause > _NONE:
                return pause
            before = found["guesses"] if found["ends"] > now else 0
            guesses = before + 1
            change = {
                "guesses": guesses,
                "next": now + pace.pause(guesses),
                "ends": now + pace.kept,
            }
            if self._swap(key, found, change):
                return _NONE

    def forget(self, *keys: str) -> None:
        """Begin anew: the right one was given."""
        self._all.delete_many({"_id": {"$in": list(keys)}})

    def _swap(self, key: str, found: Document, change: Document) -> bool:
        if "_id" in found:
            asked = {"_id": key, "guesses": found["guesses"], "ends": found["ends"]}
            return bool(self._all.update_one(asked, {"$set": change}).modified_count)
        try:
            self._all.insert_one({"_id": key} | change)
        except DuplicateKeyError:
            return False
        return True
