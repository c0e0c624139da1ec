"""The pages of signing in: a card and its PIN without any script, who is inside, and one more PIN."""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from flask import Response, redirect, render_template, request

from api.described import View
from api.house import house
from api.languages import COOKIE, Language, code_of_reader, speak
from api.signin.by_card import Given, show_card
from api.signin.known import remember
from api.signin.opened import close_session, label, open_session, with_cookie
from api.signin.passkeys import relying_origin
from api.signin.session import began_just_now, choose, lift, own_card
from api.who import TooSoon, Unknown, actor, csrf, may, session
from traceability.access import PinWanted, Role
from traceability.credentials.card import typed
from traceability.errors import NotValid, NotYours

LANGUAGES: Final = ("vi", "en")
"""What these pages speak, the default first (INTERFACE)."""

_APP: Final = frozenset({Role.RECORDER, Role.HELPER, Role.CARRIER})
_BLANKS: Final = re.compile(r"\s*\n\s*")
_OURS: Final = re.compile(r"/[^/\\\s\x00-\x1f][^\\\s\x00-\x1f]{0,1000}|/")
_LONGEST: Final = 300
_YEAR: Final = 365 * 24 * 3600
_STATUS: Final = {Unknown: 401, PinWanted: 403, TooSoon: 429, NotValid: 422}


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each page."""
    yield "GET", "/signin", show_page
    yield "POST", "/signin", enter
    yield "POST", "/signin/out", leave
    yield "GET", "/signin/pin", show_raise
    yield "POST", "/signin/pin", confirm
    yield "POST", "/signin/pin/new", choose_pin


@may()
def show_page() -> Response:
    """Sign in with a card or a passkey; whoever is inside sees who she is, her PIN and the way out."""
    if session() is not None:
        return _inside()
    return _page("enter.html", code="", error="", wants="")


@may()
def enter() -> Response:
    """Sign in with the code on a card and its PIN, then go where the reader came from.

    Raises:
        NotYours: the form was sent from somebody else's page.
    """
    _ask_own_form()
    code, pin, new_pin = (request.form.get(name, "") for name in ("code", "pin", "new_pin"))
    if new_pin != request.form.get("again", new_pin):
        return _again("new_pin", "again", 422)
    card, secret = typed(code[:_LONGEST])
    try:
        shown = show_card(Given(card, secret, pin.strip(), new_pin.strip()))
    except (Unknown, PinWanted, TooSoon, NotValid) as no:
        return _refused(no, asked=bool(pin or new_pin))
    secret = open_session(shown)
    answer = redirect(next_path(shown.role), 303)
    return remember(with_cookie(_response(answer), secret), shown.card or "")


@may(*Role)
def leave() -> Response:
    """Sign out, and show the way in again."""
    return close_session(_response(redirect(f"/signin?{urlencode({COOKIE: _t().code})}", 303)))


@may(*Role)
def show_raise() -> Response:
    """Ask for the PIN once more, for what a card alone does not allow."""
    return _raise_page()


@may(*Role)
def confirm() -> Response:
    """Raise the session by its PIN for five minutes, then go where the reader came from."""
    try:
        lift(request.form.get("pin", "").strip())
    except (PinWanted, TooSoon) as no:
        return _raise_page(_sentence(no), _STATUS[type(no)])
    return _response(redirect(next_path(actor().role), 303))


@may(*Role)
def choose_pin() -> Response:
    """Choose or change the PIN of one's own card."""
    names = ("pin", "new_pin", "again", "code")
    pin, new_pin, again, code = (request.form.get(name, "") for name in names)
    if new_pin != again:
        return _inside(_t().say("signin.wrong.again"), 422)
    try:
        choose(pin.strip(), new_pin.strip() or "-", typed(code[:_LONGEST])[1])
    except (PinWanted, TooSoon, NotValid) as no:
        no_card = isinstance(no, PinWanted) and "secret" in str(no)
        text = _t().say("signin.wrong.card") if no_card else _sentence(no)
        return _inside(text, _STATUS[type(no)])
    return remember(_inside(done="pin"), own_card().id)


def next_path(role: Role) -> str:
    """Where to go after signing in: the path that was asked for if it is ours, else one's own room."""
    return _asked_path() or ("/app/" if role in _APP else "/console/")


def _asked_path() -> str:
    """`?next=` where it is a path of ours; empty where it leads to anybody else."""
    asked = request.values.get("next", "")
    parts = urlsplit(asked) if _OURS.fullmatch(asked) else None
    return asked if parts is not None and not (parts.scheme or parts.netloc) else ""


def _t() -> Language:
    return speak(code_of_reader(LANGUAGES))


def _page(template: str, status: int = 200, **facts: Any) -> Response:  # noqa: ANN401  # any facts
    t = _t()
    others = [speak(code) for code in LANGUAGES if code != t.code]
    running = session()
    way = next_path(running.role) if running else _asked_path()
    facts |= {"t": t, "others": others, "next": way, "passkeys": relying_origin()}
    text = render_template(f"signin/{template}", **facts)
    page = Response(_BLANKS.sub("\n", text), status, content_type="text/html; charset=utf-8")
    if COOKIE in request.args:
        secure = house().settings.secure
        page.set_cookie(COOKIE, t.code, _YEAR, secure=secure, samesite="Lax")
    return page


def _inside(error: str = "", status: int = 200, done: str = "") -> Response:
    running = session()
    if running is None:
        raise Unknown("Expected a session that runs, got none.")
    has_pin = bool(running.card) and house().store.cards.pin(running.card or "") is not None
    facts: dict[str, Any] = {"session": running, "me": running, "csrf": csrf(), "has_pin": has_pin}
    facts |= {"label": label(running.party), "error": error, "done": done}
    facts["wants_card"] = bool(running.card) and not (has_pin or began_just_now(own_card()))
    return _page("inside.html", status, **facts)


def _raise_page(error: str = "", status: int = 200) -> Response:
    running = session()
    card = running.card if running else None
    has_pin = card is not None and house().store.cards.pin(card) is not None
    return _page("raise.html", status, csrf=csrf(), has_pin=has_pin, error=error)


def _refused(no: Exception, *, asked: bool) -> Response:
    """The page once more: with the PIN's own field where the card was right."""
    if isinstance(no, PinWanted):
        wants = "new_pin" if "new_pin" in str(no) else "pin"
        return _again(wants, "pin" if asked and wants == "pin" else "", 403)
    if isinstance(no, NotValid):
        return _again("new_pin", "plain", 422)
    code = request.form.get("code", "")[:_LONGEST] if isinstance(no, Unknown) else ""
    return _page("enter.html", _STATUS[type(no)], code=code, error=_sentence(no), wants="")


def _again(wants: str, wrong: str, status: int) -> Response:
    error = _t().say(f"signin.wrong.{wrong}") if wrong else ""
    code = request.form.get("code", "")[:_LONGEST]
    return _page("enter.html", status, code=code, error=error, wants=wants)


def _sentence(no: Exception) -> str:
    if isinstance(no, TooSoon):
        return _t().say("signin.wrong.wait", seconds=no.seconds)
    wrong = {Unknown: "card", PinWanted: "pin"}.get(type(no), "plain")
    return _t().say(f"signin.wrong.{wrong}")


def _response(answer: Any) -> Response:  # noqa: ANN401  # werkzeug's own answer
    made: Response = answer
    return made


def _ask_own_form() -> None:
    """Nobody signs a reader in as somebody else from a page of theirs."""
    origin = request.headers.get("Origin", "")
    own = origin in {"", "null"} or urlsplit(origin).netloc == request.host
    if not own or request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        raise NotYours("a form of this service's own", "another's")
