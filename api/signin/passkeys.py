"""Passkeys over the wire (WebAuthn level 3): added while signed in, opening a session without a name."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address
from secrets import token_bytes
from typing import Any
from urllib.parse import urlsplit

import webauthn
from flask import Response
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from api.described import Description, View, describe
from api.exchange import answer, body
from api.house import house
from api.signin.by_card import phone_of
from api.signin.known import count_wrong_card, source
from api.signin.opened import Shown, label, now, open_session, shown_session
from api.signin.session import ask_at_hand, own_card, raise_until
from api.who import TooSoon, Unknown, actor, may, session
from schemas import forms_signin
from schemas.fields import load
from traceability.access import PinWanted, Role
from traceability.credentials.card import Card
from traceability.credentials.passkey import CHALLENGE, Challenge, Passkey
from traceability.credentials.session import RAISED
from traceability.errors import NotFound, NotValid

_REQUIRED = UserVerificationRequirement.REQUIRED
_ASKED, _MINUTE = 60, timedelta(minutes=1)
"""How often one address may ask."""

_BAD = (WebAuthnException, ValueError, KeyError, TypeError)
"""What the library and the reading of another's JSON raise."""


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "POST", "/api/v1/signin/passkey/options", ask_for_passkey
    yield "POST", "/api/v1/signin/passkey/verify", sign_in_by_passkey
    yield "POST", "/api/v1/signin/passkey/register/options", ask_for_new_passkey
    yield "POST", "/api/v1/signin/passkey/register/verify", add_passkey
    yield "GET", "/api/v1/signin/passkeys", list_passkeys
    yield "DELETE", "/api/v1/signin/passkeys/<passkey_id>", forget_passkey


def relying_origin() -> str:
    """The origin that passkeys are bound to; empty where its host is an address, which can have none."""
    parts = urlsplit(house().settings.base_url)
    try:
        ip_address(parts.hostname or "")
    except ValueError:
        return f"{parts.scheme}://{parts.netloc}"
    return ""


@may()
@describe(Description(forms_signin.nothing, answer=forms_signin.passkey_options))
def ask_for_passkey() -> Response:
    """Ask an authenticator for any passkey of this service; nobody is named."""
    load(forms_signin.nothing, body().said, house().domain)
    wait = house().store.rates.wait("passkey", source(), _ASKED, _MINUTE, now())
    if wait:
        raise TooSoon(timedelta(seconds=wait))
    options = webauthn.generate_authentication_options(
        rp_id=_relying_id(), challenge=_challenge(None), user_verification=_REQUIRED
    )
    return _options(webauthn.options_to_json(options))


@may()
@describe(Description(forms_signin.passkey, answer=forms_signin.signed_in))
def sign_in_by_passkey() -> Response:
    """Begin a session with a passkey, or raise the one that its own card began."""
    said: dict[str, Any] = load(forms_signin.passkey, body().said, house().domain)
    passkey = _verified(said["credential"])
    running = session()
    if running is not None and running.card == passkey.card:
        raise_until(now() + RAISED)
        return shown_session()
    device = phone_of(said["device"], passkey.party) if "device" in said else None
    secret = open_session(
        Shown(
            party=passkey.party,
            role=passkey.role,
            how="passkey",
            card=passkey.card,
            device=device.id if device else None,
            raised=True,
        )
    )
    return shown_session(secret)


@may(*Role)
@describe(Description(forms_signin.at_hand, answer=forms_signin.passkey_options))
def ask_for_new_passkey() -> Response:
    """Ask an authenticator for a passkey to add to your card; a card with a PIN wants it just before.

    A card without one wants its secret, or a session of the last five minutes that the card began.
    """
    said: dict[str, Any] = load(forms_signin.at_hand, body().said, house().domain)
    card = _card()
    if not actor().raised:
        ask_at_hand(card, said.get("secret", ""))
    known = house().store.passkeys.of_card(card.id)
    options = webauthn.generate_registration_options(
        rp_id=_relying_id(),
        rp_name=urlsplit(relying_origin()).hostname or "",
        user_id=sha256(f"passkey\n{card.id}".encode()).digest()[:16],
        user_name=card.name or label(card.party),
        challenge=_challenge(card),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=_bytes(it.id)) for it in known],
    )
    return _options(webauthn.options_to_json(options))


@may(*Role)
@describe(Description(forms_signin.passkey, answer=forms_signin.kept_passkey, status=201))
def add_passkey() -> Response:
    """Add the passkey that an authenticator made to your card."""
    said: dict[str, Any] = load(forms_signin.passkey, body().said, house().domain)
    card = _card()
    challenge = _answered(said["credential"])
    try:
        made = webauthn.verify_registration_response(
            credential=said["credential"],
            expected_challenge=_bytes(challenge.id),
            expected_rp_id=_relying_id(),
            expected_origin=relying_origin(),
            require_user_verification=True,
        )
    except _BAD as no:
        raise NotValid("a new passkey of this service", type(no).__name__, "credential") from None
    if challenge.card != card.id:
        raise NotValid("an answer to what this card was asked", "another", "credential")
    passkey = Passkey(
        id=_text(made.credential_id),
        key=made.credential_public_key,
        count=made.sign_count,
        party=card.party,
        role=card.role,
        card=card.id,
        name=said.get("name", ""),
        created=now(),
    )
    house().store.passkeys.add(passkey)
    return answer(forms_signin.kept_passkey.dump(passkey), 201)


@may(*Role)
@describe(Description(answer=forms_signin.kept_passkey, listed=True))
def list_passkeys() -> Response:
    """List the passkeys of your card."""
    found = house().store.passkeys.of_card(own_card().id)
    return answer({"items": [forms_signin.kept_passkey.dump(each) for each in found]})


@may(*Role)
@describe(Description(status=204))
def forget_passkey(passkey_id: str) -> Response:
    """Forget a passkey of your card."""
    if not house().store.passkeys.end(passkey_id, own_card().id):
        raise NotFound("passkey", passkey_id)
    return Response(status=204)


def _verified(credential: Mapping[str, Any]) -> Passkey:
    """The passkey that answered.

    Raises:
        Unknown: none of this service did.
    """
    passkeys = house().store.passkeys
    passkey = passkeys.get(str(credential.get("id")))
    try:
        challenge = _answered(credential)
        if passkey is None or challenge.card is not None:
            raise ValueError
        made = webauthn.verify_authentication_response(
            credential=dict(credential),
            expected_challenge=_bytes(challenge.id),
            expected_rp_id=_relying_id(),
            expected_origin=relying_origin(),
            credential_public_key=passkey.key,
            credential_current_sign_count=passkey.count,
            require_user_verification=True,
        )
        if not passkeys.used(passkey, made.new_sign_count):
            raise ValueError
    except (*_BAD, NotValid):
        count_wrong_card()
        raise Unknown("Expected a passkey of this service, got another.") from None
    return passkey


def _card() -> Card:
    """The card that a passkey is added to.

    Raises:
        PinWanted: it has a PIN, and none was given just now.
    """
    card = own_card()
    if not actor().raised and house().store.cards.pin(card.id) is not None:
        raise PinWanted("the PIN of this card within the last minutes", str(actor()))
    return card


def _challenge(card: Card | None) -> bytes:
    made = token_bytes(32)
    ends = now() + CHALLENGE
    house().store.passkeys.ask(Challenge(_text(made), ends, card.id if card else None))
    return made


def _answered(credential: Mapping[str, Any]) -> Challenge:
    try:
        data = json.loads(_bytes(credential["response"]["clientDataJSON"]))
        challenge = house().store.passkeys.answered(str(data["challenge"]), now())
    except _BAD:
        challenge = None
    if challenge is None:
        raise NotValid("an answer to what was asked in the last minutes", "another", "credential")
    return challenge


def _relying_id() -> str:
    """The host that passkeys are bound to.

    Raises:
        NotValid: it is an address, which can have none.
    """
    origin = relying_origin()
    if not origin:
        raise NotValid("a service under a name, such as localhost", house().settings.base_url)
    return urlsplit(origin).hostname or ""


def _options(text: str) -> Response:
    return answer(forms_signin.passkey_options.dump({"publicKey": json.loads(text)}))


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
