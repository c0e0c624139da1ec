"""Records whose author's right could not be shown: kept as they came until the desk decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from traceability.store.documents import from_document, to_document
from traceability.store.records import SAFE, Origin

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """What came, who sent it, why it waits, and for whose desk; `settled` says how it ended."""

    id: str
    at: datetime
    entered: datetime
    subject: str
    desk: str
    origin: Origin
    form: str
    said: bytes
    said_sha256: str
    reason: str
    settled: str | None = None
    sent_as: str | None = None


class Held:
    """The collection `held`."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection.with_options(write_concern=SAFE)

    def add(self, record: HeldRecord) -> bool:
        """Hold a record; False when its id is held already."""
        try:
            self._all.insert_one(to_document(record) | {"_id": record.id})
        except DuplicateKeyError:
            return False
        return True

    def get(self, record_id: str) -> HeldRecord | None:
        """One held record."""
        found = self._all.find_one({"_id": record_id})
        return from_document(HeldRecord, found) if found else None

    def some(self, ids: Iterable[str]) -> Iterator[HeldRecord]:
        """Several held records in one question; those unknown are left out."""
        found = self._all.find({"_id": {"$in": list(ids)}})
        return (from_document(HeldRecord, document) for document in found)

    def waiting(self, desk: str) -> Iterator[HeldRecord]:
        """What waits for a desk, as it came."""
        found = self._all.find({"desk": desk, "settled": None}).sort("at", 1)
        return (from_document(HeldRecord, document) for document in found)

    def settle(self, record_id: str, how: str) -> None:
        """Say how it ended: adopted or rejected."""
        self._all.update_one({"_id": record_id}, {"$set": {"settled": how}})
