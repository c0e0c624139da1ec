"""What changes an event's hash and what does not."""

import random
from decimal import Decimal
from typing import Any

import pytest
import simplejson
from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.errors import NotValid
from traceability.events.content_hash import content_hash, prehash
from traceability.events.namespaces import namespaces_of

_NAMES = namespaces_of({"@context": {"tea": "https://example.org/tea/voc/"}})
_T = "{https://example.org/tea/voc/}"
_AMOUNTS = st.decimals(0, 10**6, places=3)


def _event(**more: Any) -> dict[str, Any]:
    return {"type": "ObjectEvent", "eventTime": "2026-11-22T07:00:00+07:00", **more}


def _text(**more: Any) -> str:
    head = "eventType=ObjectEventeventTime=2026-11-22T00:00:00.000Z"
    return prehash(_event(**more), _NAMES).removeprefix(head)


def _harvest(amount: Decimal = Decimal("180.5")) -> dict[str, Any]:
    lot = {"epcClass": "https://id.gs1.org/01/09506000100012/10/H1", "quantity": amount}
    other = {"epcClass": "https://id.gs1.org/01/09506000100012/10/H2", "quantity": Decimal(7)}
    return _event(
        action="ADD",
        bizStep="commissioning",
        quantityList=[{**lot, "uom": "KGM"}, other],
        readPoint={"id": "urn:epc:id:sgln:9506000.20001.A1", "tea:row": Decimal(3)},
        bizTransactionList=[{"type": "po", "bizTransaction": "urn:x:1"}, {"bizTransaction": "2"}],
        sensorElementList=[{"sensorReport": [{"type": "Temperature", "value": Decimal(28)}]}],
        ilmd={"tea:pickers": ["Lan", "Hoa", {"tea:name": "An"}], "tea:grade": "1"},
    )


def _shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        keys = chance.sample(sorted(value), len(value))
        return {key: _shuffled(value[key], chance) for key in keys}
    if isinstance(value, list):
        return [_shuffled(member, chance) for member in chance.sample(value, len(value))]
    return value


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_and_lists_does_not_count(chance: random.Random) -> None:
    event = _harvest()
    assert content_hash(_shuffled(event, chance), _NAMES) == content_hash(event, _NAMES)


@settings(max_examples=30)
@given(st.text(max_size=8), st.datetimes().map(str))
def test_id_record_time_and_error_declaration_do_not_count(name: str, time: str) -> None:
    declared = {"declarationTime": time, "reason": "incorrect_data"}
    noted = {"eventID": name, "recordTime": time, "errorDeclaration": declared}
    assert content_hash({**_harvest(), **noted}) == content_hash(_harvest())


@settings(max_examples=50)
@given(_AMOUNTS, _AMOUNTS)
def test_another_amount_is_another_event(one: Decimal, other: Decimal) -> None:
    same = content_hash(_harvest(one)) == content_hash(_harvest(other))
    assert same == (one == other)


@settings(max_examples=50)
@given(_AMOUNTS, st.integers(0, 6))
def test_zeros_at_the_end_of_an_amount_do_not_count(amount: Decimal, zeros: int) -> None:
    longer = simplejson.loads(f"{amount:f}{'0' * zeros}", use_decimal=True)
    assert content_hash(_harvest(amount)) == content_hash(_harvest(longer))


def test_the_hash_names_its_algorithm_and_version() -> None:
    name = content_hash(_harvest())
    assert name.startswith("ni:///sha-256;")
    assert name.endswith("?ver=CBV2.0")


@pytest.mark.parametrize(
    ("number", "text"),
    [("600.0", "600"), ("6E2", "600"), ("0.10", "0.1"), ("-0.0", "0"), ("0E5", "0"), ("10", "10")],
)
def test_a_number_is_written_in_digits_alone(number: str, text: str) -> None:
    assert _text(**{"tea:n": Decimal(number)}) == f"{_T}n={text}"


@pytest.mark.parametrize("text", ["00123", "1e5", "1_000", "Infinity", "12345678901234567890.10"])
def test_a_text_that_looks_like_a_number_stays_a_text(text: str) -> None:
    assert _text(**{"tea:serial": text}) == f"{_T}serial={text}"


@pytest.mark.parametrize(
    ("time", "utc"),
    [
        ("2026-11-22T00:00:00.1425Z", "2026-11-22T00:00:00.143Z"),
        ("2026-11-22T00:00:00.14249Z", "2026-11-22T00:00:00.142Z"),
        ("2026-12-31T23:59:59.9996Z", "2027-01-01T00:00:00.000Z"),
        ("2026-11-22T07:00:00", "2026-11-22T07:00:00"),
        ("9999-12-31T23:59:59.9999Z", "9999-12-31T23:59:59.9999Z"),
        ("this morning", "this morning"),
    ],
)
def test_half_a_millisecond_goes_up_and_what_is_no_time_stays(time: str, utc: str) -> None:
    assert prehash(_event(eventTime=time)) == f"eventType=ObjectEventeventTime={utc}"


def test_a_time_in_an_extension_stays_as_it_is() -> None:
    assert _text(**{"tea:dryingTime": "PT3H"}) == f"{_T}dryingTime=PT3H"


def test_the_objects_stand_before_their_parent() -> None:
    text = _text(parentID="urn:x:parent", epcList=["urn:x:child"], certificationInfo="urn:x:c")
    assert text == "certificationInfo=urn:x:cepcListepc=urn:x:childparentID=urn:x:parent"


def test_a_transaction_needs_no_type() -> None:
    text = _text(bizTransactionList=[{"bizTransaction": "urn:x:1"}])
    assert text == "bizTransactionListbizTransaction=urn:x:1"


@pytest.mark.parametrize(
    "step", ["packing", "cbv:BizStep-packing", "urn:epcglobal:cbv:bizstep:packing"]
)
def test_every_spelling_of_a_step_is_one(step: str) -> None:
    assert _text(bizStep=step) == "bizStep=https://ref.gs1.org/cbv/BizStep-packing"


@pytest.mark.parametrize("step", ["https://example.org/rolling", "urn:epcglobal:cbv:other:x"])
def test_a_step_of_ones_own_stays_as_it_is(step: str) -> None:
    assert _text(bizStep=step) == f"bizStep={step}"


def test_what_is_empty_counts_only_as_an_extension() -> None:
    empty: dict[str, Any] = {
        "epcList": [],
        "readPoint": {},
        "ilmd": {},
        "disposition": "",
        "action": None,
    }
    more: dict[str, Any] = {"tea:organic": "", "tea:none": None, "tea:shade": {}, "tea:list": []}
    assert _text(**empty, **more, **{"rdfs:comment": "x"}) == f"{_T}organic{_T}shade"


def test_members_of_an_extension_are_sorted_with_its_siblings() -> None:
    text = _text(**{"tea:a": [True, {"tea:b": "1"}], "tea:a2": "1", "plain": "z", "no:x": "y"})
    assert text == f"no:x=yplain=z{_T}a2=1{_T}a=true{_T}a{_T}b=1"


def test_ignored_keys_take_no_part() -> None:
    event = _event(**{"tea:copy": "x"})
    assert content_hash(event, _NAMES, ["tea:copy"]) == content_hash(_event(), _NAMES)


def _nested(depth: int) -> dict[str, Any]:
    thing: dict[str, Any] = {}
    for _ in range(depth):
        thing = {"tea:in": thing}
    return thing


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"type": None}, "Expected an event with a type, got an object with eventTime, type."),
        ({"readPoint": "urn:x"}, "Expected an object, got 'urn:x'."),
        ({"tea:n": 1.5}, "Expected a text, a decimal number or a truth value, got 1.5."),
        ({"tea:n": Decimal("1E61")}, "Expected a number of at most 60 digits, got 1E+61."),
        ({"tea:n": Decimal("NaN")}, "Expected a number of at most 60 digits, got NaN."),
        (
            {"ilmd": _nested(5000)},
            "Expected an event with objects nested less deeply, got 'ObjectEvent'.",
        ),
        (
            {"t": "\ud800"},
            "Expected texts of whole Unicode characters, got an object with eventTime, t, type.",
        ),
    ],
)
def test_what_cannot_be_hashed_is_refused_with_a_sentence(
    more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotValid) as refusal:
        content_hash(_event(**more))
    assert str(refusal.value) == sentence


def test_a_document_cannot_give_a_well_known_prefix_another_meaning() -> None:
    document = {"@context": ["https://c.example/", {"gs1": "https://ref.gs1.org/voc/", "n": 1}]}
    event = {"@context": {"tea": {"@id": "https://t.example/"}}}
    names = namespaces_of(document, event)
    assert names["gs1"] == "https://gs1.org/voc/"
    assert names["tea"] == "https://t.example/"
    assert "n" not in names
