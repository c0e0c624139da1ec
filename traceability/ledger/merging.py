"""Two keys of one household or plot: which leads to which, made again from all that was said of it."""

from collections.abc import Iterable
from typing import Final

from traceability.access import Actor, ask
from traceability.errors import Conflict, NotValid
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.statements import Statement
from traceability.store.masterdata import Last, owner_of
from traceability.store.store import Store
from traceability.store.told import told

MERGE: Final = "merge"


def ask_merge(store: Store, actor: Actor, said: Statement) -> None:
    """May this actor say that one thing is the same as another, or take that back?

    Raises:
        NotValid: one of them is unknown, or they cannot be the same thing.
        NotYours: one of them is not the actor's or her member's.
        Conflict: the kept one was merged into another, or there is nothing to take back.
    """
    about = _known(store, said.about, "about")
    ask(actor, f"statement:{MERGE}", store.masterdata.subject(owner_of(about.value)))
    into = said.facts.get("into")
    if not into:
        if about.merged_into is None:
            raise Conflict(f"a merged key in place of {said.about}", "one that stands for itself")
        return
    kept = _known(store, into, "into")
    ask(actor, f"statement:{MERGE}", store.masterdata.subject(owner_of(kept.value)))
    _ask_alike(store, about, kept)
    if kept.merged_into is not None:
        raise Conflict(f"the key that {into} was merged into", kept.merged_into)


def show(store: Store, uris: Iterable[str]) -> None:
    """Show of these things, and of all that merges of them name, what leads where.

    What counts of each is the last merge about it, by time and id; the order of records does not matter.
    """
    things = set(uris)
    for each in [*_merges(store, things)]:
        things |= {each.about, str(each.facts.get("into") or each.about)}
    said = list(_merges(store, things))
    last: dict[str, Statement] = {}
    for each in sorted(said, key=lambda one: (one.time, one.id)):
        last[each.about] = each
    leads = {
        about: str(each.facts["into"]) for about, each in last.items() if each.facts.get("into")
    }
    for uri in sorted(things):
        holds = sorted(about for about, into in leads.items() if into == uri)
        if uri in last or holds or uri in {each.facts.get("into") for each in said}:
            store.masterdata.merged(uri, leads.get(uri), holds)


def _merges(store: Store, uris: Iterable[str]) -> Iterable[Statement]:
    for record in store.records.about_any(uris, "statement"):
        said = told(record)
        if isinstance(said, Statement) and said.kind == MERGE:
            yield said


def _known(store: Store, uri: str, field: str) -> Last:
    last = store.masterdata.last(uri)
    if last is None or not isinstance(last.value, Party | Place):
        raise NotValid("a household or a plot that is known here", uri, field)
    if not last.value.personal:
        raise NotValid("a household, a farm or a plot", last.value.kind, field)
    return last


def _ask_alike(store: Store, about: Last, kept: Last) -> None:
    """Two households, or two plots of one household."""
    one, other = about.value, kept.value
    if type(one) is not type(other) or getattr(one, "kind", "") != getattr(other, "kind", ""):
        raise NotValid(f"a {about.kind} of the same kind", kept.value.key.uri, "into")
    if one.key == other.key:
        raise NotValid("another one than itself", kept.value.key.uri, "into")
    if isinstance(one, Place) and isinstance(other, Place):
        houses = [store.masterdata.kept(each.party.uri) for each in (one, other)]
        if houses[0] != houses[1]:
            raise NotValid(
                "a plot of the same household; merge the households first", houses[1], "into"
            )
