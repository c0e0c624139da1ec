"""What ended a kind of work twice: set aside until somebody has looked at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.collection import Collection

from traceability.store.documents import from_document, to_document

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A kind of work passes over `what` (a record's id or a batch's URI); `error` is a class's name."""

    kind: str
    what: str
    error: str
    at: datetime


class Aside:
    """The collection `aside`, one document a kind and record."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection

    def add(self, one: SetAside) -> None:
        """Set aside, once."""
        asked = {"_id": f"{one.kind}#{one.what}"}
        self._all.update_one(asked, {"$setOnInsert": to_document(one)}, upsert=True)

    def of(self, kind: str) -> frozenset[str]:
        """What a kind of work passes over."""
        return frozenset(each["what"] for each in self._all.find({"kind": kind}, {"what": 1}))

    def each(self) -> Iterator[SetAside]:
        """All that is set aside, by kind."""
        return (from_document(SetAside, each) for each in self._all.find().sort("_id", 1))

    def take_back(self, kind: str, what: str) -> bool:
        """Let a kind of work try it again; False when it was not set aside."""
        return bool(self._all.delete_one({"_id": f"{kind}#{what}"}).deleted_count)

    def count(self) -> int:
        """How many are set aside."""
        return self._all.count_documents({})
