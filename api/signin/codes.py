"""Signing in by a one-time code, where an adapter for messages is set: for households, and never more."""

import hmac
import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from flask import Response

from api.described import Description, View, describe
from api.exchange import answer, body
from api.house import house
from api.languages import code_of_reader, speak
from api.signin.by_card import phone_of
from api.signin.known import source
from api.signin.messages import ADAPTERS, Messages
from api.signin.opened import Shown, now, open_session, shown_session
from api.who import TooSoon, Unknown, may
from schemas import forms_signin
from schemas.fields import load
from traceability.access import Role
from traceability.credentials.code import (
    DIGITS,
    HOUR,
    LIFE,
    SENDS,
    SENDS_BY_SOURCE,
    Code,
    number,
    sealed,
)
from traceability.errors import NotFound
from traceability.masterdata.party import Party

_LANGUAGES: Final = ("vi", "en")


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "POST", "/api/v1/signin/code", send_code
    yield "POST", "/api/v1/signin/code/verify", sign_in_by_code


@may()
@describe(Description(forms_signin.phone_number, answer=forms_signin.code_sent, status=202))
def send_code() -> Response:
    """Send a code to a household's number; whether the number is known here is not told.

    At most three an hour to a number and ten an hour for an address. Where no adapter is set: 404.
    """
    send = _adapter()
    said: dict[str, Any] = load(forms_signin.phone_number, body().said, house().domain)
    to = number(said["phone"])
    _ask_rate(to)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    party = _household(to)
    ends = now() + LIFE
    house().store.codes.put(Code(_id(to), _seal(to, digits), ends, party))
    if party is not None:
        send(to, speak(code_of_reader(_LANGUAGES)).say("signin.message", code=digits))
    return answer(forms_signin.code_sent.dump({"ends": ends}), 202)


@may()
@describe(Description(forms_signin.one_time_code, answer=forms_signin.signed_in))
def sign_in_by_code() -> Response:
    """Begin a household's session with the code that came; it is good once, for five tries."""
    _adapter()
    said: dict[str, Any] = load(forms_signin.one_time_code, body().said, house().domain)
    to = number(said["phone"])
    codes = house().store.codes
    sent = codes.tried(_id(to), now())
    right = sent is not None and hmac.compare_digest(sent.seal, _seal(to, said["code"]))
    if sent is None or not right or sent.party is None or not codes.take(sent):
        raise Unknown("Expected the code that was sent last, got another.")
    phone = phone_of(said["device"], sent.party) if "device" in said else None
    device = phone.id if phone else None
    return shown_session(open_session(Shown(sent.party, Role.RECORDER, "code", device=device)))


def _adapter() -> Messages:
    """How codes are sent.

    Raises:
        NotFound: no way is set.
    """
    adapter = ADAPTERS.get(house().settings.one_time_codes)
    if adapter is None:
        raise NotFound("way to send codes", "TRACEABILITY_ONE_TIME_CODES=off")
    return adapter


def _ask_rate(to: str) -> None:
    rates, present = house().store.rates, now()
    waits = (
        rates.wait("code source", source(), SENDS_BY_SOURCE, HOUR, present),
        rates.wait("code number", _id(to), SENDS, HOUR, present),
    )
    if any(waits):
        raise TooSoon(timedelta(seconds=max(waits)))


def _household(to: str) -> str | None:
    """The one household whose number it is, where no card of it has a PIN, which would be stronger."""
    store = house().store
    found = [last.value for last in store.masterdata.where("party", {"value.phone": to}, limit=2)]
    if len(found) != 1 or not (isinstance(found[0], Party) and found[0].personal):
        return None
    party = found[0].key.uri
    return None if store.cards.with_pin(card.id for card in store.cards.of([party])) else party


def _id(to: str) -> str:
    return sealed(house().keyring.current("session").secret, to).hex()


def _seal(to: str, digits: str) -> bytes:
    return sealed(house().keyring.current("session").secret, to, digits)
