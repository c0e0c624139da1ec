"""From what was sent to a receipt: ids that make a repeat a repeat, codes for what is new."""

import hmac
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote

from flask import Response, request
from werkzeug.exceptions import BadRequest

from api.exchange import Spoken, answer
from api.house import house
from api.rest.scope import segment
from api.who import actor
from schemas import answers
from schemas.fields_read import Json, read_id
from schemas.forms import version
from traceability.errors import Conflict, NotValid
from traceability.identifiers.own_codes import CODE_BITS, OwnCode, mint
from traceability.identifiers.uris import BatchKey, Key
from traceability.ledger.entry import Content, Entry, revises, what
from traceability.log.receipts import Receipt
from traceability.masterdata.revision import Revision
from traceability.store.records import What

IDEMPOTENCY_KEY: Final = "Idempotency-Key"
LONGEST_KEY: Final = 200
_KEYS: Final = uuid.UUID("6f0f5a0e-3c5b-5d5e-9a43-3b1d8b0c2f11")
"""The namespace of ids that are made of idempotency keys; ours, drawn once."""

COLLECTIONS: Final = {
    "party": "parties",
    "place": "places",
    "product": "products",
    "certificate": "certificates",
    "listing": "listings",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a client sent to be recorded: its body, and the id it gave it, if any.

    Without one an event is named by its content, and anything else by chance.
    """

    spoken: Spoken
    id: str | None

    @property
    def said(self) -> dict[str, Json]:
        """The body without its id."""
        return {name: value for name, value in self.spoken.said.items() if name != "id"}

    @property
    def any_id(self) -> str:
        """The client's id, or one drawn now."""
        return self.id or f"urn:uuid:{uuid.UUID(bytes=secrets.token_bytes(16), version=4)}"

    def new_code(self, number: int) -> OwnCode:
        """The n-th new code of what was sent: the same for a repeat, and unguessable."""
        if self.id is None:
            return mint(secrets.randbits(CODE_BITS))
        secret = house().keyring.current("serial").secret
        drawn = hmac.digest(secret, f"own code\n{self.id}\n{number}".encode(), sha256)
        return mint(int.from_bytes(drawn[:8]) >> (64 - CODE_BITS))

    def new_batch(self, number: int) -> BatchKey:
        """The n-th new batch."""
        return BatchKey.from_code(self.new_code(number), house().domain)


def sent(spoken: Spoken) -> Sent:
    """What was sent, under the body's `id` or one made of the party and the Idempotency-Key.

    Raises:
        NotValid: the id is no `urn:uuid:…`.
        BadRequest: the Idempotency-Key is none.
    """
    if spoken.said.get("id") is not None:
        return Sent(spoken, _id(spoken.said["id"]))
    key = request.headers.get(IDEMPOTENCY_KEY)
    if key is None:
        return Sent(spoken, None)
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise BadRequest(f"Expected {IDEMPOTENCY_KEY} of 1 to {LONGEST_KEY} ASCII characters.")
    return Sent(spoken, uuid.uuid5(_KEYS, f"{actor().party}\n{key}").urn)


def repeated(this: Sent) -> Response | None:
    """The first answer, when this came before from the same party; None when it is new.

    Raises:
        Conflict: the id was used with another body.
    """
    first = house().store.records.get(this.id) if this.id else None
    if first is None or first.origin.party != actor().party:
        return None
    came = sha256(this.spoken.raw).hexdigest()
    if first.said_sha256 != came:
        raise Conflict(f"the body first sent as {this.id} ({first.said_sha256[:12]}…)", came)
    receipt = house().ledger.receipt(first.id)
    return _answer(receipt, first.what, first.revises, 200) if receipt else None


@dataclass(frozen=True, slots=True)
class Words:
    """How something is to be recorded: the act, the form's name, for whom, what stays private.

    `minted` are the codes that were drawn for it, by URI.
    """

    act: str
    form: str
    subject: str
    private: Mapping[str, Any]
    minted: frozenset[str] = frozenset()


def recorded(this: Sent, record_id: str, content: Content, words: Words) -> Response:
    """Hand it to the ledger and answer with its receipt: 201, or 200 for a repeat or a change.

    Raises:
        Refusal: whatever the ledger says no to; nothing is written then.
    """
    here = house()
    entry = Entry(
        id=record_id,
        act=words.act,
        content=content,
        subject=words.subject,
        said=this.spoken.raw,
        form=version(words.form),
        entered=here.ledger.clock(),
        private=words.private,
        minted=words.minted,
    )
    first = here.store.records.get(record_id)
    receipt = here.ledger.record(actor(), entry)
    fresh = first is None and not (isinstance(content, Revision) and content.number > 1)
    return _answer(receipt, what(content), revises(content), 201 if fresh else 200)


def coded(key: str) -> dict[str, str]:
    """A thing's key, code path and page."""
    here = house()
    path = Key(key).path(here.domain)
    return {"key": key, "path": path, "page": here.settings.base_url + path}


def receipt_of(receipt: Receipt) -> dict[str, Any]:
    """A receipt as it is shown."""
    reception = receipt.reception
    return {
        "id": reception.record_id,
        "status": reception.status,
        "form": reception.form,
        "received": reception.received,
        "sha256": reception.said_sha256,
        "key_id": receipt.key_id,
        "signature": receipt.signature,
    }


def event_path(event_id: str) -> str:
    """Where an event is read."""
    return f"/api/v1/events/{quote(event_id, safe='')}"


def _answer(receipt: Receipt, event: What | None, revision: str | None, status: int) -> Response:
    shown = receipt_of(receipt)
    location, etag = "", ""
    if event is not None:
        shown |= {"hash": event.hash, "batches": [coded(uri) for uri in event.outputs]}
        location = event_path(receipt.reception.record_id)
    if revision is not None:
        key, _, etag = revision.rpartition("#")
        shown |= {"key": key, "number": int(etag)}
        kind = receipt.reception.form.partition("/")[0]
        location = f"/api/v1/{COLLECTIONS[kind]}/{segment(key)}"
    response = answer(answers.receipt.dump(shown), status, etag)
    if location:
        response.headers["Location"] = location
    return response


def _id(text: Json) -> str:
    try:
        return read_id(text)
    except NotValid as no:
        raise NotValid(no.expected, no.got, "id") from None
