"""Households at the desk: who they are, what they grow, who may record for them and what was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from flask import Response, request, url_for

from api.console.card_states import best_of, cards_of, roles
from api.console.delegations import SCOPES, Given
from api.console.entered import shown
from api.console.forms import NOTHING_WRONG, Wrong, cursor
from api.console.memberships_shown import memberships_of
from api.console.page import at_the_desk, language, page
from api.console.plots import closed, plan
from api.console.scope import called, members, names, parties, seen
from api.console.seasons import season_of
from api.described import View
from api.exchange import page as asked_page
from api.house import house
from api.rest.scope import segment
from api.who import actor
from schemas.statements import CONSENTS
from traceability.access import Delegation
from traceability.communes.spelling import plain
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place

ON_A_PAGE: Final = 30
RECENT: Final = 15
_USUAL_DAYS: Final = 365
MOST_PLOTS: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One household in the list: its plots by label, who may record for it, when something was recorded."""

    code: str
    party: Party
    plots: tuple[str, ...]
    delegation: Delegation | None
    helper: str
    card: str
    last: datetime | None


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/households", list_households
    yield "GET", "/households/<path:code>", show_household


@at_the_desk
def list_households() -> Response:
    """List the households of the cooperative, or those that a search finds without diacritics."""
    sought = request.args.get("q", "").strip()[:100]
    words = plain(sought).split()
    found = [party for party in members() if _is_found(party, words)]
    start = next((n for n, each in enumerate(found) if each.key.uri == asked_page().after), -1) + 1
    part = found[start : start + ON_A_PAGE]
    more = cursor(part[-1].key.uri) if start + ON_A_PAGE < len(found) else ""
    facts: dict[str, Any] = {
        "rows": _rows(part),
        "sought": sought,
        "count": len(found),
        "every": len(members()),
    }
    return page("households.html", "households", more=more, **facts)


@at_the_desk
def show_household(code: str) -> Response:
    """Show one household: plots on a map, season, delegation, consent, cards, and what was recorded."""
    return household(code)


def household(code: str, wrong: Wrong = NOTHING_WRONG) -> Response:
    """The page of one household; with what is wrong of a form on it."""
    party, last = seen(Party, code)
    now = house().ledger.clock()
    plots = plots_of(party.key.uri)
    found = house().store.entries.of([party.key.uri], limit=RECENT)
    owners = {party.key.uri: party.shown}
    shut = closed([plot.key.uri for plot in plots], now)
    facts: dict[str, Any] = {
        "party": party,
        "code": segment(party.key.uri),
        "cooperative": _name(party.member_of.uri) if party.member_of else "",
        "consents": last.consents,
        "plots": [(plot, segment(plot.key.uri), shut.get(plot.key.uri)) for plot in plots],
        "plan": plan(plots, shut, language(), owners),
        "entries": shown(found),
        "now": now,
        "wrong": wrong,
        "cards": cards_of(party.key.uri, now),
        "season": season_of(party.key.uri, now),
        "year": now.year,
        "number": last.number,
        "memberships": memberships_of(party),
        "roles": roles(party),
        "raised": actor().raised,
        **_agreed(party.key.uri, now),
    }
    return page("household.html", "households", wrong.status, **facts)


def here(code: str) -> str:
    """The address of a household's page."""
    return url_for("console.show_household", code=code)


def plots_of(party: str) -> list[Place]:
    """The plots of a party, by label."""
    found = house().store.masterdata.where("place", {"owner": party}, limit=MOST_PLOTS)
    plots = [last.value for last in found if isinstance(last.value, Place)]
    return sorted((plot for plot in plots if plot.kind == "plot"), key=lambda plot: plot.label)


def _is_found(party: Party, words: list[str]) -> bool:
    told = plain(f"{party.label} {party.name} {party.person_name} {party.phone}").split()
    return all(any(each.startswith(word) for each in told) for word in words)


def _rows(parties: list[Party]) -> list[Row]:
    uris = [party.key.uri for party in parties]
    store, now = house().store, house().ledger.clock()
    places = store.masterdata.where("place", {"owner": {"$in": uris}}, limit=MOST_PLOTS * 5)
    plots: dict[str, list[str]] = {}
    for last in places:
        if isinstance(last.value, Place) and last.value.kind == "plot":
            plots.setdefault(last.value.party.uri, []).append(last.value.label)
    given = store.people.given_by(uris)
    cards = best_of(uris, now)
    running = {uri: _running(given.get(uri, []), now) for uri in uris}
    helpers = names([each.delegate for each in running.values() if each])
    return [
        Row(
            code=segment(party.key.uri),
            party=party,
            plots=tuple(sorted(plots.get(party.key.uri, []))),
            delegation=(one := running[party.key.uri]),
            helper=helpers[one.delegate] if one else "",
            card=cards.get(party.key.uri, ""),
            last=store.entries.last(party.key.uri),
        )
        for party in parties
    ]


def _running(given: list[Delegation], now: datetime) -> Delegation | None:
    """The delegation in force that ends last."""
    running = [each for each in given if each.starts <= now < each.ends]
    return max(running, key=lambda each: each.ends, default=None)


def _agreed(party: str, now: datetime) -> dict[str, Any]:
    """What a household has given, the last to end first, and what its forms offer."""
    given = house().store.people.delegations(party)
    known = house().store.people.given_by(parties())
    helpers = names([each.delegate for some in known.values() for each in some])
    ordered = sorted(given, key=lambda each: each.ends, reverse=True)
    return {
        "delegations": [Given.of(each, helpers[each.delegate], now) for each in ordered],
        "helpers": [(segment(uri), name) for uri, name in helpers.items()],
        "scopes": SCOPES,
        "consentable": CONSENTS,
        "year_on": (now + timedelta(days=_USUAL_DAYS)).date().isoformat(),
    }


def _name(uri: str) -> str:
    last = house().store.masterdata.last(uri)
    return called(last) if last else ""
