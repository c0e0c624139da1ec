"""Whom a phone asks for: its owner's household, those she helps, or the members of her cooperative."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Final

from flask import request

from api.house import house
from api.rest.scope import delegations
from api.who import actor
from schemas.fields import load_key
from traceability.access import Actor, Delegation, Role
from traceability.errors import NotYours
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.address import Address
from traceability.masterdata.party import Party

MOST_MEMBERS: Final = 200
"""How many households a phone holds."""

_WITH_MEMBERS: Final = frozenset({Role.OFFICER, Role.OPERATOR})


@dataclass(frozen=True)
class Asking:
    """Who asks, when, and for which parties: `households` by URI, each with the delegation if it needs one.

    `parties` are hers as well as theirs; `houses` the cooperatives behind all of them.
    """

    actor: Actor
    now: datetime
    households: dict[str, Delegation | None]

    @cached_property
    def parties(self) -> frozenset[str]:
        """Whose things are shown, by URI, under all keys that each of them has."""
        named = set(self.households) | ({self.actor.party} if self.all_of_them else set())
        return frozenset(named.union(*map(house().store.masterdata.same, named)))

    @property
    def all_of_them(self) -> bool:
        """Whether nobody asked for one party only."""
        return "for" not in request.args

    @cached_property
    def houses(self) -> frozenset[str]:
        """The cooperatives whose products and factories these parties use, by URI."""
        subject = house().store.masterdata.subject
        behind = frozenset[str]().union(*(subject(uri).houses for uri in self.parties))
        return behind - self.parties

    def label(self, party: str) -> str:
        """What one of these parties, or whoever asks, is called."""
        return self._known[party].shown if party in self._known else ""

    def address(self, party: str) -> Address | None:
        """Where one of these parties lives, where that is known: a new plot of hers lies there."""
        known = self._known.get(party)
        return known.address if known else None

    @cached_property
    def _known(self) -> dict[str, Party]:
        known = house().store.masterdata.some({*self.parties, self.actor.party})
        values = {uri: last.value for uri, last in known.items()}
        return {uri: it for uri, it in values.items() if isinstance(it, Party)}


def asking() -> Asking:
    """Who asks, and for whom; `?for=` names one of them.

    Raises:
        NotYours: it names a party that she may not see.
    """
    here, now = actor(), house().ledger.clock()
    households = _households(here, now)
    named = request.args.get("for")
    if named is None:
        return Asking(here, now, households)
    party = load_key(PartyKey, named, house().domain).uri
    if party not in {here.party, *households}:
        raise NotYours(f"the party itself, its helper or its cooperative for {party}", str(here))
    return Asking(here, now, {party: households.get(party)})


def _households(here: Actor, now: datetime) -> dict[str, Delegation | None]:
    if here.role in _WITH_MEMBERS:
        every = house().store.masterdata.members(here.party)
        members = islice((last for last in every if not last.merged_into), MOST_MEMBERS)
        return {last.value.key.uri: None for last in members}
    running = (each for each in delegations() if each.runs(now))
    helped: dict[str, Delegation | None] = {each.subject: each for each in running}
    return ({here.party: None} if _is_household(here.party) else {}) | helped


def _is_household(party: str) -> bool:
    last = house().store.masterdata.last(party)
    return last is not None and isinstance(last.value, Party) and last.value.personal
