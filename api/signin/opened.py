"""Sessions as they are opened, shown and closed: the one place that sets the session's cookie."""

import secrets
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from flask import Response, g

from api.exchange import answer
from api.house import house
from api.who import Unknown, actor, cookie_name, csrf, hashed, new_secret, session
from schemas import forms_signin
from traceability.access import Role
from traceability.credentials.session import DESK, RAISED, How, Session, until
from traceability.keyring import Key
from traceability.masterdata.party import Party

_LONGEST_COOKIE: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody showed to sign in: for whom it speaks, how, with which card and phone.

    `raised` says that a PIN or a passkey was given, which allows the grave things for a while.
    """

    party: str
    role: Role
    how: How
    card: str | None = None
    device: str | None = None
    lapses: datetime | None = None
    raised: bool = False


def now() -> datetime:
    """The present, as exact as the database keeps it."""
    present = house().ledger.clock()
    return present.replace(microsecond=present.microsecond // 1000 * 1000)


def open_session(shown: Shown) -> str:
    """Begin a session in place of the browser's last one; returns the secret of its cookie.

    Raises:
        Unknown: its card was taken back.
    """
    here, begun, secret = house().store, now(), new_secret()
    before = session()
    if before is not None:
        here.sessions.end(before.id)
    opened = Session(
        id=secrets.token_hex(8),
        hash=hashed(secret),
        party=shown.party,
        role=shown.role,
        how=shown.how,
        created=begun,
        expires=until(shown.device, begun),
        card=shown.card,
        device=shown.device,
        raised=begun + RAISED if shown.raised else None,
        lapses=shown.lapses,
    )
    here.sessions.add(opened)
    card = here.cards.get(shown.card) if shown.card else None
    if card is not None and card.revoked:  # it was taken back while it was looked at
        here.sessions.end_of_card(card.id)
        raise Unknown("Expected a card in force, got one that was taken back.")
    g.session = opened
    return secret


def shown_session(secret: str = "") -> Response:
    """The running session as JSON, with its cookie where it was just opened."""
    running = session()
    if running is None:
        asking = actor()
        me = {"party": asking.party, "role": asking.role, "how": asking.how}
        facts: dict[str, Any] = {"me": me | {"label": label(asking.party)}}
    else:
        facts = _facts(running, secret)
    facts["receipt_keys"] = public_keys()
    return with_cookie(answer(forms_signin.signed_in.dump(facts)), secret)


def with_cookie(response: Response, secret: str) -> Response:
    """An answer that sets the cookie of the session just opened, if one was.

    A phone's browser keeps it as long as browsers may; the session itself ends when it says.
    """
    running, settings = session(), house().settings
    if secret and running is not None:
        response.set_cookie(
            cookie_name(settings),
            secret,
            max_age=_LONGEST_COOKIE if running.device else DESK,
            path="/",
            secure=settings.secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def close_session(response: Response) -> Response:
    """End the running session, if there is one, and take its cookie back."""
    running, settings = session(), house().settings
    if running is not None:
        house().store.sessions.end(running.id)
    g.session = None
    name = cookie_name(settings)
    response.delete_cookie(name, path="/", secure=settings.secure, httponly=True, samesite="Lax")
    return response


def public_keys() -> list[dict[str, str]]:
    """The keys by which receipts verify, the newest first."""
    return [_public(key) for key in house().keyring.all("receipt")]


def label(party: str) -> str:
    """What a party is called in public; its key where nobody recorded it."""
    last = house().store.masterdata.last(party)
    return last.value.shown if last and isinstance(last.value, Party) else party


def _facts(running: Session, secret: str) -> dict[str, Any]:
    phone = house().store.phones.get(running.device) if running.device else None
    me = {"party": running.party, "role": running.role, "how": running.how}
    return {
        "me": me | {"label": label(running.party)},
        "csrf": csrf(secret),
        "device": {"id": phone.id, "number": phone.number} if phone else None,
        "expires": running.expires,
        "card_expires": running.lapses,
        "raised_until": running.raised,
    }


@lru_cache(maxsize=8)
def _public(key: Key) -> dict[str, str]:
    public = key.private_key().public_key().public_bytes_raw()
    return {"id": key.id, "public": b64encode(public).decode()}
