"""Visits: a helper proves that a household's card was at hand, for a record or just now."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from flask import Response

from api.described import Description, View, describe
from api.exchange import answer, body
from api.house import house
from api.signin.known import count_wrong_card
from api.signin.opened import label, now
from api.who import Unknown, actor, may
from schemas import forms_cards
from schemas.fields import load
from traceability.access import Role
from traceability.credentials.card import Card, is_visit
from traceability.credentials.secret import as_meant


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "POST", "/api/v1/visits", check_visit


@may(Role.HELPER, Role.OFFICER, Role.OPERATOR)
@describe(Description(forms_cards.visit, answer=forms_cards.visited))
def check_visit() -> Response:
    """Check a household's card that was scanned: whose it is, and what it lets you record until when.

    Without a delegation what you record for it is held until the desk adopts it.
    """
    said: dict[str, Any] = load(forms_cards.visit, body().said, house().domain)
    card = _in_force(said["card"])
    if card is None or not card.proves(said["id"], said["at"], said["proof"]):
        count_wrong_card()
        raise Unknown("Expected a proof by a household's card in force, got another.")
    facts: dict[str, Any] = {"party": card.party, "label": label(card.party), "card": card.id}
    present, helper = now(), actor().party
    same = house().store.masterdata.same(card.party)
    for each in house().store.people.delegations(card.party, *same):
        if each.delegate == helper and each.runs(present):
            facts |= {"until": each.ends, "scope": sorted(each.scope)}
    return answer(forms_cards.visited.dump(facts))


def visited(visit: Mapping[str, Any], record_id: str, party: str, entered: datetime) -> bool:
    """Whether a record's visit is proven: by this household's card, in force, at most 30 minutes before.

    Args:
        visit: What the record says of it: `card`, `at`, `proof`.
        record_id: The record's id.
        party: The URI of the party that the record is said for.
        entered: When it was entered, by the same clock as the visit's `at`.
    """
    told = [visit.get(name) for name in ("card", "at", "proof")]
    if not all(isinstance(each, str) for each in told):
        return False
    card_id, at, proof = map(str, told)
    card = _in_force(card_id)
    if card is None or not _is(card.party, party) or not card.proves(record_id, at, proof):
        return False
    try:
        began = datetime.fromisoformat(at)
    except ValueError:
        return False
    return began.tzinfo is not None and is_visit(began, entered)


def _is(holder: str, party: str) -> bool:
    """Whether a card's holder is that party, under whichever of its keys."""
    return party == holder or party in house().store.masterdata.same(holder)


def _in_force(card_id: str) -> Card | None:
    """A household's card that was not taken back; one that ran out since still proves what was before."""
    card = house().store.cards.get(as_meant(card_id))
    fits = card is not None and card.role is Role.RECORDER and card.revoked is None
    return card if fits else None
