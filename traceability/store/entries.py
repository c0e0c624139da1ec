"""What was recorded in whose name, the latest first, and what was last said of it: confirmed or disputed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from pymongo.collection import Collection

from traceability.errors import NotValid
from traceability.store.documents import from_document
from traceability.store.records import Record

Document = dict[str, Any]
Voice = Literal["confirm", "dispute"]

_SPACE: Final = " "
_OPEN: Final[dict[str, Document]] = {
    "all": {},
    "unconfirmed": {"origin.role": "helper", "voice": None},
    "helper": {"origin.role": "helper"},
    "disputed": {"voice": "dispute"},
}
"""Which entries are asked for, by the words of a page; each stands on an index of its own."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An event's record, and the last word about it: `voice` is None where nobody said one."""

    record: Record
    voice: Voice | None = None
    void: bool = False

    @property
    def cursor(self) -> str:
        """What a page goes on after."""
        return f"{self.record.at.isoformat(timespec='milliseconds')}{_SPACE}{self.record.id}"


class Entries:
    """The events of the collection `records`, by the party in whose name they stand."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection

    def of(
        self,
        subjects: Sequence[str],
        which: str = "all",
        *,
        by: str = "",
        after: str = "",
        limit: int = 50,
    ) -> list[Entered]:
        """Events in the name of these parties, the latest first, after a cursor.

        Args:
            subjects: Parties by URI.
            which: A word of `_OPEN`; what was declared wrong is left out but of `all`.
            by: The party that entered them, by URI; empty for anybody.
            after: The cursor of the last one that was seen.
            limit: How many at most.
        """
        asked: Document = {"subject": {"$in": list(subjects)}, "kind": "event"} | _OPEN[which]
        asked |= {} if which == "all" else {"void": None}
        asked |= {"origin.party": by} if by else {}
        asked |= _beyond(after) if after else {}
        found = self._all.find(asked).sort([("at", -1), ("_id", -1)]).limit(limit)
        return [_entered(document) for document in found]

    def at(self, place: str, limit: int = 50) -> list[Entered]:
        """The events that happened at a place, the last to happen first."""
        found = self._all.find({"what.place": place}).sort("what.time", -1).limit(limit)
        return [_entered(document) for document in found]

    def count(self, subjects: Iterable[str], which: str, most: int) -> int:
        """How many there are, counted up to `most`."""
        asked: Document = {"subject": {"$in": list(subjects)}, "kind": "event"} | _OPEN[which]
        return self._all.count_documents(asked | {"void": None}, limit=most)

    def last(self, subject: str) -> datetime | None:
        """When something was last recorded in a party's name."""
        asked = {"subject": subject, "kind": "event"}
        found = self._all.find_one(asked, {"at": 1}, sort=[("at", -1), ("_id", -1)])
        return found["at"] if found else None

    def some(self, ids: Iterable[str]) -> dict[str, Entered]:
        """Several events with the last word about each, by id."""
        found = self._all.find({"_id": {"$in": list(ids)}, "kind": "event"})
        return {document["_id"]: _entered(document) for document in found}

    def spoken(self) -> Iterator[str]:
        """The ids of the events that bear a last word."""
        return (found["_id"] for found in self._all.find({"voice": {"$exists": True}}, {"_id": 1}))

    def say(self, event_id: str, voice: Voice | None) -> None:
        """Mark an event with the last word about it."""
        change = {"$set": {"voice": voice}} if voice else {"$unset": {"voice": ""}}
        self._all.update_one({"_id": event_id, "kind": "event"}, change)


def _entered(document: Document) -> Entered:
    void = bool(document.get("void"))
    return Entered(from_document(Record, document), document.get("voice"), void)


def _beyond(cursor: str) -> Document:
    time, _, record_id = cursor.partition(_SPACE)
    try:
        at = datetime.fromisoformat(time)
    except ValueError:
        raise NotValid("a cursor as a Link gave it", cursor, "after") from None
    return {"$or": [{"at": {"$lt": at}}, {"at": at, "_id": {"$lt": record_id}}]}
