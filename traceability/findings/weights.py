"""What the portions of an event weigh, and of which kind of product they are."""

from collections.abc import Iterable

from traceability.batches.batch import product_of
from traceability.batches.tally import Tally
from traceability.events.amount import Amount, Portion
from traceability.events.event import Event
from traceability.journey.dossier import Dossier
from traceability.masterdata.product import Product


def weigh(dossier: Dossier, event: Event, portions: Iterable[Portion]) -> Tally:
    """The mass of these portions; packs are weighed by their product's net content.

    A portion whose mass cannot be known is counted as unknown.
    """
    tally = Tally()
    for portion in portions:
        tally = tally.plus(_mass(portion.amount, product_in(dossier, event, portion.uri)))
    return tally


def product_in(dossier: Dossier, event: Event, uri: str) -> Product | None:
    """The product of a batch in an event; of a batch outside the lineage, as the event names it."""
    batch = dossier.batch_of(uri)
    made = any(portion.uri == uri for portion in event.made)
    ilmd = (event.body.get("ilmd") or {}) if made else {}
    product = dossier.of(batch.product if batch else product_of(uri, ilmd))
    return product if isinstance(product, Product) else None


def kinds(dossier: Dossier, event: Event, portions: Iterable[Portion]) -> set[str | None]:
    """The kinds of product among these portions; None stands for one that is not known."""
    products = (product_in(dossier, event, portion.uri) for portion in portions)
    return {product.kind if product else None for product in products}


def _mass(amount: Amount | None, product: Product | None) -> Amount | None:
    if amount is None or amount.measures == "mass":
        return amount
    content = product.net_content if product else None
    if amount.measures != "count" or content is None or content.measures != "mass":
        return None
    return Amount(amount.value * content.value, content.unit)
