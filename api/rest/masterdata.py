"""Master data over the wire: parties, places, products, certificates, listings, all by one table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import orjson
import simplejson
from flask import Response

from api import telling
from api.described import Description, View, describe
from api.exchange import answer, body, if_match, listed, page
from api.house import house
from api.rest.recording import COLLECTIONS, Sent, recorded, repeated, sent
from api.rest.scope import PARTY, is_open, key_of, owned
from api.who import may, roles_for
from schemas import answers
from schemas.fields import Form
from schemas.fields_read import Json
from schemas.forms_masterdata import SENT
from schemas.masterdata import FORMS
from traceability.errors import Conflict, NotFound, NotValid
from traceability.identifiers.uris import (
    CertificateKey,
    Key,
    ListingKey,
    PartyKey,
    PlaceKey,
    ProductKey,
)
from traceability.masterdata.listing import Listing
from traceability.masterdata.revision import Kind, Value, public_part
from traceability.store.masterdata import Last, owner_of

KEYS: Final[dict[Kind, type[Key]]] = {
    "party": PartyKey,
    "place": PlaceKey,
    "product": ProductKey,
    "certificate": CertificateKey,
    "listing": ListingKey,
}
READERS: Final = roles_for("read")


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of master data under its path."""

    kind: Kind

    @property
    def name(self) -> str:
        """Its path's last segment."""
        return COLLECTIONS[self.kind]

    @property
    def form(self) -> Form:
        """The form it is shown by."""
        return FORMS[self.kind]

    @property
    def sent_in(self) -> Form:
        """The form it is sent in."""
        return SENT[self.kind]

    @property
    def act(self) -> str:
        """What access is asked."""
        return f"revise:{self.kind}"

    def last(self, code: str) -> Last:
        """The last revision of the thing of that code; NotFound where there is none."""
        uri = key_of(KEYS[self.kind], code).uri
        last = house().store.masterdata.last(uri)
        if last is None or last.kind != self.kind:
            raise NotFound(self.kind, uri)
        return last


RESOURCES: Final = tuple(Resource(kind) for kind in KEYS)


def views(resource: Resource) -> Iterator[tuple[str, str, View]]:
    """Method, path and view of everything that can be done with a resource."""
    path, one = f"/{resource.name}", f"/{resource.name}/<path:code>"
    for method, where, view in (
        ("POST", path, _create(resource)),
        ("GET", path, _list(resource)),
        ("GET", one, _show(resource)),
        ("PUT", one, _change(resource)),
    ):
        view.__name__ += f"_{resource.kind}"
        view.__doc__ = str(view.__doc__).format(one=resource.kind, many=resource.name)
        yield method, where, view


def _create(resource: Resource) -> View:
    @may(*roles_for(resource.act))
    @describe(Description(resource.sent_in, new=True, answer=answers.receipt, status=201))
    def create() -> Response:
        """Record a new {one}; its key is an own code minted here where you give none."""
        this = sent(body())
        if again := repeated(this):
            return again
        key = KEYS[resource.kind].from_code(this.new_code(0), house().domain)
        return _revise(resource, this, key.uri, 1)

    return create


def _list(resource: Resource) -> View:
    @may(*READERS)
    @describe(Description(answer=resource.form, listed=True, query=PARTY))
    def list_() -> Response:
        """List the {many} of your party and its members, by key."""
        asked = page()
        store = house().store.masterdata
        found = store.where(resource.kind, owned(), asked.after, asked.limit + 1)
        return listed(asked, found, lambda last: last.value.key.uri, shown)

    return list_


def _show(resource: Resource) -> View:
    @may(*READERS)
    @describe(Description(answer=resource.form))
    def show(code: str) -> Response:
        """Show one {one}: whole to those it belongs to, its public part to anybody else."""
        last = resource.last(code)
        return answer(shown(last), etag=str(last.number))

    return show


def _change(resource: Resource) -> View:
    etag = {"If-Match": "The ETag of the revision that you change"}

    @may(*roles_for(resource.act))
    @describe(Description(resource.sent_in, new=True, answer=answers.receipt, headers=etag))
    def change(code: str) -> Response:
        """Record the next revision of a {one}: all of its fields, as they are from now on."""
        this = sent(body())
        if again := repeated(this):
            return again
        last = resource.last(code)
        if_match(last.number)
        return _revise(resource, this, last.value.key.uri, last.number + 1)

    return change


def shown(last: Last) -> dict[str, Any]:
    """A thing as its reader may see it; coordinates stay numbers (RFC 7946)."""
    owner = house().store.masterdata.subject(owner_of(last.value))
    whole: dict[str, Json] = (
        FORMS[last.kind].dump(last.value)
        if is_open(owner)
        else public_part(last.value, last.consents)
    )
    if "shape" in whole:
        whole["shape"] = orjson.Fragment(simplejson.dumps(whole["shape"], use_decimal=True))
    return whole


def _revise(resource: Resource, this: Sent, key: str, number: int) -> Response:
    def numbered(value: Value) -> int:
        if number > 1 and value.key.uri != key:
            raise NotValid(f"the key {key}", value.key.uri, "key")
        if isinstance(value, Listing):
            _ask_sku(value)
        return number

    said = {"key": key} | this.said
    return recorded(this, telling.revision(resource.kind, said, this, numbered))


def _ask_sku(listing: Listing) -> None:
    asked = {"owner": listing.seller.uri, "sku": listing.sku}
    taken = house().store.masterdata.where("listing", asked, limit=2)
    if any(last.value.key != listing.key for last in taken):
        raise Conflict("a sku that the seller does not use yet", listing.sku)
