"""The batches to look at are what they are called."""

import pytest

from tests.demo.conftest import NOW, Told
from traceability.ledger.gather import gather
from traceability.ledger.publication import findings_of

STATES = {
    "merged": "published",
    "split_small": "published",
    "split_large": "published",
    "mismatch": "published",
    "recalled": "recalled",
    "withdrawn": "withdrawn",
    "unpublished": "unpublished",
}


@pytest.mark.parametrize(("name", "state"), STATES.items())
def test_each_batch_of_the_showcase_is_in_its_state(small: Told, name: str, state: str) -> None:
    batch = small.store.batches.get(small.uri(name))
    assert batch is not None
    assert batch.state(NOW) == state


def test_the_merged_batch_comes_from_three_harvests_on_three_plots(small: Told) -> None:
    dossier = gather(small.store, small.uri("merged"))
    harvests = [
        told.event for told in dossier.story if "harvest" in str(told.event.body.get("ilmd"))
    ]
    leaves = {uri for event in harvests for uri in event.keys}
    assert len(leaves) == len({event.place for event in harvests}) == 3
    assert small.summary.first == small.summary.batches["merged"]


def test_the_split_batch_became_packs_of_two_sizes(small: Told) -> None:
    small_, large = (gather(small.store, small.uri(f"split_{size}")) for size in ("small", "large"))
    sources = [set(each.sources) for each in (small_, large)]
    assert sources[0] == sources[1]
    assert small_.product != large.product


def test_the_weights_of_the_mismatch_do_not_add_up(small: Told) -> None:
    rules = {each.rule for each in findings_of(small.store, small.uri("mismatch"), NOW)}
    assert "M4" in rules


def test_the_recalled_batch_had_been_shipped_and_failed_a_test(small: Told) -> None:
    batch = small.store.batches.get(small.uri("recalled"))
    assert batch is not None
    assert batch.shipped.of("count") == batch.received.of("count") == 20
    assert batch.inspection is not None
    assert batch.inspection.value == "non_conformant"
