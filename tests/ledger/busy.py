"""A store in which every kind of thing has happened, and what stood in its views."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.cast import Cast, pieces, revise
from traceability.events import event, makers
from traceability.events.event import Event
from traceability.events.occasion import Goods, namespaces
from traceability.identifiers.uris import BatchKey
from traceability.masterdata.party import Party
from traceability.store.store import Store

VIEWS = ("batches", "masterdata", "delegations", "held")
Views = dict[str, list[dict[str, Any]]]


def busy(cast: Cast, store: Store) -> BatchKey:
    """A journey, a mistake declared, a recall lifted, master data revised, statements; gives the packs."""
    packs = cast.packed_tea()
    goods = [Goods(packs, pieces(50))]
    details = {"lots": Decimal(3), "moisture": Decimal("6.50"), "rows": ["1", "2"]}
    cast.tell("store", makers.observe("store", cast.at(cast.factory, hours=31), goods, details))
    for hours, happening in ((40, "recall"), (41, "lift-recall"), (42, "hold")):
        cast.tell(happening, makers.mark(happening, cast.at(hours=hours), goods, {}))
    declare(cast, harvested(cast))
    party = store.masterdata.get(Party, cast.household.uri)
    revise(cast.ledger, cast.operator, party, 2)
    cast.state("withdraw", packs.uri, reason="error")
    state_of_parties(cast)
    return packs


def state_of_parties(cast: Cast) -> None:
    """The household consents to be named and delegates to the cooperative."""
    cast.state("consent", cast.household.uri, shows=["name"])
    cast.state("consent", cast.household.uri, shows=["name", "phone"])
    starts = datetime(2026, 11, 1, tzinfo=UTC)
    ends = starts + timedelta(days=90)
    facts: dict[str, Any] = {"from": starts.isoformat(), "until": ends.isoformat()}
    facts |= {"to": cast.cooperative.uri, "scope": ["event:harvest"], "evidence": "a" * 64}
    cast.state("delegate", cast.household.uri, None, **facts)


def harvested(cast: Cast) -> Event:
    """A harvest, recorded."""
    leaf = cast.harvest(hours=1)
    view = cast.ledger.store.batches.get(leaf.uri)
    assert view is not None
    assert view.origin is not None
    (record,) = cast.ledger.store.records.some([view.origin.id])
    return event.make(event.from_bytes(record.public), namespaces(cast.domain))


def declare(cast: Cast, wrong: Event) -> None:
    """Declare an event wrong."""
    body = makers.correct(wrong, cast.ledger.clock(), "did_not_occur", ())
    cast.tell("correct", body, cast.operator)


def views(store: Store) -> Views:
    """All views as stored; of batches without the order in which records arrived."""
    raw = {name: list(store.database[name].find().sort("_id", 1)) for name in VIEWS}
    return raw | {"batches": list(store.batches.raw())}


def voided(store: Store) -> list[str]:
    """The ids of the events that are marked as declared wrong."""
    return [each["_id"] for each in store.database["records"].find({"void": True}).sort("_id", 1)]
