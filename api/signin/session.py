"""The session over the wire: begun with a card, shown, raised by a PIN, ended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Response, g

from api.described import Description, View, describe
from api.exchange import body
from api.house import house
from api.signin.by_card import Given, ask_pin, show_card
from api.signin.known import count_wrong_card, remember
from api.signin.opened import close_session, now, open_session, shown_session
from api.who import actor, also_lapsed, may, session
from schemas import forms_signin
from schemas.fields import load
from traceability.access import PinWanted, Role
from traceability.credentials.card import Card
from traceability.credentials.secret import as_meant
from traceability.credentials.session import RAISED
from traceability.errors import NotYours


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "GET", "/api/v1/signin", show_session
    yield "DELETE", "/api/v1/signin", sign_out
    yield "POST", "/api/v1/signin/card", sign_in_by_card
    yield "POST", "/api/v1/signin/pin", raise_session
    yield "PUT", "/api/v1/signin/pin", change_pin


@may()
@describe(Description(forms_signin.card, answer=forms_signin.signed_in))
def sign_in_by_card() -> Response:
    """Begin a session with a card; the cookie it sets is the session.

    A PIN that is wanted is a 403 with `errors.pin`; many wrong ones are a 429 that says how long to wait.
    """
    said: dict[str, Any] = load(forms_signin.card, body().said, house().domain)
    device = said.pop("device", None)
    shown = show_card(Given(**said), device)
    secret = open_session(shown)
    return remember(shown_session(secret), shown.card or "")


@may(*Role)
@also_lapsed
@describe(Description(answer=forms_signin.signed_in))
def show_session() -> Response:
    """Show who is signed in, and what a phone needs with it."""
    return shown_session()


@may(*Role)
@also_lapsed
@describe(Description(status=204))
def sign_out() -> Response:
    """End the session."""
    return close_session(Response(status=204))


@may(*Role)
@describe(Description(forms_signin.pin, answer=forms_signin.signed_in))
def raise_session() -> Response:
    """Give the PIN once more: for five minutes the session may recall, and give and take cards."""
    said = load(forms_signin.pin, body().said, house().domain)
    lift(said["pin"])
    return shown_session()


@may(*Role)
@describe(Description(forms_signin.new_pin, answer=forms_signin.signed_in))
def change_pin() -> Response:
    """Choose the PIN of your own card; who has one gives it too, and nobody chooses another's.

    A first PIN wants the card's secret, or a session of the last five minutes that the card began.
    It ends no session; another PIN ends the card's other ones.
    """
    said = load(forms_signin.new_pin, body().said, house().domain)
    choose(said.get("pin", ""), said["new_pin"], said.get("secret", ""))
    return remember(shown_session(), own_card().id)


def choose(pin: str, new_pin: str, secret: str = "") -> None:
    """Keep another PIN of the running session's card.

    Raises:
        PinWanted: the one until now is another, or a first one is chosen without the card.
        TooSoon: too many wrong ones came before.
        NotValid: the new PIN is none.
    """
    card = own_card()
    first = house().store.cards.pin(card.id) is None
    if first:
        ask_at_hand(card, secret)
    ask_pin(card, pin, new_pin)
    if not first:
        house().store.sessions.end_of_card(card.id, but=actor().by)


def ask_at_hand(card: Card, secret: str = "") -> None:
    """Ask that a card without a PIN is at hand: a session's cookie alone gives it none, and no passkey.

    Raises:
        PinWanted: neither its secret came, nor did it begin this session in the last five minutes.
        TooSoon: too many wrong secrets came before.
    """
    if secret and not card.opens(as_meant(secret)):
        count_wrong_card()
    elif secret or began_just_now(card):
        return
    raise PinWanted("the card's secret, or a session that the card began just now", str(actor()))


def began_just_now(card: Card) -> bool:
    """Whether that card, shown without a PIN, began the running session in the last five minutes."""
    running = session()
    began = running is not None and running.how == "card" and running.card == card.id
    return running is not None and began and now() < running.created + RAISED


def lift(pin: str) -> None:
    """Raise the running session by the PIN of its card.

    Raises:
        PinWanted: it is another.
        TooSoon: too many wrong ones came before.
        NotYours: the session has no card, or the card no PIN.
    """
    card = own_card()
    if not ask_pin(card, pin):
        raise NotYours("a card with a PIN", str(actor()))
    raise_until(now() + RAISED)


def raise_until(until: datetime) -> None:
    """Let the running session do the grave things until then."""
    running = session()
    if running is not None:
        house().store.sessions.lift(running.id, until)
        g.session = replace(running, raised=until)


def own_card() -> Card:
    """The card of the running session.

    Raises:
        NotYours: it has none.
    """
    running = session()
    card = house().store.cards.get(running.card) if running and running.card else None
    if card is None:
        raise NotYours("a session that a card began", str(actor()))
    return card
