"""Cards of a household: given as a printed card whose code nobody sees again, taken back in two taps."""

from collections.abc import Iterator, Mapping

from flask import Response

from api.console import households
from api.console.card_states import roles
from api.console.forms import Wrong, answered, own_id, sent
from api.console.page import LANGUAGES, at_the_desk
from api.console.printing import PDF, picture_of
from api.console.scope import called, seen
from api.described import View
from api.house import house
from api.languages import code_of_reader, speak_in
from api.signin.cards import ask_card, given, id_of, take_back
from api.who import actor
from qr.paper.cards import Card as Printed
from qr.paper.cards import CardWords, card_alone
from traceability.access import Role
from traceability.credentials.card import Card, link
from traceability.errors import Conflict, NotFound, NotValid
from traceability.masterdata.party import Party


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "POST", "/households/<path:code>/cards", issue_card
    yield "POST", "/households/<path:code>/cards/revoke", revoke_card


@at_the_desk
def issue_card(code: str) -> Response:
    """Give a card as a PDF to print; its code stands there and nowhere else."""
    party, _ = seen(Party, code)
    typed = sent()
    made: list[Response] = []

    def act() -> str:
        role = _role(party, typed.get("role", ""))
        ask_card(actor(), role, party.key)
        secret, card = _fresh(role, party, typed)
        made.append(_printed(party, card, secret))
        return households.here(code)

    shown = answered("card", act, lambda wrong: households.household(code, wrong), "carded")
    return made[0] if made else shown


@at_the_desk
def revoke_card(code: str) -> Response:
    """Take a card back; every session that it began ends now."""
    party, _ = seen(Party, code)
    typed = sent()

    def act() -> str:
        card = house().store.cards.get(typed.get("card", ""))
        if card is None or card.party != party.key.uri:
            raise NotFound("card", typed.get("card", ""))
        take_back(card.id)
        return households.here(code)

    def again(wrong: Wrong) -> Response:
        return households.household(code, wrong)

    return answered("revoke-card", act, again, "uncarded")


def _role(party: Party, text: str) -> Role:
    found = next((role for role in roles(party) if role == text), None)
    if found is None:
        raise NotValid("one of " + ", ".join(roles(party)), text, "role")
    return found


def _fresh(role: Role, party: Party, typed: Mapping[str, str]) -> tuple[str, Card]:
    """A new card and its secret.

    Raises:
        Conflict: this very form made one before; its code is shown once.
    """
    if house().store.cards.get(id_of(own_id(typed))) is not None:
        raise Conflict("a card whose code was not shown yet", "one that was printed")
    return given(role, party.key, typed.get("name", ""), own_id(typed))


def _printed(party: Party, card: Card, secret: str) -> Response:
    """The card as PDF, of its own size; no cache keeps it."""
    t = speak_in("paper", code_of_reader(LANGUAGES))
    words = CardWords(
        t.say("card.title"),
        t.say("card.secret"),
        t.say("card.typed"),
        t.say("card.until", day=t.date(card.expires)),
    )
    above = house().store.masterdata.last(party.member_of.uri) if party.member_of else None
    shown = Printed(
        label=party.shown,
        cooperative=called(above) if above else "",
        picture=picture_of(party.key.uri, party.label),
        link=link(house().settings.base_url, card.id, secret),
        code=card.id + secret,
        name=card.name,
    )
    answer = Response(card_alone(shown, words), mimetype=PDF)
    answer.headers["Content-Disposition"] = f'attachment; filename="the-{card.id}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
