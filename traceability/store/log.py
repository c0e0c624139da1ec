"""The log's leaves: which number each record has, in one unbroken sequence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pymongo import UpdateOne
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError

from traceability.log.leaves import leaf_bytes, leaf_hash
from traceability.store.documents import from_document
from traceability.store.records import SAFE, Record

Document = dict[str, Any]


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

    def number(self, limit: int = 1000) -> list[Record]:
        """Give the next waiting records their numbers; they come back with them.

        A crash between leaf and record heals here: a record that has a leaf takes that leaf's index.
        Two sequencers cannot both succeed: the second's index is taken, and it gives up its turn.
        """
        queue = self._records.find({"queued": True}).sort([("at", 1), ("_id", 1)]).limit(limit)
        records = [from_document(Record, document) for document in queue]
        if not records:
            return []
        known = self._known(records)
        start = self.size()
        fresh = [record for record in records if record.id not in known]
        leaves = [_leaf(record, start + place) for place, record in enumerate(fresh)]
        if leaves:
            try:
                self._leaves.insert_many(leaves)
            except BulkWriteError:
                return []
        known |= {leaf["record"]: leaf["_id"] for leaf in leaves}
        self._records.bulk_write(
            [
                UpdateOne({"_id": name}, {"$set": {"index": index}, "$unset": {"queued": ""}})
                for name, index in known.items()
            ]
        )
        return records

    def leaves(self, after: int = -1) -> Iterator[Numbered]:
        """Every leaf after an index, in order."""
        found = self._leaves.find({"_id": {"$gt": after}}, {"keys": 0}).sort("_id", 1)
        return (Numbered(each["_id"], each["record"], each["hash"]) for each in found)

    def _known(self, records: list[Record]) -> dict[str, int]:
        asked = {"record": {"$in": [record.id for record in records]}}
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
