"""A dose is so much of a product per so much land or water, and is read back from an event."""

from decimal import Decimal
from typing import Any

import pytest

from traceability.errors import NotValid
from traceability.events.amount import Amount
from traceability.events.dose import DOSE_OF, Dose, dose_of
from traceability.events.said import heard

TANK = Amount(Decimal(16), "LTR")
SOME = Amount(Decimal(25), "MLT")


def test_a_dose_says_itself_as_a_label_does() -> None:
    assert Dose(SOME, TANK).text == "25 ml/16 l"
    assert Dose(Amount(Decimal("0.5"), "KGM"), heard("1 sào Bắc Bộ")).text == "0.5 kg/1 sào Bắc Bộ"


def test_a_dose_is_read_back_from_an_event() -> None:
    assert dose_of({DOSE_OF: Dose(SOME, TANK).body}) == Dose(SOME, TANK)


@pytest.mark.parametrize(
    "strange",
    [None, "25 ml", {}, {"farm:quantity": True}, Dose(SOME, TANK).body | {"farm:perQuantity": 0}],
)
def test_what_a_stranger_wrote_there_is_none(strange: Any) -> None:
    assert dose_of({DOSE_OF: strange}) is None


@pytest.mark.parametrize(
    ("amount", "per", "sentence", "field"),
    [
        (
            heard("1 thước"),
            TANK,
            "Expected a dose by weight or volume, got 'MTK'.",
            "dose_amount.unit",
        ),
        (SOME, heard("1 cân"), "Expected a dose per land or water, got 'KGM'.", "dose_per.unit"),
        (SOME, heard("0 thước"), "Expected a dose per more than 0, got 0.", "dose_per.value"),
    ],
)
def test_what_is_no_dose_is_refused(amount: Amount, per: Amount, sentence: str, field: str) -> None:
    with pytest.raises(NotValid) as no:
        Dose(amount, per)
    assert (str(no.value), no.value.field) == (sentence, field)
