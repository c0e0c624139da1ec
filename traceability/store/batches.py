"""The view of batches: one document each, folded one record at a time or made again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from traceability.batches.batch import Batch
from traceability.batches.fold import Record, fold, grow
from traceability.errors import Conflict
from traceability.store.documents import from_document, to_document

Document = dict[str, Any]
Told = Iterable[tuple[str, Record]]
"""Record ids and what they say, as they arrived."""

_RECENT: Final = 64
_TRIES: Final = 16


@dataclass(frozen=True, slots=True)
class View:
    """A batch as it stands, and the ids of the last records in it, so that none is folded twice."""

    batch: Batch
    recent: tuple[str, ...] = ()


class Batches:
    """The collection `batches`. A longer fold replaces a shorter one; nothing else does."""

    def __init__(self, collection: Collection[Document], told: Callable[[str], Told]) -> None:
        """Keep the collection and a way to read all that was recorded about a batch."""
        self._all, self._told = collection, told

    def get(self, uri: str) -> Batch | None:
        """One batch as it stands."""
        found = self._all.find_one({"_id": uri}, {"batch": 1})
        return from_document(Batch, found["batch"]) if found else None

    def some(self, uris: Iterable[str]) -> dict[str, Batch]:
        """Several batches in one question, by URI; those unknown are left out."""
        found = self._all.find({"_id": {"$in": list(uris)}}, {"batch": 1})
        return {each["_id"]: from_document(Batch, each["batch"]) for each in found}

    def where(self, asked: Document, after: str = "", limit: int = 100) -> list[Batch]:
        """Batches by indexed fields (`product`, `owner`, `published`, `recalled`), by URI after one."""
        beyond = {"_id": {"$gt": after}} if after else {}
        found = self._all.find(asked | beyond, {"batch": 1}).sort("_id", 1).limit(limit)
        return [from_document(Batch, each["batch"]) for each in found]

    def due(self, now: datetime, limit: int = 100) -> Iterator[str]:
        """Batches whose view changed by itself by now (DESIGN §1.9)."""
        found = self._all.find({"changes_at": {"$lte": now}}, {"_id": 1}).limit(limit)
        return (each["_id"] for each in found)

    def lacking(self, record_ids: dict[str, set[str]]) -> Iterator[str]:
        """Of batches and the records they should hold: those whose view lacks one."""
        found = self._all.find({"_id": {"$in": list(record_ids)}}, {"recent": 1})
        recent = {each["_id"]: set(each["recent"]) for each in found}
        return (uri for uri, ids in record_ids.items() if not ids <= recent.get(uri, set()))

    def views(self, uris: Iterable[str]) -> dict[str, View]:
        """The views of several batches, with what `add` needs; those unknown are left out."""
        asked = {"_id": {"$in": list(uris)}}
        found = self._all.find(asked, {"batch": 1, "recent": 1})
        return {each["_id"]: _view(each) for each in found}

    def add(self, view: View, record_id: str, record: Record, at: datetime) -> None:
        """Fold one more record onto a view that was just read.

        Raises:
            Conflict: other writers were faster each time; the record stands and the view heals.
        """
        uri = view.batch.uri
        for _ in range(_TRIES):
            if record_id in view.recent:
                return
            after = grow(view.batch, record)
            if after is None:
                self.again(uri, at)
                return
            grown = View(after, (*view.recent, record_id)[-_RECENT:])
            if self._replace(grown, view.batch.records, at):
                return
            view = self.views([uri]).get(uri, View(Batch(uri)))
        raise Conflict(f"a quiet moment to refresh {uri}", "other writers each time")

    def again(self, uri: str, at: datetime) -> Batch:
        """Make one batch's view again from all its records."""
        for _ in range(_TRIES):
            told = list(self._told(uri))
            batch = fold(uri, (record for _, record in told))
            recent = tuple(record_id for record_id, _ in told)[-_RECENT:]
            if self._replace(View(batch, recent), batch.records, at, at_most=True):
                return batch
        raise Conflict(f"a quiet moment to make {uri} again", "other writers each time")

    def clear(self) -> None:
        """Forget every view, before all are made again."""
        self._all.delete_many({})

    def uris(self) -> Iterator[str]:
        """Every batch that has a view."""
        return (each["_id"] for each in self._all.find({}, {"_id": 1}).sort("_id", 1))

    def raw(self) -> Iterator[Document]:
        """Every view as stored, by URI, to compare one making with another."""
        return iter(self._all.find().sort("_id", 1))

    def _replace(self, view: View, before: int, at: datetime, *, at_most: bool = False) -> bool:
        """Put a view in the place of one of `before` records, or of at most so many."""
        asked = {"_id": view.batch.uri, "records": {"$lte": before} if at_most else before}
        fresh = before == 0 or at_most
        try:
            done = self._all.replace_one(asked, _document(view, at), upsert=fresh)
        except DuplicateKeyError:
            return False
        return bool(done.matched_count) or done.upserted_id is not None


def _view(document: Document) -> View:
    return View(from_document(Batch, document["batch"]), tuple(document["recent"]))


def product_of(batch: Batch) -> str | None:
    """The product a batch is of: named when it was made, or by the GTIN in its own code."""
    named = batch.origin.ilmd.get("farm:product") if batch.origin else None
    if named:
        return str(named)
    head, lot, _ = batch.uri.partition("/10/")
    return head if lot and "/01/" in head else None


def _document(view: View, at: datetime) -> Document:
    batch = view.batch
    return {
        "_id": batch.uri,
        "records": batch.records,
        "recent": list(view.recent),
        "batch": to_document(batch),
        "product": product_of(batch),
        "owner": batch.owner,
        "made": batch.origin.time if batch.origin else None,
        "published": batch.publication is not None and batch.publication.value == "publish",
        "recalled": batch.is_recalled,
        "changes_at": batch.changes_at(at),
    }
