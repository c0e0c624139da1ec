"""Phones at the desk: what of their records has not come, who is signed in, a queue brought as a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Response, request, url_for

from api.console.forms import NOTHING_WRONG, Wrong, answered, cursor, sent
from api.console.page import at_the_desk, page
from api.console.queues import Brought, bring
from api.console.scope import ask_seen, names, parties
from api.described import View
from api.exchange import page as asked_page
from api.house import house
from api.rest.scope import segment
from traceability.credentials.device import Device
from traceability.credentials.session import Session
from traceability.errors import NotFound
from traceability.store.devices import Range, Sequence

ON_A_PAGE: Final = 30
MOST_QUEUE: Final = 25 * 1024 * 1024
"""Bytes of a queue's file."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A phone: whose, what it calls itself, what has not come, when it was heard, who is signed in."""

    id: str
    code: str
    party: str
    name: str
    lacking: int
    missing: tuple[Range, ...]
    heard: datetime | None
    sessions: tuple[Session, ...]


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/devices", list_phones
    yield "POST", "/devices/end", end_session
    yield "POST", "/devices/queue", bring_queue


@at_the_desk
def list_phones() -> Response:
    """List the phones of the cooperative and its members, those with gaps first."""
    return phones()


def phones(wrong: Wrong = NOTHING_WRONG, brought: Brought | None = None) -> Response:
    """The page of phones; with what is wrong of a form, or what became of a queue that was brought."""
    store, whose = house().store, parties()
    after = asked_page().after
    gaps = [] if after else list(store.devices.of(whose, limit=ON_A_PAGE, gaps=True))
    found = list(store.devices.of(whose, after, ON_A_PAGE + 1))
    more = cursor(found[ON_A_PAGE - 1].id) if len(found) > ON_A_PAGE else ""
    rest = [each for each in found[:ON_A_PAGE] if not each.lacking]
    facts: dict[str, Any] = {"rows": _rows([*gaps, *rest]), "more": more, "brought": brought}
    facts["gaps"] = len(gaps)
    return page("devices.html", "devices", wrong.status, wrong=wrong, **facts)


@at_the_desk
def end_session() -> Response:
    """End a session on a phone; what the phone has kept stays there until somebody signs in."""
    typed = sent()

    def act() -> str:
        whose = {each.id: each for each in house().store.sessions.of(parties())}
        running = whose.get(typed.get("session", ""))
        if running is None:
            raise NotFound("session", typed.get("session", ""))
        ask_seen(running.party)
        house().store.sessions.end(running.id)
        return url_for("console.list_phones")

    return answered("end", act, phones, "ended")


@at_the_desk
def bring_queue() -> Response:
    """Take the unsent queue of a phone from the file it wrote: the same as if the phone had sent it."""
    brought: list[Brought] = []

    def act() -> str:
        file = request.files.get("queue")
        brought.append(bring(file.stream.read(MOST_QUEUE + 1) if file else b""))
        return url_for("console.list_phones")

    answer = answered("queue", act, phones, "brought")
    return phones(brought=brought[0]) if brought else answer


def _rows(sequences: Iterable[Sequence]) -> list[Shown]:
    found = {each.id: each for each in sequences}
    store, now = house().store, house().ledger.clock()
    known = store.phones.some(found)
    running: dict[str, list[Session]] = {}
    for session in store.sessions.of({each.party for each in found.values()}):
        if session.device in found and session.valid_at(now):
            running.setdefault(session.device or "", []).append(session)
    called = names([each.party for each in found.values()])
    return [_shown(each, known, called, running) for each in found.values()]


def _shown(
    sequence: Sequence,
    known: dict[str, Device],
    called: dict[str, str],
    running: dict[str, list[Session]],
) -> Shown:
    phone = known.get(sequence.id)
    return Shown(
        id=sequence.id,
        code=segment(sequence.party),
        party=called[sequence.party],
        name=phone.name if phone else "",
        lacking=sequence.lacking,
        missing=sequence.missing,
        heard=sequence.heard,
        sessions=tuple(running.get(sequence.id, ())),
    )
