"""The view of batches: one document each, folded one record at a time or made again."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from bson.raw_bson import RawBSONDocument
from pymongo import ReplaceOne
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, DuplicateKeyError

from traceability.batches.batch import Batch
from traceability.batches.fold import Record, fold, grow
from traceability.errors import Conflict
from traceability.store.documents import from_document, to_document
from traceability.store.fit import check_fit
from traceability.store.kept import Kept

Document = dict[str, Any]
Told = Callable[[AbstractSet[str]], Iterable[tuple[str, str, Record]]]
"""Asked for batches, answers whose view each record belongs to, its id and what it says, as they came."""

_RECENT: Final = 64
_MARK: Final = 8
_TRIES: Final = 16


@dataclass(frozen=True, slots=True)
class View:
    """A batch as it stands, and marks of the last records in it, so that none is folded twice."""

    batch: Batch
    recent: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Grown:
    """A view with one more record, as it will be stored, and the view `before`.

    `after` and `document`, what the database is handed, are None where all must be folded again,
    because an event is declared wrong, and where the view holds the record already.
    """

    before: View
    record_id: str
    record: Record
    after: View | None = None
    document: RawBSONDocument | None = None

    @property
    def holds_already(self) -> bool:
        """Whether the record was in the view before."""
        return mark(self.record_id) in self.before.recent


class Batches:
    """The collection `batches`. A view is replaced only by one that was made from it."""

    def __init__(self, collection: Collection[Document], told: Told, kept: Kept[View]) -> None:
        """Keep the collection, a way to read all that was recorded about a batch, and late views."""
        self._all, self._told, self._kept = collection, told, kept

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

    def latest(self, owners: Iterable[str], limit: int, *, published: bool) -> list[Batch]:
        """The batches of these makers made last, published or not."""
        asked: Document = {"owner": {"$in": list(owners)}, "published": published}
        found = self._all.find(asked, {"batch": 1}).sort("made", -1).limit(limit)
        return [from_document(Batch, each["batch"]) for each in found]

    def open(self, parties: Iterable[str], limit: int) -> list[Batch]:
        """What is left of, made by these parties or received last by one of them, the latest first."""
        named = {"$in": list(parties)}
        found = {}
        for by in ("owner", "holder"):
            asked = {by: named, "open": True}
            for each in self._all.find(asked, {"batch": 1}).sort("made", -1).limit(limit):
                found[each["_id"]] = from_document(Batch, each["batch"])
        return list(found.values())

    def sent_to(self, owners: Iterable[str], latest: int) -> list[str]:
        """To whom the latest of what these parties made and sent went, by URI."""
        asked: Document = {"owner": {"$in": list(owners)}, "batch.sent.value": {"$gt": ""}}
        found = self._all.find(asked, {"batch.sent.value": 1}).sort("made", -1).limit(latest)
        return sorted({each["batch"]["sent"]["value"] for each in found})

    def published(self, after: str, limit: int, skip: int = 0) -> Iterator[tuple[str, str | None]]:
        """Published batches by URI after one, each with its product: what a sitemap lists."""
        asked: Document = {"published": True, "_id": {"$gt": after}}
        found = self._all.find(asked, {"product": 1}).sort("_id", 1).skip(skip).limit(limit)
        return ((each["_id"], each["product"]) for each in found)

    def due(self, now: datetime, limit: int = 100) -> Iterator[str]:
        """Batches whose view changed by itself by now (DESIGN §1.9)."""
        found = self._all.find({"changes_at": {"$lte": now}}, {"_id": 1}).limit(limit)
        return (each["_id"] for each in found)

    def lacking(self, record_ids: dict[str, set[str]]) -> Iterator[str]:
        """Of batches and the records they should hold: those whose view lacks one."""
        found = self._all.find({"_id": {"$in": list(record_ids)}}, {"recent": 1})
        recent = {each["_id"]: set(_marks(each["recent"])) for each in found}
        marks = {uri: set(map(mark, ids)) for uri, ids in record_ids.items()}
        return (uri for uri, due in marks.items() if not due <= recent.get(uri, set()))

    def lately(self, uris: Iterable[str]) -> dict[str, View]:
        """What `views` answers, or did a moment ago: a batch written to again and again is not read."""
        return self._kept.get(uris, self.views)

    def views(self, uris: Iterable[str]) -> dict[str, View]:
        """The views of several batches, with what `add` needs; those unknown are left out."""
        wanted = list(uris)
        if not wanted:
            return {}
        if len(wanted) == 1:
            one = self._all.find_one({"_id": wanted[0]}, {"batch": 1, "recent": 1})
            return {wanted[0]: _view(one)} if one else {}
        found = self._all.find({"_id": {"$in": wanted}}, {"batch": 1, "recent": 1})
        return {each["_id"]: _view(each) for each in found}

    def add(self, view: View, record_id: str, record: Record, at: datetime) -> None:
        """Fold one more record onto a view that was read before the record was added."""
        self.replace(prepared(view, record_id, record, at), at)

    def replace(self, grown: Grown, at: datetime) -> None:
        """Put a view that was prepared in the place of the one it was grown from.

        Where other writers are faster each time it is left: the sequencer sees what a view lacks.
        """
        uri = grown.before.batch.uri
        for _ in range(_TRIES):
            if grown.holds_already:
                return
            if grown.after is None or grown.document is None:
                break
            turn = self._kept.turn()
            if self._put(uri, grown.document, grown.before.batch.records):
                self._kept.keep({uri: grown.after}, turn)
                return
            view = self.views([uri]).get(uri, View(Batch(uri)))
            held = mark(grown.record_id) in view.recent
            if not (held or _shows_all_since(view, grown.before)):
                break
            grown = prepared(view, grown.record_id, grown.record, at)
        with suppress(Conflict):
            self.again(uri, at)

    def again(self, uri: str, at: datetime) -> Batch:
        """Make one batch's view again from all its records.

        It replaces only the view that stood before they were read: what another writer folded
        meanwhile is never lost, and a view that counted too much is mended.

        Raises:
            Conflict: other writers were faster each time; the sequencer tries again.
        """
        for _ in range(_TRIES):
            before = self.views([uri]).get(uri, View(Batch(uri))).batch.records
            view = self._made({uri})[0]
            if self._put(uri, _document(view, at), before):
                return view.batch
        raise Conflict(f"a quiet moment to make {uri} again", "other writers each time")

    def remake(self, uris: AbstractSet[str], at: datetime, turn: str) -> None:
        """Make views again that were not made in this turn yet, all in one go.

        One that somebody writes to at this moment is left to `finish`.
        """
        asked = {"_id": {"$in": list(uris)}}
        there = {each["_id"]: each for each in self._all.find(asked, {"records": 1, "turn": 1})}
        due = {uri for uri in uris if there.get(uri, {}).get("turn") != turn}
        changes = []
        for view in self._made(due):
            uri, document = view.batch.uri, _document(view, at) | {"turn": turn}
            before = there.get(uri, {}).get("records", 0)
            same = {"_id": uri, "records": before}
            changes.append(ReplaceOne(same, document, upsert=uri not in there))
        if changes:
            with suppress(BulkWriteError):
                self._all.bulk_write(changes, ordered=False)

    def finish(self, at: datetime, turn: str) -> None:
        """Make the views again that `remake` did not; drop those that hold no record at all."""
        for each in self._all.find({"turn": {"$ne": turn}}, {"_id": 1}):
            if self.again(each["_id"], at).records == 0:
                self._all.delete_one({"_id": each["_id"], "records": 0})

    def _made(self, uris: AbstractSet[str]) -> list[View]:
        told: dict[str, dict[str, Record]] = {uri: {} for uri in uris}
        for uri, record_id, record in self._told(uris):
            told[uri][record_id] = record
        return [
            View(fold(uri, records.values()), tuple(map(mark, tuple(records)[-_RECENT:])))
            for uri, records in told.items()
        ]

    def uris(self) -> Iterator[str]:
        """Every batch that has a view."""
        return (each["_id"] for each in self._all.find({}, {"_id": 1}).sort("_id", 1))

    def raw(self) -> Iterator[Document]:
        """Every view as stored, by URI, to compare one making with another.

        Without how they were made: the marks of the last records, which follow arrival, and the turn.
        """
        return iter(self._all.find({}, {"recent": 0, "turn": 0}).sort("_id", 1))

    def _put(self, uri: str, document: Document | RawBSONDocument, before: int) -> bool:
        """Put a view in the place of one of `before` records; of none, where there is no view.

        Views only ever gain records, so that two of the same number hold the same records.
        """
        if before == 0:
            with suppress(DuplicateKeyError):
                self._all.insert_one(document)
                return True
        asked = {"_id": uri, "records": before}
        return bool(self._all.replace_one(asked, document).matched_count)


def prepared(view: View, record_id: str, record: Record, at: datetime) -> Grown:
    """Fold one more record onto a view; it is asked before the record is stored.

    Raises:
        NotValid: the view with it could not be stored.
    """
    this = mark(record_id)
    after = None if this in view.recent else grow(view.batch, record)
    if after is None:
        return Grown(view, record_id, record)
    grown = View(after, (*view.recent, this)[-_RECENT:])
    return Grown(view, record_id, record, grown, check_fit(_document(grown, at)))


def _shows_all_since(view: View, earlier: View) -> bool:
    """Whether every record that came between two views of a batch is still marked in the later one."""
    fresh = set(view.recent).difference(earlier.recent)
    return len(fresh) == view.batch.records - earlier.batch.records


def mark(record_id: str) -> bytes:
    """What a view keeps of a record's id: 64 bits, so that a long batch stays a small document."""
    return blake2b(record_id.encode(), digest_size=_MARK).digest()


def _marks(recent: bytes) -> tuple[bytes, ...]:
    return tuple(recent[at : at + _MARK] for at in range(0, len(recent), _MARK))


def _view(document: Document) -> View:
    return View(from_document(Batch, document["batch"]), _marks(document["recent"]))


def product_of(batch: Batch) -> str | None:
    """The product a batch is of, by URI."""
    return batch.product


def _document(view: View, at: datetime) -> Document:
    batch, changes_at = view.batch, view.batch.changes_at(at)
    document = {
        "_id": batch.uri,
        "records": batch.records,
        "recent": b"".join(view.recent),
        "batch": to_document(batch),
        "product": product_of(batch),
        "owner": batch.owner,
        "made": batch.origin.time if batch.origin else None,
        "published": batch.publication is not None and batch.publication.value == "publish",
        "recalled": batch.is_recalled,
        "holder": batch.holder.value if batch.holder else None,
        "open": _is_open(batch),
    }
    return document | ({"changes_at": changes_at} if changes_at else {})


def _is_open(batch: Batch) -> bool:
    """Whether something is left, or may be."""
    left = batch.left
    return left.unknown > 0 or any(value > 0 for value in left.known.values())
