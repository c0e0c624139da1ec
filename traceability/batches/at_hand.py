"""What of a batch is still at hand for some parties: they made it or it was brought to them."""

from collections.abc import Set as AbstractSet
from decimal import Decimal

from traceability.batches.batch import Batch
from traceability.batches.tally import Tally


def keeper(batch: Batch, parties: AbstractSet[str]) -> str | None:
    """The one of these parties that has the batch, by URI: who received it, or else who made it."""
    holder = batch.holder.value if batch.holder else None
    if holder in parties:
        return holder
    return batch.owner if batch.owner in parties else None


def at_hand(batch: Batch, parties: AbstractSet[str]) -> Tally | None:
    """What these parties may still use of it, by what is measured; None where nothing is left.

    Never less than there is: what was sent away and what was used are both taken off what was made,
    but not twice, since what was used may be of what was sent.
    """
    has = keeper(batch, parties)
    if has is None:
        return None
    left = batch.left
    if has != batch.owner:
        left = _least(left, batch.received)
    elif batch.sent and batch.sent.value not in parties:
        if batch.shipped.unknown:
            return None
        left = _least(left, batch.there.minus(batch.shipped))
    known = {name: value for name, value in left.known.items() if value > 0}
    return Tally(known, left.unknown) if known or left.unknown else None


def _least(one: Tally, other: Tally) -> Tally:
    """The lesser of each measure that both know; what only one knows is taken as it says."""
    names = {**one.known, **other.known}
    least: dict[str, Decimal] = {}
    for name in names:
        values = [tally.known[name] for tally in (one, other) if name in tally.known]
        least[name] = min(values)
    return Tally(least, one.unknown)
