"""K1: a certificate is shown where it was valid on the day and covers all it vouches for."""

from datetime import date
from typing import Any

import pytest

from tests.cast import MORNING, TAN_CUONG
from tests.findings.farm import (
    COOPERATIVE,
    DOMAIN,
    FACTORY,
    HOUSEHOLD,
    LEAF,
    OTHER_PLOT,
    PLOT,
    STRANGER,
    TEA,
    Farm,
    certificate,
    plot,
)
from traceability.findings.certificates import claims, valid_certificates
from traceability.findings.finding import Effect
from traceability.identifiers.own_codes import mint
from traceability.identifiers.uris import PlaceKey
from traceability.masterdata.place import Place

ENDED = date(2026, 3, 19)


def _blend(farm: Farm) -> Any:
    both = {farm.harvest("13"): "13", farm.harvest("13", OTHER_PLOT): "13"}
    return farm.make(both)


@pytest.mark.parametrize(
    ("covers", "day"),
    [
        ({"places": (PLOT,)}, date(2026, 3, 20)),
        ({"places": (), "parties": (HOUSEHOLD,)}, date(2026, 3, 20)),
        ({"places": (PLOT,), "products": (LEAF,)}, date(2026, 3, 20)),
        ({"places": (), "products": (TEA,)}, date(2026, 3, 21)),
    ],
)
def test_a_certificate_is_judged_on_the_day_of_what_it_covers(
    farm: Farm, covers: dict[str, Any], day: date
) -> None:
    farm.certificates = [certificate(**covers)]
    dossier = farm.dossier(farm.packed())
    assert valid_certificates(dossier) == tuple(farm.certificates)
    assert [claim.days for claim in claims(dossier)] == [(day,)]


def test_a_factorys_certificate_is_judged_on_each_day_of_making(farm: Farm) -> None:
    farm.certificates = [certificate(kind="haccp", places=(FACTORY,))]
    (claim,) = claims(farm.dossier(farm.packed()))
    assert (claim.days, claim.of) == ((date(2026, 3, 20), date(2026, 3, 21)), 2)


def test_a_certificate_that_had_ended_is_hidden_and_noted(farm: Farm) -> None:
    farm.certificates = [certificate(valid_until=ENDED)]
    packs = farm.packed()
    (found,) = farm.judged(packs, "K1")
    assert (found.about, found.effect) == (farm.certificates[0].key.uri, Effect.NOTED)
    assert found.numbers == {
        "why": "not_valid",
        "day": "2026-03-20",
        "from": "2026-01-01",
        "until": "2026-03-19",
    }
    assert valid_certificates(farm.dossier(packs)) == ()


def test_a_certificate_that_begins_later_names_no_end_it_does_not_have(farm: Farm) -> None:
    farm.certificates = [certificate(valid_from=date(2026, 4, 1), valid_until=None)]
    (found,) = farm.judged(farm.packed(), "K1")
    assert found.numbers == {"why": "not_valid", "day": "2026-03-20", "from": "2026-04-01"}


def test_one_plot_of_two_does_not_cover_a_blend(farm: Farm) -> None:
    farm.certificates = [certificate()]
    (found,) = farm.judged(_blend(farm), "K1")
    assert found.numbers == {"why": "not_covering", "covered": "1", "of": "2"}


def test_two_certificates_of_a_kind_cover_a_blend_together(farm: Farm) -> None:
    farm.certificates = [certificate(8), certificate(9, places=(OTHER_PLOT,))]
    blend = _blend(farm)
    assert set(valid_certificates(farm.dossier(blend))) == set(farm.certificates)
    assert farm.judged(blend, "K1") == []


def test_certificates_of_two_kinds_do_not_cover_each_others_plots(farm: Farm) -> None:
    farm.certificates = [certificate(8), certificate(9, kind="organic", places=(OTHER_PLOT,))]
    assert valid_certificates(farm.dossier(_blend(farm))) == ()


def test_a_renewed_certificate_takes_the_place_of_the_old_one(farm: Farm) -> None:
    old, new = certificate(8, valid_until=ENDED), certificate(9)
    farm.certificates = [old, new]
    packs = farm.packed()
    assert valid_certificates(farm.dossier(packs)) == (new,)
    assert farm.judged(packs, "K1") == []


@pytest.mark.parametrize(
    "covers",
    [{"places": ()}, {"places": (OTHER_PLOT,)}, {"parties": (HOUSEHOLD,), "products": (TEA,)}],
)
def test_a_certificate_of_something_else_says_nothing(farm: Farm, covers: dict[str, Any]) -> None:
    farm.certificates = [certificate(**covers)]
    assert claims(farm.dossier(farm.harvest())) == ()


def test_a_holder_is_not_covered_by_holding(farm: Farm) -> None:
    farm.certificates = [certificate(places=(), holder=COOPERATIVE)]
    assert claims(farm.dossier(farm.packed())) == ()


def test_a_batch_nobody_made_has_no_claims(farm: Farm) -> None:
    farm.certificates = [certificate()]
    tea = farm.batch()
    farm.observe("receive", tea, "5", 8)
    assert claims(farm.dossier(tea)) == ()
    assert MORNING.date() == date(2026, 3, 20)


GARDEN = PlaceKey.from_code(mint(10), DOMAIN)


def _farmed(farm: Farm, **but: Any) -> None:
    """The plot is part of the cooperative's farm, which is certified."""
    farm.known[GARDEN.uri] = Place(GARDEN, "farm", COOPERATIVE, "Trại", TAN_CUONG, "Trại")
    farm.known[PLOT.uri] = plot(part_of=GARDEN, **but)
    farm.certificates = [certificate(places=(GARDEN,))]


def test_a_plot_stands_on_its_cooperatives_farm(farm: Farm) -> None:
    _farmed(farm)
    assert valid_certificates(farm.dossier(farm.packed())) == tuple(farm.certificates)


def test_a_strangers_plot_borrows_no_farms_certificate(farm: Farm) -> None:
    _farmed(farm, party=STRANGER)
    assert claims(farm.dossier(farm.harvest(party=STRANGER))) == ()


@pytest.mark.parametrize("covers", [{"places": (PLOT,)}, {"places": (), "parties": (HOUSEHOLD,)}])
def test_a_harvest_on_a_strangers_plot_borrows_nothing(farm: Farm, covers: Any) -> None:
    farm.certificates = [certificate(**covers)]
    assert claims(farm.dossier(farm.harvest(party=STRANGER))) == ()


def test_a_strangers_making_in_a_certified_factory_borrows_nothing(farm: Farm) -> None:
    farm.certificates = [certificate(kind="haccp", places=(FACTORY,))]
    assert claims(farm.dossier(farm.harvest(place=FACTORY, party=STRANGER))) == ()


def test_a_cooperative_plucks_on_its_members_plots(farm: Farm) -> None:
    farm.certificates = [certificate()]
    leaf = farm.harvest(party=COOPERATIVE)
    assert valid_certificates(farm.dossier(leaf)) == tuple(farm.certificates)
