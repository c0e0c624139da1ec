"""What a phone needs offline, in one answer: whose, where, what is left, what was said of it."""

import gzip
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from flask import Response, request

from api.described import Description, View, describe
from api.exchange import answer
from api.farm import holdings, lately
from api.farm.asking import Asking, asking
from api.farm.sync import PHONES
from api.house import house
from api.signin.opened import public_keys
from api.who import csrf, may, session
from schemas.inputs_shown import shown_list
from schemas.mine import MINE
from traceability.credentials.card import Card
from traceability.ledger.gather import input_lists

Shown = dict[str, Any]

_PACKED: Final = 5
"""How hard it is packed: an eighth of the bytes, for a few milliseconds."""


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "GET", "/api/v1/mine", show_mine


@may(*PHONES)
@describe(Description(answer=MINE, query={"for": "Key of one of the parties you record for"}))
def show_mine() -> Response:
    """Show all that a phone needs offline: yours, your helped households' or your members'.

    Its ETag is where the log stands: while nothing was recorded it stays the same.
    """
    whom, packed = asking(), request.accept_encodings["gzip"] > 0
    version = _version(whom) + ("-gzip" if packed else "")
    if request.if_none_match.contains(version):
        return answer({}, etag=version)
    response = answer(_mine(whom), etag=version)
    response.vary.add("Accept-Encoding")
    if packed:
        response.set_data(gzip.compress(response.get_data(), _PACKED, mtime=0))
        response.content_encoding = "gzip"
    return response


def _version(whom: Asking) -> str:
    """Names all that the answer is made of: who asks, the log and its views, what is held, the day, cards."""
    store, running = house().store, session()
    runs = [f"{party} {it.ends if it else ''}" for party, it in sorted(whom.households.items())]
    parts = [
        running.id if running else whom.actor.by,
        request.args.get("for", ""),
        store.log.position(),
        str(store.meta.healed()),
        store.held.newest(whom.parties),
        whom.now.date().isoformat(),
        *runs,
        *(f"{card.id} {card.revoked or ''} {card.expires}" for card in _cards(whom)),
    ]
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _cards(whom: Asking) -> Iterator[Card]:
    """The cards of those recorded for."""
    return house().store.cards.of({whom.actor.party, *whom.households})


def _mine(whom: Asking) -> Shown:
    plots, places = holdings.plots_and_places(whom)
    return {
        "now": whom.now,
        **_me(whom),
        "receipt_keys": public_keys(),
        "csrf": csrf(),
        "households": _households(whom),
        "plots": plots,
        "lots": holdings.lots(whom),
        "products": holdings.products(whom),
        "places": places,
        "parties": holdings.others(whom),
        "inputs": _inputs(whom),
        "recent": lately.recent(whom),
        "held": lately.held(whom),
    }


def _inputs(whom: Asking) -> Shown | None:
    """The list of crop-protection products that the first of these parties goes by that has one."""
    lists = input_lists(house().store, sorted(whom.parties))
    return shown_list(next(iter(lists.values()))) if lists else None


def _me(whom: Asking) -> Shown:
    here, running = whom.actor, session()
    me = {"party": here.party, "role": here.role, "label": whom.label(here.party), "how": here.how}
    phone = house().store.phones.get(running.device) if running and running.device else None
    device = {"device": {"id": phone.id, "number": phone.number}} if phone else {}
    return {"me": me, **device}


def _households(whom: Asking) -> list[Shown]:
    cards: dict[str, list[str]] = {}
    for card in house().store.cards.of(whom.households):
        if card.valid_at(whom.now):
            cards.setdefault(card.party, []).append(card.id)
    shown = []
    for party, given in whom.households.items():
        one: Shown = {"party": party, "label": whom.label(party), "cards": cards.get(party, [])}
        lives = whom.address(party)
        if lives:
            one["address"] = {"commune": lives.commune, "on": lives.on}
        if given:
            one |= {"until": given.ends, "scope": sorted(given.scope)}
        shown.append(one)
    return sorted(shown, key=lambda one: str(one["label"]))
