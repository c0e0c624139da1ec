"""The view of master data: the last revision of each party, place, product, certificate and listing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from traceability.access import Subject
from traceability.errors import NotFound
from traceability.masterdata.certificate import Certificate
from traceability.masterdata.inputs import InputList
from traceability.masterdata.listing import Listing
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.masterdata.revision import KINDS, Kind, Revision, Value
from traceability.store.documents import from_document, to_document
from traceability.store.kept import Kept

Document = dict[str, Any]
_A_TIME: Final = 200
_OWNER: Final = {Party: "key", Certificate: "holder", Listing: "seller"}

M = TypeVar("M", Party, Place, Product, Certificate, Listing, InputList)


@dataclass(frozen=True, slots=True)
class Last:
    """The last revision of one thing: its kind, number, value and when it was recorded."""

    kind: Kind
    number: int
    value: Value
    at: datetime
    consents: frozenset[str] = frozenset()
    """What its party consented to show, such as `name`; empty until it did."""
    merged_into: str | None = None
    """The key that this one was merged into, by URI."""
    holds: tuple[str, ...] = ()
    """The keys that were merged into this one, by URI."""


class Masterdata:
    """The collection `masterdata`, kept in the process until the log moves past a thing."""

    def __init__(
        self, collection: Collection[Document], kept: Kept[Last], today: Callable[[], date]
    ) -> None:
        """Keep the collection and the process's copy of what was read; `today` is asked what day it is."""
        self._all, self._kept, self._today = collection, kept, today

    def last(self, uri: str) -> Last | None:
        """The last revision of a thing, of any kind."""
        return self.some([uri]).get(uri)

    def some(self, uris: Iterable[str]) -> dict[str, Last]:
        """Several things in at most one question, by URI; those unknown are left out."""
        return self._kept.get(uris, self._fetch)

    def get(self, cls: type[M], uri: str) -> M:
        """One thing of a kind.

        Raises:
            NotFound: nothing of that kind is known by that key.
        """
        last = self.last(uri)
        if last is None or not isinstance(last.value, cls):
            raise NotFound(cls.__name__.lower(), uri)
        return last.value

    def subject(self, uri: str) -> Subject:
        """A party as access sees it: itself and the cooperative it is a member of."""
        last = self.last(uri)
        if last is None or not isinstance(last.value, Party):
            return Subject(uri)
        first, *also = last.value.cooperatives(self._today()) or (None,)
        return Subject(uri, first, tuple(filter(None, also)), self.same(uri))

    def kept(self, uri: str) -> str:
        """The key that a thing goes by after all merges: its own where it was merged into none."""
        seen = {uri}
        while (last := self.last(uri)) and last.merged_into and last.merged_into not in seen:
            uri = last.merged_into
            seen.add(uri)
        return uri

    def same(self, uri: str) -> tuple[str, ...]:
        """The other keys of the same thing, by URI; none of what was never merged."""
        last = self.last(uri)
        if last is None or not (last.merged_into or last.holds):
            return ()
        found, waiting = {uri}, [uri]
        while waiting:
            each = self.last(waiting.pop())
            near = (
                {*each.holds, *([each.merged_into] if each.merged_into else [])} if each else set()
            )
            waiting += near - found
            found |= near
        return tuple(sorted(found - {uri}))

    def members(self, cooperative: str) -> Iterator[Last]:
        """The parties that are members of a cooperative today, by URI, some hundred at a time."""
        after = ""
        while True:
            found = self.where("party", {"member_of": cooperative}, after, _A_TIME)
            for last in found:
                value = last.value
                if isinstance(value, Party) and cooperative in value.cooperatives(self._today()):
                    yield last
            if len(found) < _A_TIME:
                return
            after = found[-1].value.key.uri

    def where(self, kind: str, asked: Document, after: str = "", limit: int = 100) -> list[Last]:
        """Things of a kind by indexed fields (`owner`, `product`), by URI after one."""
        beyond = {"_id": {"$gt": after}} if after else {}
        found = self._all.find({"kind": kind} | asked | beyond).sort("_id", 1).limit(limit)
        return [_last(each) for each in found]

    def owned(self, kind: str, owners: Iterable[str], limit: int) -> list[Last]:
        """Things of a kind that belong to these parties, by URI: from what is kept where it is."""
        asked = {"kind": kind, "owner": {"$in": list(owners)}}
        found = self._all.find(asked, {"_id": 1}).sort("_id", 1).limit(limit)
        uris = [each["_id"] for each in found]
        known = self.some(uris)
        return [known[uri] for uri in uris if uri in known]

    def covering(self, uris: Iterable[str]) -> list[Certificate]:
        """Certificates that list any of these parties, places or products."""
        found = self._all.find({"kind": "certificate", "covers": {"$in": list(uris)}})
        values = (_last(each).value for each in found)
        return [value for value in values if isinstance(value, Certificate)]

    def inputs_for(self, subjects: Iterable[Subject]) -> dict[str, Last]:
        """The list of crop-protection products that each party goes by: its cooperatives', else its own.

        In one question, by party; one without a list is left out.
        """
        owners = {
            each.party: tuple(filter(None, (each.member_of, *each.also, each.party)))
            for each in subjects
        }
        asked = dict.fromkeys(owner for those in owners.values() for owner in those)
        lists: dict[str, Last] = {}
        for last in self.owned("inputs", asked, _A_TIME):
            lists.setdefault(owner_of(last.value), last)
        named = ((party, next(filter(lists.get, those), "")) for party, those in owners.items())
        return {party: lists[owner] for party, owner in named if owner}

    def each(self, kind: str) -> Iterator[Last]:
        """Every thing of a kind, by URI."""
        return map(_last, self._all.find({"kind": kind}).sort("_id", 1))

    def put(self, revision: Revision, at: datetime) -> None:
        """Show a revision, unless a later one is shown already."""
        uri = revision.key.uri
        earlier = {"_id": uri, "number": {"$lt": revision.number}}
        try:
            self._all.update_one(earlier, {"$set": document(revision, at)}, upsert=True)
        except DuplicateKeyError as taken:
            if ((taken.details or {}).get("keyPattern") or {}) != {"_id": 1}:
                raise
            return  # a later revision is shown
        self._kept.drop([uri])

    def put_again(self, revision: Revision, at: datetime) -> None:
        """Show a revision anew, whatever was shown of it; consents are to be shown again after."""
        uri = revision.key.uri
        same = {"_id": uri, "number": revision.number}
        self._all.replace_one(same, {"_id": uri} | document(revision, at))
        self._kept.drop([uri])

    def numbers(self) -> Iterator[tuple[str, int]]:
        """What is shown, by URI, each with the number of its revision."""
        return ((each["_id"], each["number"]) for each in self._all.find({}, {"number": 1}))

    def drop(self, uri: str) -> None:
        """Show nothing of a thing until a revision is put."""
        self._all.delete_one({"_id": uri})
        self._kept.drop([uri])

    def consent(self, party: str, shows: frozenset[str]) -> None:
        """Show what a party consented to show; an empty set takes the consent back."""
        self._all.update_one({"_id": party}, {"$set": {"consents": sorted(shows)}})
        self._kept.drop([party])

    def merged(self, uri: str, into: str | None, holds: Sequence[str]) -> None:
        """Show that a thing was merged into another, or into none, and which were merged into it."""
        shown = {"merged_into": into, "holds": list(holds)}
        held = {name: value for name, value in shown.items() if value}
        gone = dict.fromkeys(shown.keys() - held.keys(), "")
        change: Document = ({"$set": held} if held else {}) | ({"$unset": gone} if gone else {})
        self._all.update_one({"_id": uri}, change)
        self._kept.drop([uri])

    def clear(self) -> None:
        """Forget every view, before all are made again."""
        self._all.delete_many({})
        self._kept.clear()

    def raw(self) -> Iterator[Document]:
        """Every view as stored, by URI, to compare one making with another."""
        return iter(self._all.find().sort("_id", 1))

    def _fetch(self, uris: list[str]) -> dict[str, Last]:
        found = self._all.find({"_id": {"$in": uris}})
        return {each["_id"]: _last(each) for each in found}


def owner_of(value: Value) -> str:
    """The party a thing belongs to, by URI; a party belongs to itself."""
    owner: str = getattr(value, _OWNER.get(type(value), "party")).uri
    return owner


def document(revision: Revision, at: datetime) -> Document:
    """What shows a revision, without its URI."""
    value = revision.value
    head: Document = {"kind": revision.kind, "number": revision.number, "at": at}
    return head | {"value": to_document(value), "owner": owner_of(value)} | _indexed(value)


def _indexed(value: Value) -> Document:
    if isinstance(value, Listing):
        return {"product": value.product.uri, "sku": value.sku, "state": value.state}
    if isinstance(value, Party):
        listed = [each.cooperative.uri for each in value.memberships]
        main = [value.member_of.uri] if value.member_of else []
        return {"member_of": list(dict.fromkeys([*main, *listed])) or None}
    if isinstance(value, Certificate):
        covered = (*value.parties, *value.places, *value.products)
        return {"covers": [key.uri for key in covered]}
    return {}


def _last(found: Document) -> Last:
    value = from_document(KINDS[found["kind"]], found["value"])
    consents = frozenset(found.get("consents", ()))
    holds = tuple(found.get("holds", ()))
    merged_into = found.get("merged_into")
    return Last(found["kind"], found["number"], value, found["at"], consents, merged_into, holds)
