"""What must be there before a code is published: the required items (F1), consent (D2), no hold (H1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from traceability.findings.certificates import valid_certificates
from traceability.findings.finding import Finding
from traceability.findings.rules import found
from traceability.journey.dossier import Dossier
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product

ITEMS: Final = (
    "product_name",
    "product_images",
    "producer_name",
    "producer_address",
    "origin",
    "stages",
    "made_at",
    "trace_code",
    "brand_lot",
    "expiry",
    "standards",
)
"""The items shown when a code is scanned, in order (Circular 02/2024; Decree 37/2026 adds the origin)."""

IF_ANY: Final = frozenset({"brand_lot", "expiry"})
"""Items that are shown if there are any."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item, counted from 1; `where` is the URI of what says it, or has to say it."""

    number: int
    name: str
    filled: bool
    where: str

    @property
    def missing(self) -> bool:
        """Whether it is not there and has to be."""
        return not self.filled and self.name not in IF_ANY


def required(dossier: Dossier) -> tuple[Item, ...]:
    """The items of `ITEMS` as a batch fills them."""
    batch = dossier.batch
    product = dossier.product or batch.uri
    producer = responsible_uri(dossier) or batch.uri
    filled = _of_product(dossier) | _of_producer(dossier) | _of_story(dossier)
    where = dict.fromkeys(("product_name", "product_images", "standards"), product)
    where |= dict.fromkeys(("producer_name", "producer_address"), producer)
    return tuple(
        Item(number, name, filled[name], where.get(name, batch.uri))
        for number, name in enumerate(ITEMS, start=1)
    )


def responsible_uri(dossier: Dossier) -> str | None:
    """The party that answers for a batch, by URI: a household's cooperative, else who made it."""
    owner = dossier.of(dossier.batch.owner)
    if isinstance(owner, Party) and owner.personal and owner.member_of:
        return owner.member_of.uri
    return dossier.batch.owner


def responsible(dossier: Dossier) -> Party | None:
    """The party that answers for a batch; None where it is not known here."""
    party = dossier.of(responsible_uri(dossier))
    return party if isinstance(party, Party) else None


def lacking(dossier: Dossier) -> Iterator[Finding]:
    """F1: one finding for each required item that is missing."""
    for item in required(dossier):
        if item.missing:
            yield found("F1", item.where, item=item.name, number=str(item.number))


def alone(dossier: Dossier) -> Iterator[Finding]:
    """D2: a household that answers alone stays unpublished until it agrees to show its name."""
    party = responsible(dossier)
    if party is None or not party.personal:
        return
    if "name" not in dossier.consents.get(party.key.uri, frozenset()):
        yield found("D2", party.key.uri, missing="consent")


def held(dossier: Dossier) -> Iterator[Finding]:
    """H1: a batch held back from sale is not listed."""
    if dossier.batch.is_held:
        yield found("H1", dossier.batch.uri)


def _of_product(dossier: Dossier) -> dict[str, bool]:
    value = dossier.of(dossier.product)
    product = value if isinstance(value, Product) else None
    vouched = any(certificate.standard for certificate in valid_certificates(dossier))
    lot = "/10/" in dossier.batch.uri
    shelf_life = product is not None and product.shelf_life_days is not None
    return {
        "product_name": product is not None,
        "product_images": product is not None and bool(product.images),
        "brand_lot": lot or (product is not None and bool(product.brand)),
        "expiry": dossier.batch.best_before is not None or shelf_life,
        "standards": vouched or (product is not None and bool(product.standards)),
    }


def _of_producer(dossier: Dossier) -> dict[str, bool]:
    party = responsible(dossier)
    return {
        "producer_name": party is not None,
        "producer_address": party is not None and party.address is not None,
    }


def _of_story(dossier: Dossier) -> dict[str, bool]:
    events = [told.event for told in dossier.lineage]
    grown = any(isinstance(dossier.of(told.event.place), Place) for told in dossier.harvests)
    named = any((event.body.get("ilmd") or {}).get("cbvmda:countryOfOrigin") for event in events)
    return {
        "origin": grown or named,
        "stages": bool(events) and all(event.place and event.step for event in events),
        "made_at": dossier.batch.origin is not None,
        "trace_code": True,
    }
