"""The phones that a desk looks after: when each was heard last, and what has not come from it."""

from collections.abc import Iterator
from typing import Any

from flask import Response, request

from api.described import Description, View, describe
from api.exchange import listed, page
from api.house import house
from api.rest.scope import PARTY, parties
from api.who import may, roles_for
from schemas.phone import DEVICE
from traceability.credentials.device import Device
from traceability.masterdata.party import Party
from traceability.store.devices import Sequence

_GAPS = {"gaps": "1: only phones of which something has not come"}


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "GET", "/api/v1/devices", list_devices


@may(*roles_for("statement:adopt"))
@describe(Description(answer=DEVICE, listed=True, query=PARTY | _GAPS))
def list_devices() -> Response:
    """List the phones of your party and its members, by id: what of their records has not come yet."""
    asked, gaps = page(), request.args.get("gaps") == "1"
    found = list(house().store.devices.of(parties(), asked.after, asked.limit + 1, gaps=gaps))
    known = house().store.phones.some(each.id for each in found)
    return listed(asked, found, lambda each: each.id, lambda each: _shown(each, known.get(each.id)))


def _shown(sequence: Sequence, phone: Device | None) -> dict[str, Any]:
    last = house().store.masterdata.last(sequence.party)
    party = last.value if last and isinstance(last.value, Party) else None
    facts = {
        "id": sequence.id,
        "number": phone.number if phone else None,
        "name": phone.name if phone else None,
        "party": sequence.party,
        "label": party.shown if party else None,
        "heard": sequence.heard,
        "ahead_ms": sequence.ahead,
    }
    whole: dict[str, Any] = DEVICE.dump(facts)
    return whole | {"lacking": sequence.lacking, "missing": sequence.missing}
