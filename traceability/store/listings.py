"""The view of listings: each as marketplaces are told of it, with its piece of every feed that carries it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Collection as Several
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal

from pymongo import ReplaceOne
from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from traceability.events.amount import Amount
from traceability.masterdata.listing import ListingState
from traceability.store.documents import from_document, to_document

Document = dict[str, Any]
Fragments = Mapping[str, bytes]
"""Channel (``google``) to the listing's piece of that feed, ready to be sent."""

Write = Callable[[ClientSession], object]

_CHANGED: Final = "listings.changed"
_BATCH_SIZE: Final = 200


@dataclass(frozen=True, slots=True)
class Detail:
    """One confirmed fact for buyers: ``Detail("Nguồn gốc", "Giống", "Trung du")``."""

    section: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A listing with all that a feed needs, computed from master data and batches.

    `uri`, `product`, `seller` and `batch` are URIs; `batch` is the one by which it is in stock.
    `seller_id` is what a market of many sellers knows the seller by, at most 50 characters.
    `price` is what is paid and `list_price` the price before a reduction. `gtin` has 14 digits and is
    empty where there is none that may go out; `mpn` is the producer's own number. `images` are those
    fit to be shown, by SHA-256; `pixels` is the shorter side of each, 0 where it is not here. `reasons`
    say by channel why it would be refused there, as codes; none means that it is carried.
    `depends` are the URIs of all it was computed from.
    """

    uri: str
    state: ListingState
    sku: str
    product: str
    seller: str
    seller_id: str = ""
    seller_name: str = ""
    trace_path: str = ""
    title: str = ""
    description: str = ""
    brand: str = ""
    gtin: str = ""
    mpn: str = ""
    google_category: int | None = None
    category: tuple[str, ...] = ()
    purchase_url: str = ""
    price: Decimal | None = None
    list_price: Decimal | None = None
    currency: str = ""
    availability: Literal["in_stock", "out_of_stock"] = "out_of_stock"
    net_content: Amount | None = None
    images: tuple[str, ...] = ()
    pixels: Mapping[str, int] = field(default_factory=dict)
    details: tuple[Detail, ...] = ()
    batch: str | None = None
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    depends: tuple[str, ...] = ()
    changes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """How often the view has changed so far, and when last."""

    number: int
    at: datetime


class Listings:
    """The collection `listings`: one document a listing; how often the feeds changed stands in `meta`.

    What the feeds carry and their version change together, in one transaction: whoever reads the
    version first and the pieces then never holds pieces older than the version says.
    """

    def __init__(self, collection: Collection[Document], meta: Collection[Document]) -> None:
        """Keep both collections."""
        self._all, self._meta = collection, meta

    def some(self, uris: Iterable[str]) -> dict[str, Offered]:
        """Several listings in one question, by URI; those unknown are left out."""
        found = self._all.find({"_id": {"$in": list(uris)}})
        return {each["_id"]: from_document(Offered, each) for each in found}

    def show(self, rows: Iterable[tuple[Offered, Fragments]], now: datetime) -> int:
        """Show these listings; returns how many differ from what was shown."""
        documents = [_document(row, fragments) for row, fragments in rows]
        asked = {"_id": {"$in": [document["_id"] for document in documents]}}
        shown = {each["_id"]: each for each in self._all.find(asked)}
        moved = [each for each in documents if shown.get(each["_id"]) != each]
        writes = [ReplaceOne({"_id": each["_id"]}, each, upsert=True) for each in moved]
        if any(_carried(each) != _carried(shown.get(each["_id"], {})) for each in moved):
            self._together(now, lambda session: self._all.bulk_write(writes, session=session))
        elif writes:
            self._all.bulk_write(writes)
        return len(moved)

    def keep(self, uris: Several[str], now: datetime) -> int:
        """Show no listings but these; returns how many went."""
        gone = [uri for uri in self.uris() if uri not in uris]
        asked = {"_id": {"$in": gone}}
        if gone:
            self._together(now, lambda session: self._all.delete_many(asked, session=session))
        return len(gone)

    def touching(self, uris: Iterable[str]) -> list[str]:
        """The listings that were computed from any of these, by URI."""
        return self._uris({"depends": {"$in": list(uris)}})

    def due(self, now: datetime, limit: int = 100) -> list[str]:
        """The listings that change by themselves by now, or look again for a picture (DESIGN §1.9)."""
        return self._uris({"changes_at": {"$lte": now}}, limit)

    def uris(self) -> list[str]:
        """Every listing in the view, by URI."""
        return self._uris({})

    def carried(self, channel: str) -> bool:
        """Whether a channel carries any listing at all."""
        return self._all.find_one({"feeds": channel}, {"_id": 1}) is not None

    def version(self) -> Version | None:
        """How the view stands; None before anything was shown."""
        found = self._meta.find_one({"_id": _CHANGED})
        return Version(found["value"], found["at"]) if found else None

    def fragments(self, channel: str) -> Iterator[bytes]:
        """A channel's pieces in the order of the listings' URIs, read in small batches."""
        name = f"fragments.{channel}"
        found = self._all.find({"feeds": channel}, {name: 1, "_id": 0}, batch_size=_BATCH_SIZE)
        return (each["fragments"][channel] for each in found.sort("_id", 1))

    def _uris(self, asked: Document, limit: int = 0) -> list[str]:
        found = self._all.find(asked, {"_id": 1}).sort("_id", 1).limit(limit)
        return [each["_id"] for each in found]

    def _together(self, now: datetime, write: Write) -> None:
        def both(session: ClientSession) -> None:
            write(session)
            change = {"$inc": {"value": 1}, "$set": {"at": now}}
            self._meta.update_one({"_id": _CHANGED}, change, upsert=True, session=session)

        with self._all.database.client.start_session() as session:
            session.with_transaction(both)


def _carried(document: Document) -> Fragments:
    """What the feeds carry of it: only that makes a new version."""
    carried: Fragments = document.get("fragments", {})
    return carried


def _document(row: Offered, fragments: Fragments) -> Document:
    carried: Document = {"feeds": sorted(fragments), "fragments": dict(fragments)}
    document: Document = {"_id": row.uri} | to_document(row) | carried
    return document
