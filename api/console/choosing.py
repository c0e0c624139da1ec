"""At whose desk an operator works: she chooses a cooperative, an officer has only her own."""

from collections.abc import Iterator
from typing import Final

from flask import Response

from api.console.forms import NOTHING_WRONG, Wrong, answered, sent
from api.console.page import at_the_desk, page
from api.console.scope import COOKIE
from api.described import View
from api.house import house
from api.rest.scope import key_of
from api.who import actor, may
from traceability.access import Role
from traceability.errors import NotFound, NotValid
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.party import Party

_HOME: Final = "/console/"
_DAY: Final = 24 * 3600


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/desk", choose_desk_form
    yield "POST", "/desk", choose_desk


@at_the_desk
def choose_desk_form() -> Response:
    """Show at whose desk an operator works."""
    return _form()


@may(Role.OPERATOR)
def choose_desk() -> Response:
    """Go to the desk of a cooperative."""
    chosen: list[str] = []

    def act() -> str:
        chosen.append(_cooperative(sent().get("cooperative", "")))
        return _HOME

    answer = answered("desk", act, _form, "desk")
    for uri in chosen:
        secure = house().settings.secure
        answer.set_cookie(COOKIE, uri, _DAY, httponly=True, secure=secure, samesite="Lax")
    return answer


def _form(wrong: Wrong = NOTHING_WRONG) -> Response:
    return page("desk.html", "today", wrong.status, wrong=wrong, operates=_operates())


def _operates() -> bool:
    return actor().role is Role.OPERATOR


def _cooperative(text: str) -> str:
    """The party of a code.

    Raises:
        NotValid: nobody of that code is known here.
    """
    try:
        uri = key_of(PartyKey, text).uri
        return house().store.masterdata.get(Party, uri).key.uri
    except (NotValid, NotFound):
        raise NotValid("the code of a party that is known here", text, "cooperative") from None
