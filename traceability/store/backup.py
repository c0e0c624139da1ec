"""Everything in one file, as it stood at one index of the log, and back into an empty database.

What the records need is written after them where it is only added to (files), and before them where
it changes (held records, tokens). Views are left out: they are made again from the records.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final, cast

import bson
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError

from traceability.errors import Conflict, NotValid
from traceability.keyring import NONCE_BYTES, SALT_BYTES, Keyring
from traceability.log.merkle import Frontier
from traceability.store import frames, schema
from traceability.store.records import SAFE
from traceability.store.store import Store

VIEWS: Final = frozenset({"batches", "masterdata", "delegations", "findings", "listings"})
"""Made again after a restore."""

_PASSING: Final = frozenset(
    {"leases", "migrations", "attempts", "challenges", "codes", "uploads", "upload_parts", "rates"}
)
"""What belongs to a running installation and not to what it knows."""

_WORK: Final = ("sequencer", "checker", "listings")
"""Facts in `meta` that say how far work has come; they begin anew."""

_HEAD, _COLLECTION, _DOCUMENT, _END = b"H", b"C", b"D", b"E"
_LOG: Final = {"records": "index", "leaves": "_id"}
"""The log, and by which field of each its index is known."""

_FILES: Final = ("files.files", "files.chunks", "media")
_MANY: Final = 500

Raw = Collection[RawBSONDocument]


@dataclass(frozen=True, slots=True)
class Written:
    """What a backup holds: the log's size and root, and how many documents there are in all."""

    size: int
    root: bytes
    documents: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What came out of a backup: the keyring, and the size and root its log must have."""

    keyring: Keyring
    size: int
    root: bytes
    at: datetime


def write(
    store: Store,
    keyring: Keyring,
    file: Path,
    passphrase: str,
    at: datetime,
    random: Callable[[int], bytes],
) -> Written:
    """Write everything that was recorded until now; the service may go on meanwhile.

    Args:
        store: What is kept.
        keyring: Written sealed under the passphrase.
        file: Takes its name when it is whole.
        passphrase: At least 12 characters.
        at: When.
        random: For the seal.

    Raises:
        NotValid: the passphrase is too short.
    """
    sealed = keyring.encrypted(passphrase, random(SALT_BYTES), random(NONCE_BYTES))
    head = {"at": at, "keyring": sealed, "version": schema.version(store.database)}
    count = 0
    with frames.writing(file) as out:
        out.write(frames.frame(_HEAD, bson.encode(head)))
        for name in _others(store):
            passed_over = list(_WORK) if name == "meta" else []
            count += _dump(out, name, _raw(store, name).find({"_id": {"$nin": passed_over}}))
        size = store.log.drain()
        for name, by in _LOG.items():
            below = {by: {"$gt": -1, "$lt": size}}
            count += _dump(out, name, _raw(store, name).find(below).sort(by, 1))
        for name in _FILES:
            count += _dump(out, name, _raw(store, name).find())
        written = Written(size, _root(store, size), count)
        end = {"size": size, "root": written.root, "documents": count}
        out.write(frames.frame(_END, bson.encode(end)))
    return written


def restore(store: Store, file: Path, passphrase: str) -> Restored:
    """Read a backup into an empty database; views are not made yet (`ledger.restore` does both).

    Raises:
        NotValid: the file is no backup or not whole, another passphrase opens it, or it is of
            another version of the database.
        Conflict: the database is not empty.
    """
    _refuse_what_is_there(store)
    found = frames.read(file)
    aware: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True)
    head = bson.decode(next(found)[1], aware)
    keyring = Keyring.decrypted(head["keyring"], passphrase)
    _take_version(store, head["version"])
    end = _load(store, found)
    return Restored(keyring, end["size"], end["root"], head["at"])


def _others(store: Store) -> list[str]:
    names = set(store.database.list_collection_names(filter={"type": "collection"}))
    return sorted(names.difference(VIEWS, _PASSING, _LOG, _FILES))


def _raw(store: Store, name: str) -> Raw:
    options: CodecOptions[RawBSONDocument] = CodecOptions(document_class=RawBSONDocument)
    database = store.client.get_database(store.name)
    return cast("Raw", database.get_collection(name, options, write_concern=SAFE))


def _dump(out: frames.Writable, name: str, documents: Iterator[RawBSONDocument]) -> int:
    out.write(frames.frame(_COLLECTION, bson.encode({"name": name})))
    count = 0
    for document in documents:
        out.write(frames.frame(_DOCUMENT, document.raw))
        count += 1
    return count


def _root(store: Store, size: int) -> bytes:
    tree = Frontier()
    for leaf in islice(store.log.leaves(), size):
        tree = tree.append(leaf.hash)
    return tree.root


def _refuse_what_is_there(store: Store) -> None:
    for name in store.database.list_collection_names(filter={"type": "collection"}):
        if name not in _PASSING and store.database[name].find_one({}, {"_id": 1}):
            raise Conflict("an empty database", f"one with {name}")


def _take_version(store: Store, version: int) -> None:
    """A database that was never prepared takes the backup's version; later ones migrate from it."""
    known = len(schema.MIGRATIONS)
    if version > known:
        raise NotValid(f"a backup of version {known} or earlier", version)
    there = schema.version(store.database)
    if there == -1:
        schema.begin_at(store.database, version)
    elif there != version:
        raise NotValid(f"a database of version {version}, or one never prepared", there)


def _load(store: Store, found: Iterator[frames.Frame]) -> dict[str, Any]:
    into: Raw | None = None
    waiting: list[RawBSONDocument] = []
    for kind, data in found:
        if into is not None and (kind != _DOCUMENT or len(waiting) == _MANY):
            _insert(into, waiting)
            waiting = []
        if kind == _END:
            return bson.decode(data)
        if kind == _COLLECTION:
            into = _raw(store, bson.decode(data)["name"])
        else:
            waiting.append(RawBSONDocument(data))
    raise NotValid("a backup with its end", "one without")


def _insert(into: Raw, documents: list[RawBSONDocument]) -> None:
    if documents:
        try:
            into.insert_many(documents)
        except BulkWriteError as error:
            raise Conflict(f"documents of their own in {into.name}", error.details) from None
