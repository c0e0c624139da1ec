"""Values to documents and back, through BSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, NewType

import bson
import pytest
from bson import Decimal128
from bson.codec_options import CodecOptions
from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.batches.batch import Batch
from traceability.batches.tally import Tally
from traceability.errors import NotValid
from traceability.identifiers.uris import BatchKey
from traceability.store.documents import (
    Bson,
    decimal,
    decimal128,
    from_document,
    to_document,
)

AWARE: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True)
Code = NewType("Code", str)


class Grade(Enum):
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Weight:
    value: Decimal
    unit: Literal["KGM", "GRM"] = "KGM"


@dataclass(frozen=True, slots=True)
class Lot:
    key: BatchKey
    code: Code
    made: datetime
    expires: date
    weights: tuple[Weight, ...]
    grades: frozenset[Grade]
    shares: Mapping[str, Decimal]
    corner: tuple[int, Grade]
    grade: Grade | None
    seal: bytes
    known: int | str
    parent: BatchKey | None = None
    inside: "Lot | None" = None
    tags: frozenset[str] = frozenset()
    open: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    length: int = field(init=False, default=7)


def through_bson(value: object) -> Bson:
    return bson.decode(bson.encode({"it": to_document(value)}), AWARE)["it"]


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3).filter(
    lambda number: len(number.as_tuple().digits) <= 34
)
instants = st.datetimes(timezones=st.just(UTC)).map(
    lambda it: it.replace(microsecond=it.microsecond // 1000 * 1000)
)
integers = st.integers(-(2**63), 2**63 - 1)
anything = st.recursive(
    words | integers | numbers | instants | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=4,
)
keys = st.builds(BatchKey, words)
weights = st.builds(Weight, numbers, st.sampled_from(["KGM", "GRM"]))
grades = st.sampled_from(Grade)


def lots(inside: st.SearchStrategy[Lot | None]) -> st.SearchStrategy[Lot]:
    return st.builds(
        Lot,
        key=keys,
        code=words.map(Code),
        made=instants,
        expires=st.dates(),
        weights=st.lists(weights, max_size=3).map(tuple),
        grades=st.frozensets(grades),
        shares=st.dictionaries(words, numbers, max_size=3),
        corner=st.tuples(integers, grades),
        grade=st.none() | grades,
        seal=st.binary(max_size=8),
        known=integers | words,
        parent=st.none() | keys,
        inside=inside,
        tags=st.frozensets(words, max_size=3),
        open=st.booleans(),
        facts=st.dictionaries(words, anything, max_size=3),
    )


@settings(max_examples=60, deadline=None)
@given(lots(st.none() | lots(st.none())))
def test_what_is_read_is_what_was_written(lot: Lot) -> None:
    assert from_document(Lot, through_bson(lot)) == lot


@settings(max_examples=100, deadline=None)
@given(st.decimals(allow_nan=False).filter(lambda it: len(it.as_tuple().digits) <= 34))
def test_decimals_are_stored_as_the_driver_stores_them(number: Decimal) -> None:
    stored = decimal128(number)
    assert stored == Decimal128(number)
    assert str(decimal(stored)) == str(stored.to_decimal())


LOT = Lot(
    key=BatchKey("https://id.gs1.org/01/08930000000019/10/T1"),
    code=Code("T1"),
    made=datetime(2026, 3, 20, 7, 30, 0, 123_456, tzinfo=timezone(timedelta(hours=7))),
    expires=date(2028, 3, 20),
    weights=(Weight(Decimal("12.50")),),
    grades=frozenset(Grade),
    shares={"field": Decimal("0.5")},
    corner=(3, Grade.FIRST),
    grade=Grade.SECOND,
    seal=b"\x00\x01",
    known="yes",
)


def test_a_document_is_plain_to_read_and_leaves_out_what_is_not_there() -> None:
    assert to_document(LOT) == {
        "key": "https://id.gs1.org/01/08930000000019/10/T1",
        "code": "T1",
        "made": datetime(2026, 3, 20, 0, 30, 0, 123_000, tzinfo=UTC),
        "expires": "2028-03-20",
        "weights": [{"value": Decimal128("12.50"), "unit": "KGM"}],
        "grades": ["first", "second"],
        "shares": {"field": Decimal128("0.5")},
        "corner": [3, "first"],
        "grade": "second",
        "seal": b"\x00\x01",
        "known": "yes",
        "open": False,
        "facts": {},
    }


def test_a_tally_of_nothing_is_left_out() -> None:
    batch = Batch("uri", lost=Tally({}, 1))
    assert to_document(batch) == {"uri": "uri", "records": 0, "lost": {"known": {}, "unknown": 1}}
    assert from_document(Batch, to_document(batch)) == batch


def test_a_field_from_another_version_is_passed_over() -> None:
    assert from_document(Weight, {"value": Decimal128("1"), "tare": 2}) == Weight(Decimal(1))


def test_a_missing_field_is_refused_by_name() -> None:
    with pytest.raises(NotValid) as refused:
        from_document(Weight, {"unit": "KGM"})
    sentence = "Expected a stored Weight with value, got an object with unit."
    assert str(refused.value) == sentence


def test_values_and_tuples_are_written_and_read_by_themselves() -> None:
    weights = (Weight(Decimal(1)), Weight(Decimal(2), "GRM"))
    assert from_document(tuple[Weight, ...], through_bson(weights)) == weights
    assert from_document(Grade, to_document(Grade.FIRST)) is Grade.FIRST
    assert from_document(str, to_document("tea")) == "tea"
    assert to_document(None) is None


def test_a_naive_instant_from_the_store_is_in_utc() -> None:
    stored = datetime(2026, 3, 20)  # noqa: DTZ001  # as a client without tz_aware gives it
    assert from_document(datetime, stored) == datetime(2026, 3, 20, tzinfo=UTC)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(NotValid) as refused:
        to_document(datetime(2026, 3, 20))  # noqa: DTZ001  # what is refused
    assert str(refused.value) == "Expected a time with its zone, got 2026-03-20 00:00:00."


def test_a_number_that_would_be_rounded_is_refused() -> None:
    number = Decimal("1." + "1" * 34)
    with pytest.raises(NotValid) as refused:
        to_document(number)
    assert str(refused.value) == f"Expected a number of at most 34 digits, got {number}."


@pytest.mark.parametrize(
    ("hint", "sentence"),
    [
        (float, "Expected a type that documents can hold, got <class 'float'>."),
        (
            BatchKey | Grade,
            f"Expected a union that a document can tell apart, got ({BatchKey!r}, {Grade!r}).",
        ),
        (Mapping[int, str], "Expected a mapping by text, got one by <class 'int'>."),
    ],
)
def test_a_type_that_would_not_read_back_is_refused(hint: Any, sentence: str) -> None:
    with pytest.raises(TypeError) as refused:
        from_document(hint, None)
    assert str(refused.value) == sentence
