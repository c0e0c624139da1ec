"""What an event must have, and what it says of itself."""

from typing import Any

import pytest

from traceability.errors import NotValid
from traceability.events import event
from traceability.events.namespaces import WELL_KNOWN

LOT = "https://id.gs1.org/01/09506000100012/10/H1"
SEEN: dict[str, Any] = {
    "type": "ObjectEvent",
    "eventTime": "2026-03-20T07:00:00.1239+07:00",
    "eventTimeZoneOffset": "+07:00",
    "action": "OBSERVE",
    "quantityList": [{"epcClass": LOT}],
}


def made(**changes: Any) -> event.Event:
    """The event with some fields changed."""
    return event.make(SEEN | changes, WELL_KNOWN)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (
            "type",
            "FarmEvent",
            (
                "Expected one of AggregationEvent, AssociationEvent, ObjectEvent, TransactionEvent, "
                "TransformationEvent, got 'FarmEvent'."
            ),
        ),
        ("action", "EAT", "Expected one of ADD, DELETE, OBSERVE, got 'EAT'."),
        (
            "eventTime",
            "2026-03-20T07:00:00",
            (
                "Expected a time with its offset, such as 2026-03-20T07:30:00+07:00, "
                "got '2026-03-20T07:00:00'."
            ),
        ),
        (
            "eventTime",
            "soon",
            "Expected a time with its offset, such as 2026-03-20T07:30:00+07:00, got 'soon'.",
        ),
        ("quantityList", [{"epcClass": "lot 7"}], "Expected a URI, got 'lot 7'."),
        ("quantityList", [{"epcClass": 7}], "Expected a URI, got 7."),
    ],
)
def test_what_can_be_true_for_nobody_is_refused(field: str, value: object, sentence: str) -> None:
    with pytest.raises(NotValid) as no:
        made(**{field: value})
    assert str(no.value) == sentence


def test_a_quantity_is_a_decimal_number() -> None:
    with pytest.raises(NotValid) as no:
        made(quantityList=[{"epcClass": LOT, "quantity": True}])
    assert str(no.value) == "Expected a decimal number, got True."


def test_an_event_without_id_is_named_by_its_content() -> None:
    told = made()
    assert told.id == told.hash
    assert told.id.startswith("ni:///sha-256;")


def test_a_time_is_kept_to_the_millisecond() -> None:
    assert made().time.microsecond == 123_000


def test_a_partners_spelling_of_a_code_is_the_same_batch() -> None:
    urn = made(quantityList=[{"epcClass": "urn:epc:class:lgtin:9506000.010001.H1"}])
    assert urn.keys == (LOT,)


def test_an_aggregation_makes_its_parent_of_its_children() -> None:
    case = "https://id.gs1.org/00/095060000000000015"
    packed = made(
        type="AggregationEvent", action="ADD", parentID=case, childQuantityList=[{"epcClass": LOT}]
    )
    assert [each.uri for each in packed.made] == [case]
    assert [each.uri for each in packed.consumed] == [LOT]


def test_taking_apart_makes_nothing() -> None:
    case = "https://id.gs1.org/00/095060000000000015"
    apart = made(type="AggregationEvent", action="DELETE", parentID=case)
    assert (apart.made, apart.consumed) == ((), ())
