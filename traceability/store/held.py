"""Records whose author's right could not be shown: kept as they came until the desk decides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from traceability.errors import NotValid
from traceability.store.documents import from_document, to_document
from traceability.store.records import SAFE, Origin, Record, queued

Document = dict[str, Any]

_SPACE: Final = " "


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """What came, why it waits and for whose desk; `settled` says how it ended: adopt or reject.

    Or recorded, where it came once more from somebody who had the right.
    `record` is what it is to be once it is adopted, `at` the instant when it came; `act` is what
    access was asked, `entered` when it was typed.
    """

    record: Record
    act: str
    entered: datetime
    desk: str
    reason: str
    settled: str | None = None

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @property
    def at(self) -> datetime:
        """When it came."""
        return self.record.at

    @property
    def cursor(self) -> str:
        """What a list goes on after."""
        return f"{self.at.isoformat(timespec='milliseconds')}{_SPACE}{self.id}"

    @property
    def subject(self) -> str:
        """The party it is said for."""
        return self.record.subject

    @property
    def origin(self) -> Origin:
        """Who sent it."""
        return self.record.origin

    @property
    def form(self) -> str:
        """The form it was told in, and its version."""
        return self.record.form

    @property
    def said(self) -> bytes:
        """The bytes as they came."""
        return self.record.said

    @property
    def said_sha256(self) -> str:
        """Their SHA-256, in hex."""
        return self.record.said_sha256


class Held:
    """The collection `held`."""

    def __init__(self, collection: Collection[Document], records: Collection[Document]) -> None:
        """Keep the collection, and the one into which adopted records go."""
        self._all = collection.with_options(write_concern=SAFE)
        self._records = records

    def is_full(self, party: str, desk: str, most: int) -> bool:
        """Whether so many sent by a party wait for a desk."""
        asked = {"record.origin.party": party, "desk": desk, "settled": None}
        return self._all.count_documents(asked, limit=most) >= most

    def add(self, held: HeldRecord) -> bool:
        """Hold a record; False when its id is held already."""
        try:
            self._all.insert_one(to_document(held) | {"_id": held.id})
        except DuplicateKeyError:
            return False
        return True

    def get(self, record_id: str) -> HeldRecord | None:
        """One held record."""
        found = self._all.find_one({"_id": record_id})
        return from_document(HeldRecord, found) if found else None

    def some(self, ids: Iterable[str]) -> Iterator[HeldRecord]:
        """Several held records in one question; those unknown are left out."""
        return self._read({"_id": {"$in": list(ids)}})

    def waiting(self, desk: str | None, after: str = "", limit: int = 0) -> Iterator[HeldRecord]:
        """What waits for a desk, or for any; as it came, after a cursor, at most so many (0: all)."""
        asked: Document = {"settled": None} | ({"desk": desk} if desk else {})
        return self._read(asked | (_beyond(after) if after else {}), limit)

    def of(self, parties: Iterable[str], since: datetime, limit: int) -> Iterator[HeldRecord]:
        """What came since then for or from these parties, settled or not, the latest first."""
        asked = _of(parties) | {"record.at": {"$gte": since}}
        found = self._all.find(asked).sort([("record.at", -1), ("_id", -1)]).limit(limit)
        return (from_document(HeldRecord, document) for document in found)

    def newest(self, parties: Iterable[str]) -> str:
        """The id of what came last for or from these parties; empty where nothing ever did."""
        order = [("record.at", -1), ("_id", -1)]
        found = self._all.find_one(_of(parties), {"_id": 1}, sort=order)
        return str(found["_id"]) if found else ""

    def about(self, key: str, limit: int) -> Iterator[HeldRecord]:
        """What waits for a desk and names a key, such as a photo's; at most so many."""
        return self._read({"record.keys": key, "settled": None}, limit)

    def settle(self, record_id: str, how: str) -> None:
        """Show how it ended, as a statement says that is on record."""
        self._all.update_one({"_id": record_id}, {"$set": {"settled": how}})

    def settle_with(self, record_id: str, how: str, records: Sequence[Record]) -> bool:
        """Settle what waits and add these records, all or nothing (DESIGN §6).

        False when it waits no more, or when an id or a revision of the records is taken.
        """
        documents = [queued(record) for record in records]

        def together(session: ClientSession) -> bool:
            asked = {"_id": record_id, "settled": None}
            done = self._all.update_one(asked, {"$set": {"settled": how}}, session=session)
            for document in documents if done.matched_count else ():
                self._records.insert_one(document, session=session)
            return bool(done.matched_count)

        with self._all.database.client.start_session() as session:
            try:
                return session.with_transaction(together, write_concern=SAFE)
            except DuplicateKeyError:
                return False

    def _read(self, asked: Document, limit: int = 0) -> Iterator[HeldRecord]:
        order = [("record.at", 1), ("_id", 1)]
        found = self._all.find(asked).sort(order).limit(limit)
        return (from_document(HeldRecord, document) for document in found)


def _of(parties: Iterable[str]) -> Document:
    named = {"$in": list(parties)}
    return {"$or": [{"record.subject": named}, {"record.origin.party": named}]}


def _beyond(cursor: str) -> Document:
    time, _, record_id = cursor.partition(_SPACE)
    try:
        at = datetime.fromisoformat(time)
    except ValueError:
        raise NotValid("a cursor as a Link gave it", cursor, "after") from None
    return {"$or": [{"record.at": {"$gt": at}}, {"record.at": at, "_id": {"$gt": record_id}}]}
