"""Tokens over the wire: given for an own party or a member's, shown once, taken back."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from flask import Response

from api.described import Description, View, describe
from api.exchange import answer, body
from api.house import house
from api.rest.recording import Sent, sent
from api.rest.scope import PARTY, parties
from api.who import Unknown, actor, may, new_token, roles_for, session
from schemas import answers, forms_desk
from schemas.fields import load
from traceability.access import Actor, Role, ask
from traceability.errors import Conflict, NotFound, NotValid, NotYours
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.party import Party
from traceability.store.people import Token

GIVERS: Final = roles_for("token")
USUAL_DAYS: Final = 90
_GIVEN: Final = frozenset({Role.OFFICER, Role.RECORDER, Role.HELPER, Role.PARTNER})
"""What an officer may give; the roles that reach beyond a party's own are the operator's to give."""


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of everything that can be done with tokens."""
    yield "GET", "/tokens", list_tokens
    yield "POST", "/tokens", give_token
    yield "DELETE", "/tokens/<token_id>", revoke_token


@may(*GIVERS)
@describe(Description(answer=answers.token, listed=True, query=PARTY))
def list_tokens() -> Response:
    """List the tokens of your party and its members, without their secrets."""
    return answer({"items": [_shown(token) for token in _tokens()]})


@may(*GIVERS)
@describe(Description(forms_desk.token, new=True, answer=answers.token, status=201))
def give_token() -> Response:
    """Give a token; its secret is shown this once, so that a repeat shows everything but it.

    By session it wants a PIN or passkey of the last five minutes, and ends with the session's card.
    """
    this = sent(body())
    said: dict[str, Any] = load(forms_desk.token, this.said, house().domain)
    role, party, days = Role(said["role"]), said["party"], said.get("days", USUAL_DAYS)
    _ask(actor(), role, party, days)
    if again := _given(this, role, party):
        return answer(_shown(again))
    now = house().ledger.clock()
    whole = now.replace(microsecond=now.microsecond // 1000 * 1000)
    secret, token = new_token(role, party.uri, whole, days)
    token = replace(token, id=_name(this) or token.id, card=_card())
    house().store.people.add_token(token)
    _ask_still(token.card)
    return answer(_shown(token) | {"secret": secret}, 201)


@may(*GIVERS)
@describe(Description(status=204))
def revoke_token(token_id: str) -> Response:
    """Take a token back; it ends now."""
    if token_id not in {token.id for token in _tokens()}:
        raise NotFound("token", token_id)
    house().store.people.revoke(token_id, house().ledger.clock())
    return Response(status=204)


def _tokens() -> Iterator[Token]:
    named, people = parties(), house().store.people
    for party in [None] if named is None else named:
        yield from people.tokens(party)


def _card() -> str | None:
    """The card that a new token ends with: the session's, or the one that the giver's token ends with."""
    running = session()
    return running.card if running else house().store.people.card_of(actor().by)


def _ask_still(card_id: str | None) -> None:
    """Ask whether the card is in force still, now that the token stands where its end finds it.

    Raises:
        Unknown: it was taken back meanwhile, and the token with it.
    """
    card = house().store.cards.get(card_id) if card_id else None
    if card is not None and card.revoked:
        house().store.people.end_of_card(card.id, house().ledger.clock())
        raise Unknown("Expected a card in force, got one that was taken back.")


def _ask(asking: Actor, role: Role, party: PartyKey, days: int) -> None:
    if not 1 <= days <= forms_desk.MOST_DAYS:
        raise NotValid(f"1 to {forms_desk.MOST_DAYS} days", days, "days")
    store = house().store.masterdata
    last = store.last(party.uri)
    if last is None or not isinstance(last.value, Party):
        raise NotValid("a party that is known here", party.uri, "party")
    ask(asking, "token", store.subject(party.uri))
    if asking.role is not Role.OPERATOR and role not in _GIVEN:
        raise NotYours(f"the operator to give a token of {role}", str(asking))


def _name(this: Sent) -> str | None:
    return this.id.removeprefix("urn:uuid:").replace("-", "") if this.id else None


def _given(this: Sent, role: Role, party: PartyKey) -> Token | None:
    name = _name(this)
    if name is None:
        return None
    found = (token for token in house().store.people.tokens(None) if token.id == name)
    first = next(found, None)
    if first and (first.role, first.party) != (role, party.uri):
        raise Conflict("the body that was first sent with this id", f"{role} of {party.uri}")
    return first


def _shown(token: Token) -> dict[str, Any]:
    names = ("id", "party", "role", "created", "expires", "revoked")
    whole: dict[str, Any] = answers.token.dump({name: getattr(token, name) for name in names})
    return whole
