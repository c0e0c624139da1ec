"""The routes of signing in."""

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, redirect, request

from api.described import View
from api.errors import for_programs
from api.signin import cards, codes, pages, passkeys, session, visits
from api.who import Unknown, first_door

blueprint = Blueprint("signin", __name__)


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of everything under this audience's paths."""
    for room in (session, passkeys, codes, cards, visits, pages):
        yield from room.views()


@blueprint.before_request
def knock() -> Response | None:
    """Ask the view's mark, before anything else is read; a page sends the unknown to sign in.

    Raises:
        Unknown: who asks a program's route is not known.
        NotYours: it is not for this role, or the CSRF token is missing.
    """
    try:
        first_door(current_app.view_functions[request.endpoint or ""])
    except Unknown:
        if for_programs():
            raise
        asked = {"next": request.values.get("next", "")}
        return current_app.make_response(redirect(f"/signin?{urlencode(asked)}", 303))
    return None


@blueprint.after_request
def keep_nothing(answer: Response) -> Response:
    """Let nobody keep an answer that holds what opens a door."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


for method, path, view in views():
    blueprint.add_url_rule(
        path, view.__name__, view, methods=[method], provide_automatic_options=False
    )
