"""The routes of signing in."""

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, request

from api.described import View
from api.signin import cards, session, visits
from api.who import first_door

blueprint = Blueprint("signin", __name__)


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of everything under this audience's paths."""
    for room in (session, cards, visits):
        yield from room.views()


@blueprint.before_request
def knock() -> None:
    """Ask the view's mark, before anything else is read."""
    first_door(current_app.view_functions[request.endpoint or ""])


@blueprint.after_request
def keep_nothing(answer: Response) -> Response:
    """Let nobody keep an answer that holds what opens a door."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


for method, path, view in views():
    blueprint.add_url_rule(
        path, view.__name__, view, methods=[method], provide_automatic_options=False
    )
