"""What has moved in the log since a process last looked, so that it keeps nothing stale."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final

from pymongo.collection import Collection

Document = dict[str, Any]

INTERVAL: Final = 0.2
"""Seconds between two looks; what is kept is older than the log by at most that."""

_MANY: Final = 5000
_OVERLAP: Final = timedelta(seconds=2)
"""Hosts' clocks differ; a record older than that is seen when it is numbered."""


class Moved:
    """Asks at most every `INTERVAL` seconds which things new records speak of, and tells who keeps them.

    A record counts from the moment it is there, numbered or not: those waiting for their number are
    asked for as well, so that nothing depends on the sequencer's pace. It is told of again at each
    look until the sequencer has seen to it that the views hold it: who died between a record and its
    views leaves nothing stale behind.
    """

    def __init__(
        self,
        records: Collection[Document],
        leaves: Collection[Document],
        healed: Callable[[], int],
        monotonic: Callable[[], float],
    ) -> None:
        """Begin at the head of the log; `healed` says up to which index views hold what it does."""
        self._records, self._leaves = records, leaves
        self._healed, self._monotonic = healed, monotonic
        self._listeners: list[tuple[Callable[[Iterable[str]], None], Callable[[], None]]] = []
        self._lock = Lock()
        self._looked = float("-inf")
        self._seen: int | None = None
        self._since: datetime | None = None

    def tell(self, drop: Callable[[Iterable[str]], None], clear: Callable[[], None]) -> None:
        """Tell these of what moved: `drop` some keys, or `clear` all when it was too much."""
        self._listeners.append((drop, clear))

    def restart(self) -> None:
        """Begin again at the head of the log, whatever it was."""
        self._seen = self._since = None

    def look(self) -> None:
        """Look, unless somebody did just now."""
        if self._monotonic() - self._looked < INTERVAL or not self._lock.acquire(blocking=False):
            return
        try:
            self._looked = self._monotonic()
            self._ask()
        finally:
            self._lock.release()

    def _ask(self) -> None:
        healed = self._healed()  # asked before the leaves: what is told up to there is told last
        if self._seen is None:
            head = self._leaves.find_one({}, {"_id": 1}, sort=[("_id", -1)])
            self._seen = min(head["_id"], healed) if head else -1
        fresh = list(
            self._leaves.find({"_id": {"$gt": self._seen}}, {"keys": 1}).sort("_id", 1).limit(_MANY)
        )
        waiting = self._waiting()
        if fresh:
            self._seen = max(self._seen, min(fresh[-1]["_id"], healed))
        keys = [key for each in fresh + waiting for key in each["keys"]]
        self._tell(keys, max(len(fresh), len(waiting)))

    def _waiting(self) -> list[Document]:
        """Records that wait for their number and came since the last look, or shortly before it."""
        since = {"at": {"$gte": self._since - _OVERLAP}} if self._since else {}
        asked = self._records.find({"queued": True} | since, {"keys": 1, "at": 1})
        waiting = list(asked.sort("at", 1).limit(_MANY))
        if waiting:
            self._since = waiting[-1]["at"]
        return waiting

    def _tell(self, keys: list[str], most: int) -> None:
        for drop, clear in self._listeners:
            if most == _MANY:
                clear()
            elif keys:
                drop(keys)
