"""The routes of farmers and helpers: the app for their phones, and what it sends and asks for."""

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, request

from api.described import View
from api.farm import decode, devices, media, mine, shell, sync
from api.who import first_door

blueprint = Blueprint("farm", __name__)


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of everything of this audience."""
    for room in (shell, sync, mine, devices, media, decode):
        yield from room.views()


@blueprint.before_request
def knock() -> None:
    """Ask the view's mark, before anything else is read."""
    first_door(current_app.view_functions[request.endpoint or ""])


@blueprint.after_request
def keep_to_yourself(answer: Response) -> Response:
    """Let no cache between us and the reader keep an answer that was hers."""
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    return answer


for method, path, view in views():
    blueprint.add_url_rule(
        path, view.__name__, view, methods=[method], provide_automatic_options=False
    )
