"""What a maker refuses, and what it says of the goods."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.cast import MORNING, kg, pieces
from tests.standards.test_epcis_schema import AT, CROP, GOODS, HOME, LEAF, PACKS, TEA, TOLD
from traceability.errors import NotValid
from traceability.events import event, makers
from traceability.events.amount import Amount
from traceability.events.occasion import Goods, Occasion, namespaces


def refused(no: pytest.ExceptionInfo[NotValid]) -> str:
    """The sentence of a refusal."""
    return str(no.value)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(NotValid) as no:
        Amount(Decimal(1), "XYZ")
    assert refused(no) == (
        "Expected a unit of DTN, GRM, H87, HAR, KGM, LTR, MGM, MLT, MTK, TNE, got 'XYZ'."
    )


@pytest.mark.parametrize("number", ["-0.1", "NaN", "Infinity"])
def test_an_amount_that_no_scale_could_show_is_refused(number: str) -> None:
    with pytest.raises(NotValid) as no:
        Amount(Decimal(number), "KGM")
    assert refused(no) == f"Expected an amount of 0 or more, got '{number} KGM'."


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(NotValid) as no:
        Occasion(HOME, datetime(2026, 3, 20, 7), AT.place, AT.party)  # noqa: DTZ001  # the point
    assert refused(no) == "Expected a time with its offset, got 2026-03-20 07:00:00."


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(NotValid) as no:
        makers.tend(AT, CROP, "dancing", {})
    assert refused(no) == (
        "Expected one of fertilising, irrigating, pruning, tending, weeding, got 'dancing'."
    )


def test_a_best_before_day_before_the_packing_is_refused() -> None:
    with pytest.raises(NotValid) as no:
        makers.pack(AT, [Goods(TEA, kg("5"))], GOODS, date(2026, 3, 19), {})
    assert refused(no) == "Expected a best-before day not before the packing, got 2026-03-19."


def test_a_best_before_day_beyond_all_years_is_refused() -> None:
    with pytest.raises(NotValid) as no:
        makers.pack(AT, [Goods(TEA, kg("5"))], GOODS, date(9999, 12, 31), {})
    assert refused(no) == "Expected a day between 2000 and 2100, got 9999-12-31."


def test_nothing_cannot_be_processed() -> None:
    with pytest.raises(NotValid) as no:
        makers.process(AT, "drying", [], [Goods(TEA)], {})
    assert refused(no) == "Expected at least one batch, got 'none'."


def test_what_did_not_occur_has_no_corrective_events() -> None:
    wrong = event.make(TOLD["sell"], namespaces(HOME))
    with pytest.raises(NotValid) as no:
        makers.correct(wrong, MORNING, "did_not_occur", ["urn:uuid:1"])
    assert refused(no) == "Expected no corrective events for did_not_occur, got ['urn:uuid:1']."


def test_an_unknown_weight_is_written_without_a_number() -> None:
    told = event.make(makers.harvest(AT, Goods(LEAF), None, {}), namespaces(HOME))
    assert told.body["quantityList"] == [{"epcClass": LEAF.uri}]
    assert told.made[0].amount is None


def test_a_count_is_written_without_a_unit() -> None:
    assert TOLD["sell"]["quantityList"] == [{"epcClass": PACKS.uri, "quantity": Decimal(10)}]


def test_a_declaration_keeps_the_content_hash() -> None:
    wrong = event.make(TOLD["sell"], namespaces(HOME))
    declared = event.make(makers.correct(wrong, MORNING, "incorrect_data", []), namespaces(HOME))
    assert (declared.id, declared.hash) == (wrong.id, wrong.hash)
    assert declared.error is not None
    assert declared.error.reason == "incorrect_data"


def test_receiving_names_the_receiver_as_destination() -> None:
    told = event.make(TOLD["receive"], namespaces(HOME))
    assert told.party("destination") == AT.party.uri


def test_what_a_transformation_makes_and_uses() -> None:
    told = event.make(TOLD["pack"], namespaces(HOME))
    assert [(each.uri, each.amount) for each in told.consumed] == [(TEA.uri, kg("5"))]
    assert [(each.uri, each.amount) for each in told.made] == [(PACKS.uri, pieces(10))]
