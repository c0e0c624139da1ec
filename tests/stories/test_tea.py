"""The main story: leaf, tea, packs, and what can be said of them."""

import pytest

from tests.cast import MORNING, Cast, kg
from traceability.errors import NotYours
from traceability.events import makers
from traceability.events.occasion import Goods, Occasion
from traceability.ledger.gather import gather
from traceability.store.store import Store


def test_a_pack_is_traced_back_to_its_plot(cast: Cast, store: Store) -> None:
    packs = cast.packed_tea()
    story = gather(store, packs.uri).story
    assert [told.event.place for told in story] == [
        cast.plot.uri,
        cast.factory.uri,
        cast.factory.uri,
    ]


def test_what_is_left_is_made_less_used(cast: Cast, store: Store) -> None:
    tea = cast.make({cast.harvest("26"): "26"}, "5.2")
    cast.pack(tea, "5", 50)
    batch = store.batches.get(tea.uri)
    assert batch is not None
    assert str(batch.left.of("mass")) == "0.2"


def test_a_stranger_cannot_use_somebody_elses_batch(cast: Cast) -> None:
    leaf = cast.harvest()
    at = Occasion(cast.domain, MORNING, cast.factory, cast.stranger_cooperative)
    body = makers.observe("store", at, [Goods(leaf, kg("1"))], {})
    with pytest.raises(NotYours) as no:
        cast.tell("store", body, cast.stranger, cast.stranger_cooperative)
    assert str(no.value).startswith(f"Expected a batch of your own in place of {leaf.uri}"[:60])
