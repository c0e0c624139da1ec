"""From facts to a page of the desk: its template, the reader's language, who she is and where she stands."""

import re
from typing import Any, Final

from flask import Response, render_template, request

from api.console.forms import NOTHING_WRONG, fresh_id
from api.console.scope import desk
from api.house import house
from api.languages import COOKIE, Language, code_of_reader, speak
from api.rest.scope import segment
from api.who import actor, csrf, may
from traceability.access import Role
from traceability.masterdata.party import Party

LANGUAGES: Final = ("vi", "en")
"""What the desk speaks, the default first (INTERFACE)."""

AT_THE_DESK: Final = (Role.OFFICER, Role.OPERATOR)
at_the_desk: Final = may(*AT_THE_DESK)
"""The mark of the desk's views."""

ROOMS: Final = (
    "today",
    "households",
    "plots",
    "batches",
    "entries",
    "disputes",
    "held",
    "devices",
    "products",
    "papers",
)
"""The rooms of the menu, in order; each is the last part of its address but the first."""

_BLANKS: Final = re.compile(r"\s*\n\s*")
_YEAR: Final = 365 * 24 * 3600


def language() -> Language:
    """The reader's language."""
    return speak(code_of_reader(LANGUAGES))


def page(template: str, room: str, status: int = 200, **facts: Any) -> Response:  # noqa: ANN401  # any facts
    """Render one page of the desk.

    Args:
        template: Its name under `templates/console`.
        room: The room of the menu it belongs to.
        status: The HTTP status.
        **facts: What the template shows.
    """
    t = language()
    text = render_template(
        f"console/{template}",
        t=t,
        others=[speak(code) for code in LANGUAGES if code != t.code],
        rooms=[(name, "/console/" if name == ROOMS[0] else f"/console/{name}") for name in ROOMS],
        room=room,
        me=actor(),
        mine=_name(actor().party),
        desk_name=_name(desk()),
        mine_code=segment(actor().party),
        here=request.path,
        done=request.args.get("done", ""),
        csrf=csrf(),
        fresh=fresh_id,
        **({"wrong": NOTHING_WRONG} | facts),
    )
    answer = Response(_BLANKS.sub("\n", text), status, content_type="text/html; charset=utf-8")
    if COOKIE in request.args:
        secure = house().settings.secure
        answer.set_cookie(COOKIE, t.code, _YEAR, secure=secure, samesite="Lax")
    return answer


def _name(party: str) -> str:
    """What a party is called by those it belongs to."""
    last = house().store.masterdata.last(party)
    return last.value.name if last and isinstance(last.value, Party) else ""
