"""Who asks: the actor behind a request's token or session, and the mark each route bears of who may."""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final, TypeVar

from flask import current_app, g, request

from api.house import house
from api.settings import Settings
from traceability.access import Actor, Role, Subject, ask
from traceability.credentials.session import Session
from traceability.errors import NotYours, Refusal
from traceability.store.people import Token

F = TypeVar("F", bound=Callable[..., Any])

ANYONE: Final = frozenset({"anyone"})
PREFIX: Final = "trc_"
CSRF: Final = "X-CSRF-Token"
CSRF_FIELD: Final = "csrf"
DEVICE_SIGNATURE: Final = "Device-Signature"

_MARK: Final = "_who"
_LAPSED: Final = "_also_lapsed"
_SECRET_BYTES: Final = 32
_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OF_PHONES: Final = re.compile(r"/api/v1/(sync|media|decode|visits|signin)(/.*)?|/signin(/.*)?")
"""Where a phone's session writes: what its key signs, pictures and voices, codes, and signing in."""

_FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class Unknown(Exception):
    """Nobody came, or somebody whose token or session is not valid; `str()` says which."""


class TooSoon(Refusal):
    """Too many wrong guesses were made; the next may come after so many seconds."""

    def __init__(self, wait: timedelta) -> None:
        """Take how long to wait."""
        self.seconds = max(1, -(-wait // timedelta(seconds=1)))
        super().__init__(f"Expected the next guess in {self.seconds} seconds, got it now.")


def may(*roles: Role) -> Callable[[F], F]:
    """Say on a view which roles may call it; no roles means anyone.

    The ledger and the getters still ask about each thing: this is the first door, not the only one.
    """

    def mark(view: F) -> F:
        setattr(view, _MARK, frozenset(roles) or ANYONE)
        return view

    return mark


def also_lapsed(view: F) -> F:
    """Say on a view that a session whose card ran out may still call it: it sends what it has kept."""
    setattr(view, _LAPSED, True)
    return view


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
        NotYours: the role is not in the mark, or a write by session lacks its CSRF token.
    """
    roles = who_may(view) or frozenset()
    if roles == ANYONE:
        return
    asking = actor()
    if asking.role not in roles:
        raise NotYours("a token of " + (", ".join(sorted(roles)) or "nobody"), str(asking))


def actor() -> Actor:
    """Who asks, by token or by session.

    Raises:
        Unknown: nobody, or a token or session that ended or was never given.
        NotYours: a write by session without the session's CSRF token, or by a phone's session
            elsewhere than where its key stands behind it.
    """
    if "actor" not in g:
        header = request.headers.get("Authorization", "")
        g.actor = _of_token(header) if header else _of_session()
    found: Actor = g.actor
    return found


def session() -> Session | None:
    """The session of the running request; None where a token or nobody asks."""
    if "session" not in g:
        secret = "" if request.headers.get("Authorization") else cookie()
        found = house().store.sessions.find(hashed(secret)) if secret else None
        g.session = found if found and found.valid_at(house().ledger.clock()) else None
    running: Session | None = g.session
    return running


def has_lapsed() -> bool:
    """Whether the card of whoever asks ran out: what is sent is held then (DESIGN §1.5)."""
    running = session()
    return running is not None and running.has_lapsed(house().ledger.clock())


def proven(raw: bytes) -> None:
    """Ask the phone's key for its signature over a body, where the session is a phone's.

    Raises:
        Unknown: the signature is missing, or another key's.
    """
    running = session()
    if running is None or running.device is None:
        return
    phone = house().store.phones.get(running.device)
    if phone is None or not phone.signed(raw, request.headers.get(DEVICE_SIGNATURE, "")):
        raise Unknown(f"Expected {DEVICE_SIGNATURE} by the key of this phone, got another or none.")


def cookie_name(settings: Settings) -> str:
    """The session cookie's name: bound to this host alone where visitors come by https."""
    return "__Host-session" if settings.secure else "session"


def cookie() -> str:
    """The secret of the session that the browser sent; empty where it sent none."""
    return request.cookies.get(cookie_name(house().settings), "")


def csrf(secret: str = "") -> str:
    """The CSRF token of a session's secret, the running one's unless named; empty without one."""
    secret = secret or (cookie() if session() else "")
    if not secret:
        return ""
    made = hmac.digest(secret.encode(), b"csrf", sha256)
    return urlsafe_b64encode(made).decode().rstrip("=")


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


def _of_session() -> Actor:
    if not cookie():
        raise Unknown("Expected a token (Authorization: Bearer …) or a session, got none.")
    running = session()
    if running is None:
        raise Unknown("Expected a session that runs, got one that ended.")
    now = house().ledger.clock()
    view = current_app.view_functions.get(request.endpoint or "")
    if running.has_lapsed(now) and not getattr(view, _LAPSED, False):
        raise Unknown("Expected a card in force, got one that ran out.")
    _ask_csrf()
    _ask_place(running)
    slid = running.slid(now)
    if slid:
        house().store.sessions.prolong(slid)
    how, raised = running.how, running.is_raised(now)
    return Actor(running.role, running.party, running.id, how, raised)


def _ask_csrf() -> None:
    if request.method in _READS:
        return
    sent = request.headers.get(CSRF, "")
    if not sent and request.mimetype in _FORMS:
        sent = request.form.get(CSRF_FIELD, "")
    if not hmac.compare_digest(sent.encode(), csrf().encode()):
        raise NotYours(f"the session's CSRF token ({CSRF})", "another" if sent else "none")


def _ask_place(running: Session) -> None:
    """A phone's cookie alone records nothing: its key signs what it sends."""
    if running.device is None or request.method in _READS or _OF_PHONES.fullmatch(request.path):
        return
    wanted = "a record sent by /api/v1/sync, signed by this phone's key, or a sign-in at the desk"
    raise NotYours(wanted, f"{request.method} {request.path} by a phone's session alone")


def new_token(role: Role, party: str, now: datetime, days: int) -> tuple[str, Token]:
    """A new token and its secret; the secret is shown once and kept nowhere (256 random bits)."""
    secret = PREFIX + new_secret()
    name = secrets.token_hex(8)
    return secret, Token(name, hashed(secret), party, role, now, now + timedelta(days=days))


def new_secret() -> str:
    """256 random bits in base64url."""
    return urlsafe_b64encode(secrets.token_bytes(_SECRET_BYTES)).decode().rstrip("=")


def hashed(secret: str) -> bytes:
    """What is stored of a secret: its SHA-256 (enough for 256 random bits, ASVS 5.0 6.5.2)."""
    return sha256(secret.encode()).digest()
