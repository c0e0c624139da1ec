"""Is a product in stock: the first of its published batches that may be sold and has something left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from traceability.batches.batch import Batch
from traceability.findings.finding import Effect
from traceability.findings.judge import judge
from traceability.journey.dossier import Dossier
from traceability.ledger.gather import gather
from traceability.store.masterdata import owner_of
from traceability.store.store import Store

_MEASURES: Final = ("count", "mass", "volume")


@dataclass(frozen=True, slots=True)
class Stock:
    """What was found of a product's batches.

    `on_sale` is the dossier of the batch it may be sold from, None when it is out of stock;
    `refused` are those of batches that a finding stops. `published` says whether any batch ever was.
    """

    on_sale: Dossier | None = None
    refused: tuple[Dossier, ...] = ()
    published: bool = False

    def depends(self) -> Iterator[str]:
        """The URIs of all that this was judged by."""
        for dossier in (*self.refused, *([self.on_sale] if self.on_sale else ())):
            yield dossier.batch.uri
            yield from dossier.sources
            yield from dossier.known
            yield from (each.key.uri for each in dossier.certificates)


def stock_of(store: Store, product: str, now: datetime) -> Stock:
    """Look through a product's published batches, by URI, until one may be sold.

    What a finding blocks or stops is asked of the rules themselves, so that the answer does not
    wait for the view of findings.
    """
    refused: list[Dossier] = []
    published = False
    for batch in _published(store, product):
        published = True
        if batch.state(now) != "published" or not _is_left(batch):
            continue
        dossier = gather(store, batch.uri)
        if all(each.effect < Effect.BLOCKS for each in judge(dossier, now)):
            return Stock(dossier, tuple(refused), published)
        refused.append(dossier)
    return Stock(None, tuple(refused), published)


def _published(store: Store, product: str) -> Iterator[Batch]:
    """The batches of a product that were published once, by URI.

    Whoever made them has to be the product's party, its cooperative or its member: a stranger's
    batch may name the product, but is not for sale as it.
    """
    last = store.masterdata.last(product)
    if last is None:
        return
    party = owner_of(last.value)
    asked = {"product": product, "batch.publication": {"$exists": True}}
    after = ""
    while batches := store.batches.where(asked, after):
        yield from (batch for batch in batches if _is_of(store, batch, party))
        after = batches[-1].uri


def _is_of(store: Store, batch: Batch, party: str) -> bool:
    maker = store.masterdata.subject(batch.owner or "")
    return party in maker.houses or maker.party in store.masterdata.subject(party).houses


def _is_left(batch: Batch) -> bool:
    return any(batch.left.of(measure) > 0 for measure in _MEASURES)
