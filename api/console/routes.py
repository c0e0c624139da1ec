"""The desk's routes, and its first door: whoever is not signed in is sent to do so."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, redirect, request

from api.console import (
    agreed,
    batches,
    bringing,
    cards,
    choosing,
    devices,
    endings,
    entries,
    held,
    households,
    inputs,
    masterdata,
    memberships,
    merging,
    papers,
    plot_pages,
    recall,
    today,
)
from api.console.sentences import plainly
from api.described import View
from api.who import Unknown, first_door

SIGN_IN: Final = "/signin"

ROOMS: Final = (
    today,
    households,
    agreed,
    cards,
    choosing,
    devices,
    endings,
    plot_pages,
    batches,
    recall,
    entries,
    held,
    masterdata,
    inputs,
    memberships,
    papers,
    bringing,
    merging,
)
"""The rooms of the desk, each a module that says what may be asked of it."""

blueprint = Blueprint("console", __name__, url_prefix="/console")


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of everything at the desk."""
    for room in ROOMS:
        yield from room.views()


blueprint.add_app_template_filter(plainly)


@blueprint.before_request
def knock() -> Response | None:
    """Ask the view's mark; a reader who is not known is sent to sign in and comes back.

    Raises:
        Unknown: what was to be written is nobody's.
        NotYours: the desk is not for this role.
    """
    try:
        first_door(current_app.view_functions[request.endpoint or ""])
    except Unknown:
        if request.method != "GET":
            raise
        here = request.full_path if request.query_string else request.path
        return current_app.make_response(redirect(f"{SIGN_IN}?{urlencode({'next': here})}"))
    return None


@blueprint.after_request
def keep_to_yourself(answer: Response) -> Response:
    """Let no cache between us and the reader keep a page that was hers."""
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    return answer


for method, path, view in views():
    blueprint.add_url_rule(
        path, view.__name__, view, methods=[method], provide_automatic_options=False
    )
