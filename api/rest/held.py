"""What is held over the wire: read by the desk, which adopts or rejects it by a statement."""

from collections.abc import Iterator
from typing import Any

from flask import Response

from api.described import Description, View, describe
from api.exchange import listed, page
from api.house import house
from api.who import actor, may, roles_for
from schemas import answers
from schemas.forms import name_of
from schemas.phone import told_in
from traceability.access import is_anywhere
from traceability.masterdata.party import Party
from traceability.store.held import HeldRecord


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "GET", "/held", list_held


@may(*roles_for("statement:adopt"))
@describe(Description(answer=answers.held, listed=True))
def list_held() -> Response:
    """List what waits for your desk, as it came: who sent it, for whom, and why it is held."""
    asked = page()
    desk = None if is_anywhere(actor()) else actor().party
    found = list(house().store.held.waiting(desk, asked.after, asked.limit + 1))
    return listed(asked, found, lambda each: each.cursor, _shown)


def _shown(held: HeldRecord) -> dict[str, Any]:
    last = house().store.masterdata.last(held.subject)
    party = last.value if last and isinstance(last.value, Party) else None
    facts = {
        "id": held.id,
        "received": held.at,
        "entered": held.entered,
        "form": name_of(held.form),
        "said": told_in(held.form, held.said),
        "sha256": held.said_sha256,
        "party": held.subject,
        "label": party.shown if party else None,
        "role": held.origin.role,
        "by_party": held.origin.party,
        "how": held.origin.how,
        "reason": held.reason,
    }
    whole: dict[str, Any] = answers.held.dump(facts)
    return whole
