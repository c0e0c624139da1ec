"""The log's leaves: which number each record has, in one unbroken sequence."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from operator import itemgetter
from typing import Any, Final

from pymongo import UpdateOne
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError

from traceability.log.leaves import leaf_bytes, leaf_hash
from traceability.store.documents import from_document
from traceability.store.records import SAFE, Record

Document = dict[str, Any]

_MANY: Final = 1000


@dataclass(frozen=True, slots=True)
class Numbered:
    """A leaf as stored: its index, the record it is of, and its RFC 6962 hash."""

    index: int
    record: str
    hash: bytes


class Log:
    """The collection `leaves`: `_id` is the index, so that no two sequencers can give the same one."""

    def __init__(self, leaves: Collection[Document], records: Collection[Document]) -> None:
        """Keep both collections."""
        self._leaves = leaves.with_options(write_concern=SAFE)
        self._records = records

    def size(self) -> int:
        """How many leaves there are; the next index."""
        head = self._leaves.find_one({}, {"_id": 1}, sort=[("_id", -1)])
        return head["_id"] + 1 if head else 0

    def waiting(self) -> int:
        """How many records wait for their number."""
        return self._records.count_documents({"queued": True})

    def position(self) -> str:
        """Where the log stands, those that wait for their number counted: another after each record."""
        found = self._records.find_one({"queued": True}, {"at": 1}, sort=[("at", -1), ("_id", -1)])
        return f"{self.size()} {found['_id'] if found else ''}"

    def oldest(self) -> datetime | None:
        """When the record that waits longest came; None while none waits."""
        found = self._records.find_one({"queued": True}, {"at": 1}, sort=[("at", 1)])
        return found["at"] if found else None

    def number(
        self,
        limit: int = _MANY,
        without: frozenset[str] = frozenset(),
        hand: Callable[[str], object] = str,
    ) -> list[Record]:
        """Give the next waiting records their numbers; they come back with them, in order.

        Numbers are written to the records in order too, so that whoever reads them in order never
        passes over one that is still to come. A crash between leaf and record heals here: a record
        that has a leaf takes that leaf's index. Two sequencers cannot both succeed: the second's
        index is taken, and it gives up its turn.

        Args:
            limit: How many at most.
            without: Ids of records that are set aside.
            hand: Told each record's id when it is taken in hand.
        """
        records = {record.id: record for record in self._queue(limit, without, hand)}
        if not records:
            return []
        self._finish()
        known = self._known(records)
        start = self.size()
        fresh = [record for name, record in records.items() if name not in known]
        leaves = [_leaf(record, start + place) for place, record in enumerate(fresh)]
        if leaves:
            try:
                self._leaves.insert_many(leaves)
            except BulkWriteError:
                return []
        known |= {leaf["record"]: leaf["_id"] for leaf in leaves}
        self._tell(known)
        return [
            replace(records[name], index=index)
            for name, index in sorted(known.items(), key=itemgetter(1))
        ]

    def drain(self) -> int:
        """Number all that wait now, whoever else does so too; returns the size of the log then."""
        last = self._records.find_one({"queued": True}, {"at": 1}, sort=[("at", -1)])
        while last and self._records.find_one({"queued": True, "at": {"$lte": last["at"]}}, {}):
            self.number()
        return self.size()

    def leaves(self, after: int = -1) -> Iterator[Numbered]:
        """Every leaf after an index, in order."""
        found = self._leaves.find({"_id": {"$gt": after}}, {"keys": 0}).sort("_id", 1)
        return (Numbered(each["_id"], each["record"], each["hash"]) for each in found)

    def _queue(
        self, limit: int, without: frozenset[str], hand: Callable[[str], object]
    ) -> Iterator[Record]:
        found = self._records.find({"queued": True, "_id": {"$nin": list(without)}})
        for document in found.sort([("at", 1), ("_id", 1)]).limit(limit):
            hand(document["_id"])
            yield from_document(Record, document)

    def _finish(self) -> None:
        """Tell the records their numbers that were not told before a crash."""
        last = self._records.find_one({"index": {"$gt": -1}}, {"index": 1}, sort=[("index", -1)])
        untold = self.leaves(last["index"] if last else -1)
        while some := {leaf.record: leaf.index for leaf in islice(untold, _MANY)}:
            self._tell(some)

    def _tell(self, numbers: dict[str, int]) -> None:
        self._records.bulk_write(
            [
                UpdateOne({"_id": name}, {"$set": {"index": index}, "$unset": {"queued": ""}})
                for name, index in sorted(numbers.items(), key=itemgetter(1))
            ]
        )

    def _known(self, records: Iterable[str]) -> dict[str, int]:
        asked = {"record": {"$in": list(records)}}
        return {each["record"]: each["_id"] for each in self._leaves.find(asked, {"record": 1})}


def hash_of(record: Record) -> bytes:
    """The leaf hash of a record, recomputed from its bytes and salts (DESIGN §1.4)."""
    one, two = record.salts
    leaf = leaf_bytes(record.id, record.kind, record.public, one, record.private, two)
    return leaf_hash(leaf)


def _leaf(record: Record, index: int) -> Document:
    return {
        "_id": index,
        "record": record.id,
        "hash": hash_of(record),
        "keys": list(record.keys),
    }
