"""The pages of what stands still: a product, a party, a farm or plot, and the batches of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from api.scan import shown
from api.scan.found import Found, spoken
from api.scan.kept import Page, page
from api.scan.written import Printer
from traceability.batches.batch import Batch
from traceability.identifiers.uris import Key
from traceability.journey.dossier import day_of
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.store.masterdata import Last
from traceability.store.store import Store

Still = Party | Place | Product

MOST: Final = 20
"""Batches on one page, the latest."""

_READ: Final = 200
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Listed:
    """A published batch in a list: its page, its code, its days and how it stands."""

    path: str
    code: str
    made: date | None
    best_before: date | None
    state: str


def thing_page(store: Store, thing: Still, found: Found, printer: Printer, now: datetime) -> Page:
    """Render the page of a product, a party or a place."""
    batches = _batches(store, thing)
    known = _known(store, thing)
    facts: dict[str, Any] = {
        "thing": thing,
        "serial": found.serial,
        "plant": found.plant,
        "code": spoken(thing.key.uri, printer.domain),
        "batches": [_listed(batch, printer, now) for batch in batches],
        "parties": _shown(known, printer),
        "qr": printer.qr(thing.key.path(printer.domain)),
    }
    kept = _kept(store, thing)
    facts["kept"] = kept and (kept.key.path(printer.domain), kept.shown)
    if isinstance(thing, Place):
        facts["place"] = shown.place(thing, printer.domain)
    template = f"{type(thing).__name__.lower()}.html"
    body = printer.write(template, found.path, **facts)
    about = (
        thing.key.uri,
        *([kept.key.uri] if kept else ()),
        *known,
        *(batch.uri for batch in batches),
    )
    changes = [batch.changes_at(now) for batch in batches]
    soonest = min((change for change in changes if change), default=None)
    return page(body, about, now, soonest, storable=True)


def _kept(store: Store, thing: Still) -> Party | Place | None:
    """What a code leads to that was merged into another: the page of the old one still answers."""
    uri = store.masterdata.kept(thing.key.uri)
    last = store.masterdata.last(uri) if uri != thing.key.uri else None
    return last.value if last and isinstance(last.value, Party | Place) else None


def _batches(store: Store, thing: Still) -> list[Batch]:
    """The published batches of a product or a maker, the last made first."""
    if isinstance(thing, Place):
        return []
    field = "product" if isinstance(thing, Product) else "owner"
    found = store.batches.where({field: thing.key.uri, "published": True}, limit=_READ)
    return sorted(found, key=_made, reverse=True)[:MOST]


def _made(batch: Batch) -> datetime:
    return batch.origin.time if batch.origin else _NEVER


def _listed(batch: Batch, printer: Printer, now: datetime) -> Listed:
    return Listed(
        path=Key(batch.uri).path(printer.domain),
        code=spoken(batch.uri, printer.domain),
        made=day_of(batch.origin.time) if batch.origin else None,
        best_before=batch.best_before,
        state=batch.state(now),
    )


def _known(store: Store, thing: Still) -> dict[str, Last]:
    """The party of a thing, then the cooperative that it is a member of."""
    own = thing.key if isinstance(thing, Party) else thing.party
    known = store.masterdata.some([own.uri])
    party = known[own.uri].value if own.uri in known else None
    above = party.member_of if isinstance(party, Party) else None
    return known | (store.masterdata.some([above.uri]) if above else {})


def _shown(known: Mapping[str, Last], printer: Printer) -> list[shown.PartyShown]:
    values = {uri: last.value for uri, last in known.items()}
    consents = {uri: last.consents for uri, last in known.items()}
    parties = (value for value in values.values() if isinstance(value, Party))
    return [shown.party(each, values, consents, printer.domain) for each in parties]
