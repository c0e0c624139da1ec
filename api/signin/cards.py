"""Cards over the wire: given for an own party or a member's, shown once, taken back with their sessions."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from secrets import token_bytes
from typing import Any, Final

from flask import Response

from api.described import Description, View, describe
from api.exchange import answer, body
from api.house import house
from api.rest.recording import sent
from api.rest.scope import PARTY, parties
from api.signin.opened import now
from api.who import actor, may, roles_for, session
from schemas import forms_cards
from schemas.fields import load
from traceability.access import Actor, Role, ask
from traceability.credentials import card as cards
from traceability.credentials.card import ID_LENGTH, Card
from traceability.credentials.secret import drawn
from traceability.errors import Conflict, NotFound, NotValid, NotYours
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.party import Party

GIVERS: Final = roles_for("card")
GIVEN: Final = frozenset({Role.OFFICER, Role.RECORDER, Role.HELPER, Role.PARTNER})
"""What an officer may give; the roles that reach beyond a party's own are the operator's to give."""


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of everything that can be done with cards."""
    yield "GET", "/api/v1/cards", list_cards
    yield "POST", "/api/v1/cards", give_card
    yield "DELETE", "/api/v1/cards/<card_id>", take_card_back
    yield "DELETE", "/api/v1/cards/<card_id>/pin", remove_pin


@may(*GIVERS)
@describe(Description(answer=forms_cards.given_card, listed=True, query=PARTY))
def list_cards() -> Response:
    """List the cards of your party and its members, without their secrets."""
    found = list(house().store.cards.of(parties()))
    chosen = house().store.cards.with_pin(card.id for card in found)
    return answer({"items": [shown(card, pin=card.id in chosen) for card in found]})


@may(*GIVERS)
@describe(Description(forms_cards.new_card, new=True, answer=forms_cards.given_card, status=201))
def give_card() -> Response:
    """Give a card; its link is shown this once, so that a repeat shows everything but it.

    By session it wants a PIN or passkey of the last five minutes.
    """
    this = sent(body())
    said: dict[str, Any] = load(forms_cards.new_card, this.said, house().domain)
    role, party = Role(said["role"]), said["party"]
    ask_card(actor(), role, party)
    first = house().store.cards.get(id_of(this.id)) if this.id else None
    if first is not None:
        if (first.role, first.party) != (role, party.uri):
            raise Conflict("the body that was first sent with this id", f"{role} of {party.uri}")
        return answer(shown(first))
    secret, card = given(role, party, said.get("name", ""), this.id)
    link = cards.link(house().settings.base_url, card.id, secret)
    return answer(shown(card) | {"link": link}, 201)


@may(*Role)
@describe(Description(status=204))
def take_card_back(card_id: str) -> Response:
    """Take a card back; every session that it began and every token that these gave ends now.

    By session it wants a PIN or passkey of the last five minutes, unless it is your own.
    """
    take_back(card_id)
    return Response(status=204)


@may(*GIVERS)
@describe(Description(status=204))
def remove_pin(card_id: str) -> Response:
    """Remove a card's PIN and end its sessions; its owner chooses another in person."""
    card = _asked(card_id)
    house().store.cards.drop_pin(card.id)
    house().store.attempts.forget(f"pin {card.id}")
    house().store.sessions.end_of_card(card.id, but=actor().by)
    return Response(status=204)


def given(
    role: Role, party: PartyKey, name: str = "", sent_id: str | None = None
) -> tuple[str, Card]:
    """A new card that is kept, and its secret; `ask_card` was asked before."""
    secret, card = cards.new(party.uri, role, actor().by, now(), token_bytes, name=name)
    card = replace(card, id=id_of(sent_id)) if sent_id else card
    house().store.cards.add(card)
    return secret, card


def take_back(card_id: str) -> None:
    """End a card and its sessions.

    Raises:
        NotFound: there is none that the actor may take back.
        PinWanted: it is another's, and no PIN was given just now.
    """
    running = session()
    own = running is not None and running.card == card_id
    card = house().store.cards.get(card_id) if own else _asked(card_id)
    if card is not None:
        house().store.cards.revoke(card.id, now())
        house().store.sessions.end_of_card(card.id)
        house().store.passkeys.end_of_card(card.id)
        house().store.people.end_of_card(card.id, now())


def ask_card(asking: Actor, role: Role, party: PartyKey) -> None:
    """May this actor give a card of this role for this party?

    Raises:
        NotValid: nobody knows the party.
        NotYours: it is another's, or the role is the operator's to give.
        PinWanted: no PIN or passkey was given just now.
    """
    store = house().store.masterdata
    last = store.last(party.uri)
    if last is None or not isinstance(last.value, Party):
        raise NotValid("a party that is known here", party.uri, "party")
    ask(asking, "card", store.subject(party.uri))
    if asking.role is not Role.OPERATOR and role not in GIVEN:
        raise NotYours(f"the operator to give a card of {role}", str(asking))


def shown(card: Card, *, pin: bool = False) -> dict[str, Any]:
    """A card as it is listed."""
    names = ("id", "party", "role", "name", "created", "expires", "revoked")
    facts = {name: getattr(card, name) for name in names} | {"pin": pin}
    whole: dict[str, Any] = forms_cards.given_card.dump(facts)
    return whole


def _asked(card_id: str) -> Card:
    card = house().store.cards.get(card_id)
    if card is None or card.party not in (parties() or [card.party]):
        raise NotFound("card", card_id)
    ask(actor(), "card", house().store.masterdata.subject(card.party))
    return card


def id_of(sent_id: str) -> str:
    """The id of a card that a client named: the same for a repeat."""
    return drawn(ID_LENGTH, lambda size: sha256(f"card\n{sent_id}".encode()).digest()[:size])
