"""Who asks: the actor behind a request's token, and the mark each route bears of who may call it."""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final, TypeVar

from flask import g, request

from api.house import house
from traceability.access import Actor, Role, Subject, ask
from traceability.errors import NotYours
from traceability.store.people import Token

F = TypeVar("F", bound=Callable[..., Any])

ANYONE: Final = frozenset({"anyone"})
PREFIX: Final = "trc_"

_MARK: Final = "_who"
_SECRET_BYTES: Final = 32


class Unknown(Exception):
    """No token came, or one that is not valid; `str()` says which."""


def may(*roles: Role) -> Callable[[F], F]:
    """Say on a view which roles may call it; no roles means anyone.

    The ledger and the getters still ask about each thing: this is the first door, not the only one.
    """

    def mark(view: F) -> F:
        setattr(view, _MARK, frozenset(roles) or ANYONE)
        return view

    return mark


def who_may(view: Callable[..., Any]) -> frozenset[str] | None:
    """The roles a view is open to; `ANYONE`, or None when nobody thought of it."""
    marked: frozenset[str] | None = getattr(view, _MARK, None)
    return marked


def roles_for(act: str) -> tuple[Role, ...]:
    """The roles that may do something at least for their own party, as `access.ask` says."""
    return tuple(role for role in Role if _allows(role, act))


def first_door(view: Callable[..., Any]) -> None:
    """Let nobody in to a view whose mark leaves them out; an unmarked view is open to nobody.

    Raises:
        Unknown: it wants somebody, and who asks is not known.
        NotYours: the role is not in the mark.
    """
    roles = who_may(view) or frozenset()
    if roles == ANYONE:
        return
    asking = actor()
    if asking.role not in roles:
        raise NotYours("a token of " + (", ".join(sorted(roles)) or "nobody"), str(asking))


def actor() -> Actor:
    """Who asks.

    Raises:
        Unknown: nobody, or a token that is expired, revoked or was never given.
    """
    if "actor" not in g:
        g.actor = _of_token(request.headers.get("Authorization", ""))
    found: Actor = g.actor
    return found


def _allows(role: Role, act: str) -> bool:
    try:
        ask(Actor(role, "", ""), act, Subject(""))
    except NotYours:
        return False
    return True


def _of_token(header: str) -> Actor:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unknown("Expected a token (Authorization: Bearer …), got none.")
    here = house()
    token = here.store.people.token(hashed(secret.strip()))
    if token is None:
        raise Unknown("Expected a token given here, got an unknown one.")
    if not token.valid_at(here.ledger.clock()):
        raise Unknown("Expected a token in force, got one that expired or was revoked.")
    return Actor(token.role, token.party, token.id)


def new_token(role: Role, party: str, now: datetime, days: int) -> tuple[str, Token]:
    """A new token and its secret; the secret is shown once and kept nowhere (256 random bits)."""
    secret = PREFIX + urlsafe_b64encode(secrets.token_bytes(_SECRET_BYTES)).decode().rstrip("=")
    name = secrets.token_hex(8)
    return secret, Token(name, hashed(secret), party, role, now, now + timedelta(days=days))


def hashed(secret: str) -> bytes:
    """What is stored of a secret: its SHA-256 (enough for 256 random bits, ASVS 5.0 6.5.2)."""
    return sha256(secret.encode()).digest()
