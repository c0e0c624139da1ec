"""The public log recomputed from the stored records: what does not match is named."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from hashlib import sha256
from heapq import merge
from itertools import groupby

from traceability.errors import NotValid
from traceability.events.content_hash import content_hash
from traceability.events.event import from_bytes
from traceability.events.namespaces import Namespaces, namespaces_of
from traceability.log.merkle import Frontier
from traceability.store.log import Numbered, hash_of
from traceability.store.records import Record
from traceability.store.store import Store


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something in the log that its records do not bear out; `what` is what was expected there."""

    index: int
    record: str
    what: str


@dataclass(frozen=True, slots=True)
class Head:
    """The log's size and its root (RFC 6962 §2.1), 32 bytes."""

    size: int
    root: bytes


Found = Generator[Mismatch, None, Head]
"""Mismatches one by one; when it ends it returns the head."""


def verify(store: Store, namespaces: Namespaces, upto: int | None = None) -> Found:
    """Recompute every leaf, said hash, content hash and the tree; memory stays constant.

    Args:
        store: Whose log it is.
        namespaces: The prefixes that our own events use beside those they declare.
        upto: Only leaves below this index; None for all.
    """
    tree = Frontier()
    expected = 0
    for index, leaves, records in _at_each_index(store, upto):
        if index != expected:
            yield Mismatch(expected, "", f"an unbroken log, got {index} after {expected - 1}")
        expected = index + 1
        yield from _compared(store, index, leaves, records)
        yield from (each for record in records for each in _contents(record, namespaces))
        for leaf in leaves:
            tree = tree.append(leaf.hash)
    return Head(tree.size, tree.root)


def _at_each_index(
    store: Store, upto: int | None
) -> Iterator[tuple[int, list[Numbered], list[Record]]]:
    """Leaves and numbered records side by side, in order; each is asked for in a stream."""
    streams: list[Iterator[Numbered | Record]] = [store.log.leaves(), store.records.numbered()]
    for index, group in groupby(merge(*streams, key=_index), key=_index):
        if upto is not None and index >= upto:
            return
        found = list(group)
        leaves = [each for each in found if isinstance(each, Numbered)]
        yield index, leaves, [each for each in found if isinstance(each, Record)]


def _index(each: Numbered | Record) -> int:
    return -1 if each.index is None else each.index


def _compared(
    store: Store, index: int, leaves: list[Numbered], records: list[Record]
) -> Iterator[Mismatch]:
    for record in records:
        if record.id not in {leaf.record for leaf in leaves}:
            yield Mismatch(index, record.id, "a leaf of this record")
    known = {record.id: record for record in records}
    for leaf in leaves:
        of_leaf = known.get(leaf.record) or store.records.get(leaf.record)
        if of_leaf is None:
            yield Mismatch(index, leaf.record, "a record of this id")
        elif of_leaf.index not in {None, index}:
            yield Mismatch(index, leaf.record, f"one leaf of this record, at {of_leaf.index}")
        elif (leaf_hash := _hashed(of_leaf)) != leaf.hash:
            got = leaf.hash.hex()
            yield Mismatch(index, leaf.record, f"the leaf hash {leaf_hash.hex()}, got {got}")


def _hashed(record: Record) -> bytes:
    try:
        return hash_of(record)
    except NotValid as no:  # a salt or a kind that no leaf can have
        return str(no).encode()


def _contents(record: Record, namespaces: Namespaces) -> Iterator[Mismatch]:
    index = _index(record)
    said = sha256(record.said).hexdigest()
    if said != record.said_sha256:
        yield Mismatch(index, record.id, f"the said_sha256 {said}, got {record.said_sha256}")
    if record.kind == "event":
        stated = record.what.hash if record.what else "none"
        if (content := _content(record.public, namespaces)) != stated:
            yield Mismatch(index, record.id, f"the content hash {content}, got {stated}")


def _content(public: bytes, namespaces: Namespaces) -> str:
    try:
        body = from_bytes(public)
        return content_hash(body, namespaces_of({"@context": dict(namespaces)}, body))
    except (ValueError, NotValid):
        return "of an event, which these bytes are not"
