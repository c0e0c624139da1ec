"""What a dossier tells of its own story."""

from datetime import UTC, date, datetime

import pytest

from tests.findings.farm import COOPERATIVE, Farm
from traceability.journey.dossier import day_of


@pytest.fixture
def farm() -> Farm:
    return Farm()


def test_its_own_events_are_those_that_speak_of_the_batch(farm: Farm) -> None:
    packs = farm.packed()
    farm.observe("sell", packs, 1, 50)
    assert [told.event.step for told in farm.dossier(packs).own] == [
        "commissioning",
        "retail_selling",
    ]


def test_the_lineage_ends_with_the_making_of_the_batch(farm: Farm) -> None:
    leaf = farm.harvest()
    tea = farm.make({leaf: "26"})
    farm.pack(tea, "5", 50)
    assert len(farm.dossier(tea).lineage) == 2
    assert len(farm.dossier(leaf).lineage) == 1


def test_the_story_starts_with_its_harvests(farm: Farm) -> None:
    leaves = {farm.harvest("13"): "13", farm.harvest("13", hours=1): "13"}
    harvests = farm.dossier(farm.make(leaves)).harvests
    assert {uri for told in harvests for uri in told.event.keys} == {leaf.uri for leaf in leaves}


def test_a_dossier_knows_its_batch_and_what_went_into_it(farm: Farm) -> None:
    leaf = farm.harvest()
    tea = farm.make({leaf: "26"})
    dossier = farm.dossier(tea)
    assert dossier.batch_of(tea.uri) is dossier.batch
    assert dossier.batch_of(leaf.uri) is dossier.sources[leaf.uri]
    assert dossier.batch_of(farm.batch().uri) is None


def test_what_is_not_named_is_not_known(farm: Farm) -> None:
    dossier = farm.dossier(farm.harvest())
    assert dossier.of(None) is None
    assert dossier.of("https://trace.example/t/unheard") is None
    assert dossier.of(COOPERATIVE.uri) is farm.known[COOPERATIVE.uri]


def test_a_day_begins_in_vietnam() -> None:
    assert day_of(datetime(2026, 3, 19, 17, 0, tzinfo=UTC)) == date(2026, 3, 20)
