"""From a form's fields to what the ledger is asked to record: every door of the API tells it alike."""

import hmac
import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from api.house import house
from schemas.fields import load
from schemas.fields_read import Json
from schemas.forms import CORRECT, FORMS
from schemas.forms_masterdata import SENT
from schemas.forms_told import Telling, kept
from schemas.statements import STATEMENTS, Saying
from traceability.errors import NotFound, NotValid
from traceability.events import event as events
from traceability.events import makers
from traceability.events.event import Body, Event
from traceability.events.occasion import Occasion, namespaces
from traceability.identifiers.own_codes import CODE_BITS, OwnCode, mint
from traceability.identifiers.uris import BatchKey, PartyKey
from traceability.ledger.entry import Content, record_id
from traceability.ledger.views import delegation
from traceability.masterdata.revision import Revision, Value
from traceability.statements import Statement
from traceability.store.masterdata import owner_of
from traceability.store.records import Record
from traceability.store.told import told

Said = Mapping[str, Json]
"""A form's fields as they came, without the id."""

Number = Callable[[Value], int]
"""Which revision of a thing its value is to be."""


@dataclass(frozen=True, slots=True)
class Named:
    """What was sent, by the id that its client gave it, if any.

    Without one an event is named by its content, and anything else by chance.
    """

    id: str | None

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


@dataclass(frozen=True, slots=True)
class Meant:
    """What is to be recorded: under which id, what it says, and how."""

    id: str
    content: Content
    words: Words


def event(happening: str, said: Said, this: Named, party: PartyKey) -> Meant:
    """What a form of an event means; `party` is the one it is said for unless the form names another.

    Raises:
        NotValid: a field is of the wrong shape, or what is said can be true for nobody.
    """
    form, domain = FORMS[happening], house().domain
    telling: Telling = load(form, dict(said), domain)
    spoken_for = telling.party or party
    at = Occasion(domain, telling.time, telling.place, spoken_for, this.id)
    minted: list[BatchKey] = []

    def new(number: int) -> BatchKey:
        minted.append(this.new_batch(number))
        return minted[-1]

    made = _made(form.body(at, telling.more, new))
    codes = frozenset(key.uri for key in minted)
    act, subject = f"event:{happening}", spoken_for.uri
    return Meant(made.id, made, Words(act, happening, subject, form.kept(telling), codes))


def correction(said: Said) -> Meant:
    """What a correction means: it is said for the party that the wrong event was said for.

    Raises:
        NotValid: a field is of the wrong shape, or names no recorded event.
    """
    fields: dict[str, Any] = load(CORRECT, dict(said), house().domain)
    record, wrong = _recorded(fields["event"])
    reason, instead = fields["reason"], fields.get("corrective", ())
    made = _made(makers.correct(wrong, fields["time"], reason, instead))
    words = Words("event:correct", "correct", record.subject, kept(fields))
    return Meant(record_id(made), made, words)


def statement(kind: str, said: Said, this: Named, said_by: str, now: datetime) -> Meant:
    """What a form of a statement means; its time is now where it names none.

    Raises:
        NotValid: a field is of the wrong shape, or a delegation that cannot be.
        NotFound: it is about a batch that nobody recorded.
    """
    saying: Saying = load(STATEMENTS[kind], dict(said), house().domain)
    time, name = saying.time or now, this.any_id
    meant = Statement(name, kind, saying.about, time, said_by, saying.facts)
    private = {"note": saying.note} if saying.note else {}
    return Meant(name, meant, Words(f"statement:{kind}", kind, _subject(meant), private))


def revision(kind: str, said: Said, this: Named, number: Number) -> Meant:
    """What the whole value of a thing means, as it is from now on.

    Raises:
        NotValid: a field is of the wrong shape.
    """
    value: Value = load(SENT[kind], dict(said), house().domain)
    words = Words(f"revise:{kind}", kind, owner_of(value), {})
    return Meant(this.any_id, Revision(number(value), value), words)


def _made(body: Body) -> Event:
    return events.make(body, namespaces(house().domain))


def _recorded(event_id: str) -> tuple[Record, Event]:
    """A recorded event; a refusal names the field, since it comes of a body."""
    record = house().store.records.get(event_id)
    found = told(record) if record and record.kind == "event" else None
    if record is None or not isinstance(found, Event) or found.error:
        raise NotValid("the id of a recorded event", event_id, "event")
    return record, found


def _subject(said: Statement) -> str:
    """The party in whose name it is said.

    Raises:
        NotFound: it is about a batch that nobody recorded.
        NotValid: a delegation that ends before it begins, or is longer than a year.
    """
    if said.kind == "delegate":
        return delegation(said).subject
    if said.kind == "consent":
        return said.about
    if said.kind in {"withdraw", "activate-labels"}:
        batch = house().store.batches.get(said.about)
        if batch is None:
            raise NotFound("batch", said.about)
        if said.kind == "activate-labels":
            return batch.owner or said.said_by
    return said.said_by
