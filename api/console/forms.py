"""What the desk's forms send: read once, said through the one door, and shown again when refused."""

import secrets
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import simplejson
from flask import Response, current_app, redirect, request

from api import telling
from api.console.scope import desk
from api.errors import status_of
from api.house import house
from api.telling import Meant, Named
from api.who import actor
from schemas.fields_read import read_id
from schemas.forms import version
from schemas.problem import BadShape
from traceability.errors import NotValid, Refusal
from traceability.identifiers.uris import PartyKey
from traceability.ledger.entry import Entry
from traceability.log.receipts import Receipt

Sent = Mapping[str, str]
"""A form's fields as they were typed, tidied of blanks around."""

Said = dict[str, Any]
_SEE: Final = 303


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a form was refused: sentences by field path, the rest under the empty path."""

    status: int = 200
    form: str = ""
    kind: str = ""
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    typed: Sent = field(default_factory=dict)

    def at(self, form: str, *paths: str) -> list[str]:
        """The sentences about these fields of a form."""
        found = self.errors.items() if form == self.form else ()
        return [text for path, texts in found if path in paths for text in texts]

    def was(self, form: str, name: str, otherwise: object = "") -> str:
        """What was typed into a field, or what stands there otherwise."""
        if form == self.form and self.typed:
            return self.typed.get(name, "")
        return "" if otherwise is None else str(otherwise)


NOTHING_WRONG: Final = Wrong()


def sent() -> Sent:
    """The fields of the form that was sent."""
    return {name: value.strip() for name, value in request.form.items()}


def fresh_id() -> str:
    """An id for what a form will send, so that it counts once however often it is sent."""
    return f"urn:uuid:{uuid.UUID(bytes=secrets.token_bytes(16), version=4)}"


def answered(
    form: str, act: Callable[[], str], again: Callable[[Wrong], Response], done: str
) -> Response:
    """Do what a form asks and go on to a page that says so; or show the form again with what is wrong.

    Args:
        form: Its name on the page.
        act: Does it; answers the address of the page to go on to.
        again: Makes the page anew, the form filled with what was typed.
        done: Names the sentence that says it is done.
    """
    try:
        where = act()
    except Refusal as no:
        errors = _errors(no)
        kind = type(no).__name__.lower()
        return again(Wrong(status_of(no), form, kind, errors, sent()))
    joined = "&" if urlsplit(where).query else "?"
    answer = redirect(f"{where}{joined}{urlencode({'done': done})}", _SEE)
    return current_app.make_response(answer)


def statement(kind: str, said: Said, said_by: str | None = None) -> Receipt:
    """Record a statement; by the actor's own party unless another is named."""
    body, named = _named(said)
    by = said_by or actor().party
    return record(telling.statement(kind, body, named, by, house().ledger.clock()), said)


def event(happening: str, said: Said) -> Receipt:
    """Record an event; for the desk's cooperative unless the form names another party."""
    body, named = _named(said)
    return record(telling.event(happening, body, named, PartyKey(desk())), said)


def correction(said: Said) -> Receipt:
    """Declare an event wrong."""
    return record(telling.correction(_named(said)[0]), said)


def record(meant: Meant, said: Said) -> Receipt:
    """Hand what is meant to the ledger, under the bytes of what was said."""
    words = meant.words
    entry = Entry(
        id=meant.id,
        act=words.act,
        content=meant.content,
        subject=words.subject,
        said=simplejson.dumps(said, use_decimal=True, ensure_ascii=False).encode(),
        form=version(words.form),
        entered=house().ledger.clock(),
        private=words.private,
        minted=words.minted,
    )
    return house().ledger.record(actor(), entry)


def own_id(typed: Sent) -> str:
    """The id that a form bears for what it says.

    Raises:
        NotValid: it bears none, or another's shape.
    """
    try:
        return read_id(typed.get("id", ""))
    except NotValid as no:
        raise NotValid(no.expected, no.got, "id") from None


def paper(typed: Sent, name: str) -> str:
    """The number of the signed paper; without one nothing is said in another's name.

    Raises:
        NotValid: it is missing.
    """
    return filled(typed, name, "the number of the signed paper")


def filled(typed: Sent, name: str, expected: str = "a reason") -> str:
    """What was typed into a field that must not be empty.

    Raises:
        NotValid: it is.
    """
    if not typed.get(name):
        raise NotValid(expected, "none", name)
    return typed[name]


def cursor(key: str) -> str:
    """A key as a link to the next page bears it."""
    return urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _named(said: Said) -> tuple[Said, Named]:
    body = {name: value for name, value in said.items() if name != "id"}
    return body, Named(said.get("id"))


def _errors(no: Refusal) -> dict[str, list[str]]:
    if isinstance(no, BadShape):
        return no.errors
    where = no.field if isinstance(no, NotValid) else ""
    return {where: [str(no)]}
