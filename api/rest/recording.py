"""From what was sent to a receipt: ids that make a repeat a repeat, answers that say where it is."""

import uuid
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from flask import Response, request
from werkzeug.exceptions import BadRequest

from api import receipts
from api.exchange import Spoken, answer
from api.house import house
from api.rest.scope import segment
from api.telling import Meant, Named
from api.who import actor
from schemas.fields_read import Json, read_id
from schemas.forms import name_of, version
from traceability.errors import Conflict, NotValid
from traceability.ledger.entry import Entry, revises, what
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
class Sent(Named):
    """What a client sent to be recorded: its body, and the id it gave it, if any."""

    spoken: Spoken

    @property
    def said(self) -> dict[str, Json]:
        """The body without its id."""
        return {name: value for name, value in self.spoken.said.items() if name != "id"}


def sent(spoken: Spoken) -> Sent:
    """What was sent, under the body's `id` or one made of the party and the Idempotency-Key.

    Raises:
        NotValid: the id is no `urn:uuid:…`.
        BadRequest: the Idempotency-Key is none.
    """
    if spoken.said.get("id") is not None:
        return Sent(_id(spoken.said["id"]), spoken)
    key = request.headers.get(IDEMPOTENCY_KEY)
    if key is None:
        return Sent(None, spoken)
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise BadRequest(f"Expected {IDEMPOTENCY_KEY} of 1 to {LONGEST_KEY} ASCII characters.")
    return Sent(uuid.uuid5(_KEYS, f"{actor().party}\n{key}").urn, spoken)


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


def recorded(this: Sent, meant: Meant) -> Response:
    """Hand it to the ledger and answer with its receipt: 201, or 200 for a repeat or a change.

    Raises:
        Refusal: whatever the ledger says no to; nothing is written then.
    """
    here, words, content = house(), meant.words, meant.content
    entry = Entry(
        id=meant.id,
        act=words.act,
        content=content,
        subject=words.subject,
        said=this.spoken.raw,
        form=version(words.form),
        entered=here.ledger.clock(),
        private=words.private,
        minted=words.minted,
    )
    taken = here.ledger.take(actor(), entry)
    fresh = taken.fresh and not (isinstance(content, Revision) and content.number > 1)
    return _answer(taken.receipt, what(content), revises(content), 201 if fresh else 200)


def event_path(event_id: str) -> str:
    """Where an event is read."""
    return f"/api/v1/events/{quote(event_id, safe='')}"


def _answer(receipt: Receipt, event: What | None, revision: str | None, status: int) -> Response:
    location, etag = "", ""
    if event is not None:
        location = event_path(receipt.reception.record_id)
    if revision is not None:
        key, _, etag = revision.rpartition("#")
        kind = name_of(receipt.reception.form)
        location = f"/api/v1/{COLLECTIONS[kind]}/{segment(key)}"
    response = answer(receipts.shown(receipt, event, revision), status, etag)
    if location:
        response.headers["Location"] = location
    return response


def _id(text: Json) -> str:
    try:
        return read_id(text)
    except NotValid as no:
        raise NotValid(no.expected, no.got, "id") from None
