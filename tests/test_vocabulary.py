"""The words of the trade."""

import pytest

from traceability.masterdata.product import PRODUCT_KINDS
from traceability.vocabulary import FRESH_LEAF, MADE_TEAS, step_name


@pytest.mark.parametrize(
    "step",
    [
        "making",
        "https://trace.example/voc/bizStep/making",
        "https://ref.gs1.org/cbv/BizStep-making",
        "urn:epcglobal:cbv:bizstep:making",
    ],
)
def test_a_step_has_one_name_however_it_is_written(step: str) -> None:
    assert step_name(step) == "making"


def test_leaf_and_teas_are_kinds_of_product() -> None:
    assert {FRESH_LEAF, *MADE_TEAS} == set(PRODUCT_KINDS) - {"other_crop"}
