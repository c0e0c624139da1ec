"""What a phone sends: its queue, each record in the envelope that it saved first; and what it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

import simplejson

from schemas import answers
from schemas import fields as f
from schemas.fields_read import Json, read_text
from schemas.forms import CORRECT_NAME, FORMS, name_of, version
from traceability.errors import NotValid
from traceability.identifiers.uris import PartyKey

VERSION: Final = "phone/1"
MOST_RECORDS: Final = 50
STATED: Final = ("confirm", "dispute", "consent", "delegate")
"""The statements that a phone makes."""

REVISED: Final = ("place", "party")
"""The things that a phone revises."""

NAMES: Final = (*FORMS, CORRECT_NAME, *STATED, *REVISED)
_WORDS: Final = {"type": "string", "format": "date-time"}


def form_of(name: str) -> str:
    """How a record names its form when a phone sent it: its bytes are the envelope's.

    >>> form_of("harvest")
    'phone/1:harvest/1'
    """
    return f"{VERSION}:{version(name)}"


def told_in(form: str, said: bytes) -> dict[str, Json]:
    """The fields of the form in which something was told, whether it came in an envelope or bare."""
    told: dict[str, Json] = simplejson.loads(said, use_decimal=True)
    body: dict[str, Json] = told["body"] if form.startswith(f"{VERSION}:") else told
    return body


@dataclass(frozen=True, slots=True)
class Visit:
    """A helper's visit: which card she scanned, when, and the proof that she had it."""

    card: str
    at: str
    proof: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a phone saved: under which id and number, when, for whom, and the form's fields.

    `entered` is by the phone's clock with `clock` added: how many milliseconds the server's was ahead
    of it as last known, None where it never was. `instead` is the id of an earlier record in whose
    place it was entered, `base` the number of the revision that a revision was made from.
    """

    id: str
    name: str
    device: str
    seq: int
    entered: datetime
    party: PartyKey
    body: Mapping[str, Json]
    clock: int | None = None
    visit: Visit | None = None
    instead: str | None = None
    base: int = 0

    @classmethod
    def of(cls, v: str, form: str, body: dict[str, Json], **more: Any) -> Self:  # noqa: ANN401
        """Take the envelope's fields, the form's name read and the base of a revision apart.

        Raises:
            NotValid: a number below zero, or a body that says again what the envelope says.
        """
        del v
        name, said = name_of(form), dict(body)
        if twice := {"id", "party"}.intersection(said) - ({"party"} if name in REVISED else set()):
            raise NotValid("a body without id and party", ", ".join(sorted(twice)), "body")
        base = _count(said.pop("base", 0), "body.base") if name in REVISED else 0
        return cls(name=name, body=said, base=base, seq=_count(more.pop("seq"), "seq"), **more)


def read_clock(value: Json) -> datetime:
    """What some clock shows, with its offset; a phone's may be years wrong.

    Raises:
        NotValid: it is no date and time with an offset.
    """
    try:
        moment = datetime.fromisoformat(read_text(value))
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise NotValid("a time with its offset like 2026-04-12T06:30:00+07:00", value)
    return moment


def _read_object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise NotValid("an object", value)
    return value


def _count(value: Json, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise NotValid("a whole number, 0 or more", value, field)
    return value


class VisitForm(f.Form):
    """A helper's visit of a household."""

    makes = Visit
    card = f.text("Id of the household's card", longest=100, required=True)
    at = f.text("When it was scanned, by the phone's clock", longest=40, required=True)
    proof = f.text(
        "HMAC-SHA256 over the record's id and `at`, base64url", longest=100, required=True
    )


class EnvelopeForm(f.Form):
    """One record as a phone saved it; the text that it is written in is what is kept and hashed."""

    makes = Envelope.of
    v = f.choice("Version of the envelope", (VERSION,), required=True)
    form = f.choice("Form and version of the body", tuple(map(version, NAMES)), required=True)
    id = f.record_id("Id of the record, made by the phone", required=True)
    device = f.text("Id of the phone", longest=100, required=True)
    seq = f.whole("The phone's own number of the record, counted from 1", required=True)
    entered = f.Said(_WORDS, read_clock, required=True)
    clock = f.whole("Milliseconds that the server's clock was ahead, as last known", most=10**15)
    party = f.key("Party that it is said for", PartyKey, required=True)
    visit = f.part("The visit it was entered on", VisitForm())
    instead = f.record_id("Id of a record that was not taken, in whose place this one stands")
    body = f.Said({"type": "object"}, _read_object, required=True)


class QueueForm(f.Form):
    """The head of a phone's queue: at most 50 records."""

    makes = dict
    sent = f.Said(
        _WORDS | {"description": "The phone's clock as it sends"},
        read_clock,
        required=True,
    )
    records = f.listed(
        "Records, each the text of an envelope as it was saved",
        f.Said({"description": "An envelope", "type": "string"}, read_text),
        required=True,
    )


class WhyNotAnswer(f.Form):
    """Why a record is held or not taken."""

    title = answers.word("The kind of refusal")
    detail = answers.word("Expected X, got Y.")
    errors = answers.anything("Sentences by field path")


class RecordAnswer(f.Form):
    """What became of one record."""

    id = answers.word("The record's id, where it could be read")
    sha256 = answers.word("SHA-256 of its text in UTF-8, in hex")
    status = answers.word("accepted, duplicate, held, later or invalid")
    receipt = f.part("The signed receipt, but of what is invalid", answers.ReceiptAnswer())
    problem = f.part("Why it is held, not taken yet or invalid", WhyNotAnswer())
    batches = f.listed("Batches that came into being", f.part("A batch", answers.CodeAnswer()))


class GapAnswer(f.Form):
    """Records of a phone that have not come, though later ones have."""

    device = answers.word("Id of the phone")
    missing = f.listed("From which number to which", f.listed("Two", answers.count("A number")))


class HeardDeviceAnswer(f.Form):
    """A phone, and what of its records has not come."""

    id = answers.word("Id of the phone")
    number = answers.count("Its number, the first part of lot codes made offline")
    name = answers.word("What it calls itself")
    party = answers.word("Whose it is")
    label = answers.word("What that party is called")
    heard = answers.moment("When records of it came last")
    ahead_ms = answers.count("Milliseconds that the server's clock was ahead of its own then")
    lacking = answers.count("How many of its records have not come, though later ones have")
    missing = f.listed("From which number to which", f.listed("Two", answers.count("A number")))


class QueueTakenAnswer(f.Form):
    """What became of each record, in the order sent, and what is still missing."""

    now = answers.moment("The server's clock")
    answers = f.listed("One a record", f.part("What became of it", RecordAnswer()))
    gaps = f.listed("Phones with gaps", f.part("A phone", GapAnswer()))


ENVELOPE: Final = EnvelopeForm()
QUEUE: Final = QueueForm()
QUEUE_TAKEN: Final = QueueTakenAnswer()
DEVICE: Final = HeardDeviceAnswer()
RECORD_ANSWER: Final = RecordAnswer()
