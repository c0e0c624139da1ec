"""Who speaks, in which role, and the one question: may this actor do that here?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from traceability.errors import NotValid, NotYours


class Role(StrEnum):
    """What somebody is to the installation (INTERFACE, Roles)."""

    OPERATOR = "operator"
    OFFICER = "officer"
    RECORDER = "recorder"
    HELPER = "helper"
    INSPECTOR = "inspector"
    MARKETPLACE = "marketplace"
    AUTHORITY = "authority"
    CARRIER = "carrier"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who speaks: a role held for a party.

    `by` is the id of the token or session, never a name; `how` is what opened it: token, card,
    card+pin, passkey or code; of what a helper enters with the household's card at hand, visit.
    `raised` says that a PIN, a passkey or an operator's own token stands behind it just now.
    """

    role: Role
    party: str
    by: str
    how: str = "token"
    raised: bool = True

    def __str__(self) -> str:
        """How a refusal names the actor."""
        return f"{self.role} of {self.party}"


class PinWanted(NotYours):
    """A card was shown, and what is asked for wants its PIN as well."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The party that something is said for; `member_of` is the cooperative it belongs to now, if any.

    `also` are further cooperatives that it is a member of now; `same` are other keys of the same party,
    merged into it or it into them.
    """

    party: str
    member_of: str | None = None
    also: tuple[str, ...] = ()
    same: tuple[str, ...] = ()

    @property
    def houses(self) -> frozenset[str]:
        """The party itself and every cooperative it is a member of."""
        return frozenset({self.party, *self.also, *([self.member_of] if self.member_of else ())})


@dataclass(frozen=True, slots=True)
class Whose:
    """A batch, who made it, and who has it by being sent it; `made` where it is being made again."""

    batch: str
    owner: Subject | None = None
    holders: tuple[Subject, ...] = ()
    made: bool = False


@dataclass(frozen=True, slots=True)
class Delegation:
    """A household lets a helper record for it, for a time and a scope, with evidence on file."""

    subject: str
    delegate: str
    scope: frozenset[str]
    starts: datetime
    ends: datetime
    evidence: str

    def __post_init__(self) -> None:
        """A delegation ends, after it began and within a year (rules-and-fields §7)."""
        days = (self.ends - self.starts).days
        longest = 366
        if not 0 <= days <= longest:
            raise NotValid("a delegation of at most 366 days", f"{days} days", "until")

    def runs(self, at: datetime) -> bool:
        """Whether it ran at that instant."""
        return self.starts <= at < self.ends

    def covers(self, act: str, at: datetime) -> bool:
        """Whether it allowed this act at that instant."""
        return self.runs(at) and act in self.scope


FIELD: Final = frozenset(
    f"event:{name}" for name in "plant tend spray note harvest process pack repack".split()
)
GOODS: Final = frozenset(
    f"event:{name}" for name in "aggregate disaggregate store ship receive sell return".split()
) | {"event:lose", "event:destroy", "event:correct"}
MARKS: Final = frozenset(f"event:{name}" for name in "hold release recall lift-recall".split())
GRAVE: Final = MARKS | {"event:inspect"}
SAY: Final = frozenset({"statement:confirm", "statement:dispute"})
DESK: Final = frozenset(
    f"statement:{name}"
    for name in "publish withdraw consent delegate activate-labels adopt reject merge".split()
)
REVISE: Final = frozenset(
    f"revise:{name}" for name in "party place product certificate listing inputs".split()
)
ALL: Final = FIELD | GOODS | GRAVE | SAY | DESK | REVISE | {"read", "token", "card", "install"}

RAISED: Final = frozenset({"event:recall", "event:lift-recall", "card", "token"})
"""What a card alone does not allow: its PIN or a passkey of just now, or a second person."""

_MAY: Final[dict[Role, frozenset[str]]] = {
    Role.OPERATOR: ALL,
    Role.OFFICER: ALL - {"install"},
    Role.RECORDER: FIELD
    | GOODS
    | SAY
    | {"read", "revise:place", "statement:consent"}
    | {"statement:delegate"},
    Role.HELPER: FIELD | GOODS | {"read"},
    Role.INSPECTOR: frozenset({"event:inspect", "revise:certificate", "read"}) | SAY,
    Role.MARKETPLACE: frozenset({"event:sell", "event:return", "read"}),
    Role.AUTHORITY: GRAVE | {"read"},
    Role.CARRIER: frozenset({"event:ship", "event:receive"}),
    Role.PARTNER: FIELD | GOODS | {"event:inspect", "read"},
}
_ANYWHERE: Final = frozenset({Role.OPERATOR, Role.AUTHORITY})
_FOREIGN: Final[dict[Role, frozenset[str]]] = {
    Role.INSPECTOR: frozenset({"event:inspect"}),
    Role.MARKETPLACE: frozenset({"event:sell", "event:return"}),
    Role.CARRIER: _MAY[Role.CARRIER],
}
"""What some do with a stranger's goods, in their own name."""

_RECEIVING: Final = frozenset({"event:receive"})
"""Whoever receives goods says so of a stranger's batch: that is what receiving is."""

_HOLDING: Final = frozenset(
    f"event:{name}"
    for name in "store ship receive sell return process pack repack aggregate disaggregate lose note".split()
)
"""What is done with goods by whoever has them; all else is said of a batch by its maker alone."""

_OF_A_MAKER: Final = MARKS | {
    "statement:publish",
    "statement:withdraw",
    "statement:activate-labels",
}
"""What nobody says of a batch before its making is recorded."""


def ask(
    actor: Actor,
    act: str,
    subject: Subject,
    delegations: Iterable[Delegation] = (),
    at: datetime | None = None,
    now: datetime | None = None,
) -> None:
    """May this actor do that for this party? Returns, or refuses.

    Args:
        actor: Who asks.
        act: One of `ALL`: `event:{happening}`, `statement:{kind}`, `revise:{kind}`, `read`, `token`, `card`.
        subject: The party it is done for.
        delegations: Those given by the subject; only a helper needs one.
        at: When the record was entered; a delegation must have covered that instant.
        now: When it arrived, where that is another instant: the delegation must cover both.

    Raises:
        PinWanted: it is grave, and nothing but a card stands behind the actor.
        NotYours: the role may not do it at all, or not for this party; `held` when the party itself
            or its cooperative could (DESIGN §1.5), but not what a role may never state: nobody's
            word counts by being adopted.
    """
    if act not in _MAY[actor.role]:
        could = act in _MAY[Role.RECORDER] and not act.startswith("statement:")
        raise NotYours(f"somebody with the right {act}", str(actor), held=could)
    if act in RAISED and not actor.raised:
        wanted = f"a PIN or passkey of the last minutes, or a second person, for {act}"
        raise PinWanted(wanted, str(actor), held=True)
    if is_anywhere(actor) or (actor.role is Role.INSPECTOR and act in SAY):
        return
    if actor.role is Role.HELPER:
        given = tuple(delegations)
        for instant in (at, now) if now else (at,):
            _delegated(actor, act, subject, given, instant)
    elif not within(actor, subject):
        own = f"the party itself or its cooperative for {subject.party}"
        raise NotYours(own, str(actor), held=True)


def is_anywhere(actor: Actor) -> bool:
    """Whether what the role may do, it may do for every party: an operator or an authority."""
    return actor.role in _ANYWHERE


def within(actor: Actor, subject: Subject) -> bool:
    """Whether a party is the actor's own or, for an officer, one of its members."""
    own = actor.party in {subject.party, *subject.same}
    return own or (actor.role is Role.OFFICER and actor.party in subject.houses)


def ask_goods(actor: Actor, act: str, whose: Whose, subject: Subject) -> None:
    """May this actor, speaking for a party, speak of this batch?

    Its maker may; whoever was sent it may handle it, and no more. A batch that nobody has recorded
    yet belongs to nobody: an event may come before its parent. A helper speaks of the batches of
    the household she speaks for.

    Raises:
        NotYours: it is a stranger's batch; held, since a hand-over may still be missing.
    """
    handled = act in _HOLDING and not whose.made
    free = act in _FOREIGN.get(actor.role, ()) or act in _RECEIVING
    if is_anywhere(actor) or (free and not whose.made):
        return
    theirs = [whose.owner] if whose.owner else []
    theirs += whose.holders if handled else ()
    if not theirs and act not in _OF_A_MAKER:
        return
    if any(_speaks_for(actor, each, subject) for each in theirs):
        return
    raise NotYours(f"a batch of your own in place of {whose.batch}", str(actor), held=True)


def _speaks_for(actor: Actor, party: Subject, subject: Subject) -> bool:
    helped = actor.role is Role.HELPER and party.party == subject.party
    return helped or within(actor, party)


def sees(
    actor: Actor,
    subject: Subject,
    delegations: Iterable[Delegation] = (),
    at: datetime | None = None,
) -> bool:
    """Whether an actor may read what concerns this party.

    Args:
        actor: Who asks.
        subject: Whose it is.
        delegations: Those given to a helper: while one runs, whatever its scope, she reads what
            she needs to record for that household.
        at: The present.
    """
    if is_anywhere(actor) or within(actor, subject):
        return True
    if actor.role is not Role.HELPER or at is None:
        return False
    return any(it.delegate == actor.party and it.runs(at) for it in _of(subject, delegations))


def _delegated(
    actor: Actor, act: str, subject: Subject, delegations: Iterable[Delegation], at: datetime | None
) -> None:
    if actor.party in {subject.party, *subject.same}:
        return
    given = [one for one in _of(subject, delegations) if one.delegate == actor.party]
    if at is None or not any(one.covers(act, at) for one in given):
        raise NotYours(f"a delegation from {subject.party} for {act}", str(actor), held=True)


def _of(subject: Subject, delegations: Iterable[Delegation]) -> Iterator[Delegation]:
    """Those that a party gave under any of its keys."""
    keys = {subject.party, *subject.same}
    return (each for each in delegations if each.subject in keys)
