"""The records: events, revisions and statements, added once and never edited."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final, Literal

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError
from pymongo.write_concern import WriteConcern

from traceability.errors import Conflict
from traceability.store.documents import from_document, to_document

Kind = Literal["event", "revision", "statement"]
Document = dict[str, Any]

SAFE: Final = WriteConcern("majority", j=True)
"""What an acknowledged record has survived: a majority's journal."""


CARRIED: Final = "carried"
"""How a record came that another's phone made and somebody brought: the words are not the bringer's."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who said it: role and party by key, the id of the token or session, and how that was opened."""

    role: str
    party: str
    by: str
    how: str = "token"


@dataclass(frozen=True, slots=True)
class What:
    """What an event's index knows of it, so that a walk need not read its bytes."""

    hash: str
    time: datetime
    step: str
    place: str | None = None
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    declares: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it is kept (DESIGN §1.2, §1.4).

    `said` are the bytes as received, `public` and `private` what was made of them; `salts` are those
    of the two commitments in its leaf. `keys` are all things it speaks of, by URI. `revises` is the
    key and number of a revision. `index` is its place in the log, None until it is numbered. `sent_as`
    is the id under which it was sent, where its own is another.
    """

    id: str
    kind: Kind
    at: datetime
    subject: str
    origin: Origin
    form: str
    said: bytes
    said_sha256: str
    public: bytes
    private: bytes
    salts: tuple[bytes, bytes]
    keys: tuple[str, ...]
    what: What | None = None
    revises: str | None = None
    index: int | None = None
    sent_as: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One event in a walk: what went in, what came out, when and by which step."""

    id: str
    time: datetime
    step: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


class Records:
    """The collection `records`; `queued` stands on a record until the sequencer has numbered it."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection, and a handle on it that waits for a majority's journal."""
        self._all = collection
        self._safe = collection.with_options(write_concern=SAFE)

    def add(self, record: Record) -> bool:
        """Add a record; False when its id is taken already.

        Raises:
            Conflict: a revision of that number is there already, under another id.
        """
        try:
            self._safe.insert_one(queued(record))
        except DuplicateKeyError as taken:
            if "revises" in ((taken.details or {}).get("keyPattern") or {}):
                raise Conflict("the revision after the last one", record.revises) from None
            return False
        return True

    def get(self, record_id: str) -> Record | None:
        """One record, whole."""
        found = self._all.find_one({"_id": record_id})
        return from_document(Record, found) if found else None

    def some(self, ids: Iterable[str]) -> Iterator[Record]:
        """Several records in one question; those unknown are left out."""
        return self._read({"_id": {"$in": list(ids)}})

    def about(self, uri: str, *kinds: Kind) -> Iterator[Record]:
        """All records that speak of a thing, as they arrived."""
        return self.about_any([uri], *kinds)

    def about_any(self, uris: Iterable[str], *kinds: Kind) -> Iterator[Record]:
        """All records that speak of any of these things, each once, as they arrived."""
        asked: Document = {"keys": {"$in": list(uris)}}
        return self._read(asked | ({"kind": {"$in": list(kinds)}} if kinds else {}))

    def speaking_of(self, ids: Iterable[str]) -> Iterator[Record]:
        """The statements about any of these events, as they arrived."""
        return self._read({"kind": "statement", "keys": {"$in": list(ids)}})

    def at_places(
        self, places: Iterable[str], step: str, since: datetime, until: datetime
    ) -> Iterator[Record]:
        """The events of one step, by its bare name, that happened at these places in that time."""
        within = {"$gte": since, "$lte": until}
        named = {"$regex": f"(^|[/:])(BizStep-)?{re.escape(step)}$"}
        asked = {"what.place": {"$in": list(places)}, "what.time": within, "what.step": named}
        return (from_document(Record, document) for document in self._all.find(asked))

    def during(self, uris: Iterable[str], since: datetime, until: datetime) -> Iterator[Record]:
        """The events that speak of any of these things and happened from `since` to before `until`."""
        within = {"$gte": since, "$lt": until}
        asked = {"keys": {"$in": list(uris)}, "what.time": within}
        return (from_document(Record, document) for document in self._all.find(asked))

    def since(self, index: int, limit: int = 1000) -> Iterator[Record]:
        """Numbered records after a log index, in the log's order."""
        found = self._all.find({"index": {"$gt": index}}).sort("index", 1).limit(limit)
        return (from_document(Record, document) for document in found)

    def everything(self) -> Iterator[Record]:
        """Every record: those numbered in the log's order, then those that wait, as they came."""
        return chain(self.numbered(), self._read({"queued": True}))

    def numbered(self) -> Iterator[Record]:
        """Every record that has a number, in the log's order."""
        found = self._all.find({"index": {"$gt": -1}}).sort("index", 1)
        return (from_document(Record, document) for document in found)

    def count(self, **asked: str) -> int:
        """How many records there are, of a kind if asked for."""
        return self._all.count_documents(asked) if asked else self._all.estimated_document_count()

    def back(self, uri: str, depth: int) -> list[Link]:
        """The events that made a batch, and those that made what went in, `depth` generations deep.

        One `$graphLookup`: for a lineage of some 260 events as fast as anything, and one round trip.
        """
        makers: Document = {"what.outputs": uri, "void": None}
        walk = {
            "from": self._all.name,
            "startWith": "$what.inputs",
            "connectFromField": "what.inputs",
            "connectToField": "what.outputs",
            "maxDepth": max(depth - 2, 0),
            "restrictSearchWithMatch": {"void": None},
            "as": "before",
        }
        shape = {"what": 1, "before._id": 1, "before.what": 1}
        stages: list[Document] = [{"$match": makers}]
        stages += [{"$graphLookup": walk}] if depth > 1 else []
        links: dict[str, Link] = {}
        for document in self._all.aggregate([*stages, {"$project": shape}]):
            for found in (document, *document.get("before", ())):
                links[found["_id"]] = _link(found)
        return list(links.values())

    def made_from(self, uris: Iterable[str]) -> Iterator[Link]:
        """The events that used any of these batches: one generation forward."""
        return self._links({"what.inputs": {"$in": list(uris)}})

    def made(self, uris: Iterable[str]) -> Iterator[Link]:
        """The events that made any of these batches: one generation back."""
        return self._links({"what.outputs": {"$in": list(uris)}})

    def mark_void(self, event_id: str) -> None:
        """Mark a declared event in the index, so that no walk goes through it."""
        self._all.update_one({"_id": event_id}, {"$set": {"void": True}})

    def declared(self, ids: Iterable[str]) -> set[str]:
        """Of these events, those that were declared wrong, before or after they came."""
        asked = {"what.declares": {"$in": list(ids)}}
        return {found["what"]["declares"] for found in self._all.find(asked, {"what.declares": 1})}

    def clear_void(self) -> None:
        """Take the mark from events that nobody declared wrong."""
        for found in self._all.find({"void": True}, {"_id": 1}):
            if not self.declared([found["_id"]]):
                self._all.update_one(found, {"$unset": {"void": ""}})

    def known(self, ids: Iterable[str]) -> set[str]:
        """Of these ids, those of records."""
        return {found["_id"] for found in self._all.find({"_id": {"$in": list(ids)}}, {"_id": 1})}

    def revised(self, revisions: Iterable[str]) -> set[str]:
        """Of these revisions, each a key, "#" and a number, those that were recorded."""
        asked = {"revises": {"$in": list(revisions)}}
        return {found["revises"] for found in self._all.find(asked, {"revises": 1})}

    def _links(self, asked: Document) -> Iterator[Link]:
        found = self._all.find(asked | {"void": None}, {"what": 1}, batch_size=5000)
        return map(_link, found)

    def _read(self, asked: Document) -> Iterator[Record]:
        found = self._all.find(asked).sort([("at", 1), ("_id", 1)])
        return (from_document(Record, document) for document in found)


def queued(record: Record) -> Document:
    """A new record as it is stored, waiting for its number."""
    document: Document = to_document(record)
    return document | {"_id": record.id, "queued": True}


def _link(document: Document) -> Link:
    what = document["what"]
    ends = tuple(what.get("inputs", ())), tuple(what.get("outputs", ()))
    return Link(document["_id"], what["time"], what["step"], *ends)
