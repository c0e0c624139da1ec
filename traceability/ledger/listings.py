"""The view of listings: which of them a record touches, and each made again."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from traceability.ledger import google
from traceability.ledger.offers import offered
from traceability.store.listings import Fragments, Offered
from traceability.store.records import Record
from traceability.store.store import Store

CURSOR: Final = f"listings.{google.FORM}"
"""The fact that holds the log index up to which the view was made; a new writing has a new one."""

_AT_ONCE: Final = 100
_MOST: Final = 100_000


def rebuild(store: Store, now: datetime) -> int:
    """Make the view of every listing again; returns how many changed. What is equal is left alone."""
    head = store.log.size() - 1
    known = [last.value.key.uri for last in store.masterdata.each("listing")]
    changed = refresh(store, known, now) + store.listings.keep(frozenset(known), now)
    store.meta.put(CURSOR, head)
    return changed


def refresh(store: Store, uris: Iterable[str], now: datetime) -> int:
    """Make the view of these listings again, in this order; returns how many changed."""
    rest = iter(dict.fromkeys(uris))
    changed = 0
    while some := list(islice(rest, _AT_ONCE)):
        before = store.listings.some(some)
        rows = offered(store, some, before, now)
        changed += store.listings.show(((row, _fragments(row)) for row in rows), now)
    return changed


def moved(store: Store, records: list[Record]) -> Iterator[str]:
    """The listings that these records touch, those of recalled batches first."""
    revised = [record.revises.rpartition("#")[0] for record in records if record.revises]
    said = dict.fromkeys(
        key for record in records if record.kind != "revision" for key in record.keys
    )
    asked = {"_id": {"$in": list(said)}, "batch.publication": {"$exists": True}}
    batches = store.batches.where(asked, limit=_MOST) if said else []
    batches.sort(key=lambda batch: not batch.is_recalled)
    yield from _of_products(store, [batch.product for batch in batches if batch.product])
    yield from store.listings.touching(said)
    yield from _of_revisions(store, revised)


def _fragments(row: Offered) -> Fragments:
    return {} if row.reasons["google"] else {"google": google.item(row)}


def _of_revisions(store: Store, revised: list[str]) -> Iterator[str]:
    these = {"_id": {"$in": revised}}
    yield from _with_sku(store, revised)
    yield from _of_products(store, revised)
    covered = [
        key
        for last in store.masterdata.where("certificate", these, limit=_MOST)
        for name in ("parties", "places", "products")
        for key in getattr(last.value, name)
    ]
    yield from store.listings.touching([*revised, *(key.uri for key in covered)])


def _with_sku(store: Store, revised: list[str]) -> Iterator[str]:
    """The listings among these, and those that have or had the same SKU: one of them may go out."""
    known = store.masterdata.where("listing", {"_id": {"$in": revised}}, limit=_MOST)
    skus = {getattr(last.value, "sku", "") for last in known}
    skus |= {row.sku for row in store.listings.some(revised).values()}
    yield from _listings(store, "sku", skus)


def _of_products(store: Store, products: Iterable[str]) -> Iterator[str]:
    for product in dict.fromkeys(products):
        yield from _listings(store, "product", {product})


def _listings(store: Store, name: str, values: Iterable[str]) -> Iterator[str]:
    asked = {name: {"$in": list(values)}}
    for last in store.masterdata.where("listing", asked, limit=_MOST):
        yield last.value.key.uri
