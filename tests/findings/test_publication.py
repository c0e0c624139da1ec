"""F1, D2 and H1: what must be there before a code is published."""

import pytest

from tests.findings.farm import (
    COOPERATIVE,
    FACTORY,
    HOUSEHOLD,
    PLOT,
    TEA,
    Farm,
    certificate,
    household,
    tea,
)
from traceability.findings.finding import Effect
from traceability.findings.publication import ITEMS, required, responsible
from traceability.identifiers.keys import Gtin
from traceability.identifiers.uris import BatchKey


def _missing(farm: Farm, batch: BatchKey) -> set[str]:
    return {each.numbers["item"] for each in farm.judged(batch, "F1")}


def test_the_items_are_numbered_and_filled_in_order(farm: Farm) -> None:
    items = required(farm.dossier(farm.packed()))
    assert [(item.number, item.name) for item in items] == list(enumerate(ITEMS, start=1))
    assert all(item.filled for item in items)


def test_a_product_nobody_knows_lacks_name_images_and_standards(farm: Farm) -> None:
    packs = farm.packed()
    del farm.known[TEA.uri]
    assert _missing(farm, packs) == {"product_name", "product_images", "standards"}
    assert {each.effect for each in farm.judged(packs, "F1")} == {Effect.BLOCKS}
    assert {each.about for each in farm.judged(packs, "F1")} == {TEA.uri}


def test_a_certificates_standard_is_a_standard_applied(farm: Farm) -> None:
    packs = farm.packed()
    farm.known[TEA.uri] = tea(standards=())
    assert _missing(farm, packs) == {"standards"}
    farm.certificates = [certificate(standard="TCVN 11892-1:2017")]
    assert _missing(farm, packs) == set()


def test_items_that_are_shown_if_any_never_block(farm: Farm) -> None:
    farm.known[TEA.uri] = tea(brand="")
    bulk = farm.make({farm.harvest(): "26"})
    unfilled = [item.name for item in required(farm.dossier(bulk)) if not item.filled]
    assert unfilled == ["brand_lot", "expiry"]
    assert _missing(farm, bulk) == set()


def test_a_lot_and_a_shelf_life_fill_what_is_shown_if_any(farm: Farm) -> None:
    farm.known[TEA.uri] = tea(brand="", shelf_life_days=365)
    lot = BatchKey.of(Gtin.parse("8938501234568"), "7")
    bulk = farm.make({farm.harvest(): "26"}, into=lot)
    assert all(item.filled for item in required(farm.dossier(bulk)))


def test_a_batch_of_unknown_making_lacks_producer_and_story(farm: Farm) -> None:
    seen = farm.batch()
    farm.observe("receive", seen, "5", 8)
    assert _missing(farm, seen) >= {
        "producer_name",
        "producer_address",
        "origin",
        "stages",
        "made_at",
    }
    assert responsible(farm.dossier(seen)) is None


def test_a_plot_that_is_known_is_an_origin(farm: Farm) -> None:
    leaf = farm.harvest()
    body = dict(farm.told.pop().event.body)
    ilmd = {name: value for name, value in body["ilmd"].items() if "country" not in name}
    farm.tell(body | {"ilmd": ilmd})
    assert "origin" not in _missing(farm, leaf)
    del farm.known[PLOT.uri]
    assert "origin" in _missing(farm, leaf)


def test_a_household_answers_through_its_cooperative(farm: Farm) -> None:
    packs = farm.packed()
    party = responsible(farm.dossier(packs))
    assert party is not None
    assert party.key == COOPERATIVE
    assert farm.judged(packs, "D2") == []


def test_a_lone_household_is_published_by_its_consent(farm: Farm) -> None:
    farm.known[HOUSEHOLD.uri] = household(member_of=None)
    packs = farm.packed()
    (found,) = farm.judged(packs, "D2")
    assert (found.about, found.effect) == (HOUSEHOLD.uri, Effect.BLOCKS)
    farm.consents = {HOUSEHOLD.uri: frozenset({"name"})}
    assert farm.judged(packs, "D2") == []


@pytest.mark.parametrize("uri", [FACTORY.uri, PLOT.uri])
def test_a_place_nobody_described_is_still_a_stage(farm: Farm, uri: str) -> None:
    packs = farm.packed()
    del farm.known[uri]
    assert "stages" not in _missing(farm, packs)


def test_a_held_batch_is_not_listed_until_it_is_released(farm: Farm) -> None:
    packs = farm.packed()
    farm.mark("hold", packs)
    assert farm.effects(packs) == [("H1", Effect.STOPS)]
