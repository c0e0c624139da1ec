"""What strangers may read of a revision, what not, and the bytes of both."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from tests.masterdata.examples import cooperative, household, listing, plot, values
from traceability.errors import NotValid
from traceability.masterdata.plain import plain
from traceability.masterdata.revision import (
    KINDS,
    Revision,
    Value,
    canonical_bytes,
    private_part,
    public_part,
    value_of,
)


def leaves(part: object, path: str = "") -> Iterator[str]:
    if isinstance(part, Mapping):
        for name, inner in part.items():
            yield from leaves(inner, f"{path}.{name}")
    else:
        yield path


def kind_of(value: Value) -> Any:
    return Revision(1, value).kind


@settings(max_examples=60)
@given(values)
def test_public_and_private_part_never_overlap_and_together_hold_all(value: Value) -> None:
    public, private = set(leaves(public_part(value))), set(leaves(private_part(value)))
    assert not public & private
    assert public | private == set(leaves(plain(value)))
    assert value_of(kind_of(value), public_part(value), private_part(value)) == value


@settings(max_examples=30)
@given(values)
def test_equal_values_have_equal_bytes(value: Value) -> None:
    again = value_of(kind_of(value), public_part(value), private_part(value))
    assert canonical_bytes(public_part(again)) == canonical_bytes(public_part(value))


def test_a_stranger_reads_the_label_of_a_household_and_nothing_of_the_person() -> None:
    public = public_part(household())
    assert set(public) == {"key", "kind", "label", "address", "member_of"}
    assert public["address"] == {"commune": "05503", "on": "2026-04-12", "plus_area": "7PH7HQ00+"}
    assert set(private_part(household())) == {"name", "address", "person_name", "phone", "email"}


def test_a_stranger_reads_name_and_street_of_a_cooperative() -> None:
    public = public_part(cooperative(phone="+84912345678"))
    assert public["name"] == "HTX Chè Tân Cương"
    assert public["address"]["street"] == "Xóm Hồng Thái 2"
    assert private_part(cooperative(phone="+84912345678")) == {"phone": "+84912345678"}


def test_a_stranger_reads_size_and_area_of_a_plot_and_not_its_shape() -> None:
    public = public_part(plot())
    assert public["area_m2"] == Decimal("11469.3")
    assert public["plus_area"] == "7PH7HQ00+"
    assert set(private_part(plot())) == {"name", "shape", "address"}


def test_consent_makes_public_what_it_names() -> None:
    consented = {"name", "address.street"}
    assert public_part(household(), consented)["name"] == "Nguyễn Thị Hoa"
    assert public_part(household(), consented)["address"]["street"] == "Xóm Hồng Thái 2"
    assert private_part(household(), consented)["address"] == {"plus_code": "7PH7HQ56+6V"}


def test_no_private_field_hides_in_a_list_or_two_floors_down() -> None:
    for form in KINDS.values():
        for field in fields(form):
            parts = getattr(field.type, "__args__", (field.type,))
            inner = [part for part in parts if is_dataclass(part)]
            if "Address" not in str(field.type):
                assert not any(each.metadata for part in inner for each in fields(part))


def test_a_value_without_its_private_part_is_refused() -> None:
    with pytest.raises(NotValid) as refused:
        value_of("party", public_part(household()), {})
    assert str(refused.value) == (
        "Expected both parts of a party, got an object with address, key, kind, label, member_of."
    )


def test_canonical_bytes_are_sorted_and_tight_and_keep_decimals_exact() -> None:
    part = {"b": Decimal("1.50"), "a": ["Chè", Decimal("1E+2"), Decimal(0), True, 3]}
    assert canonical_bytes(part) == '{"a":["Chè",100,0,true,3],"b":1.5}'.encode()


@pytest.mark.parametrize("number", [1.5, b"", Decimal("NaN")])
def test_canonical_bytes_hold_no_float_and_nothing_unknown(number: object) -> None:
    with pytest.raises(NotValid) as refused:
        canonical_bytes({"price": number})
    assert str(refused.value) == (
        f"Expected text, Decimal, whole numbers, lists and objects, got {type(number).__name__!r}."
    )


def test_revisions_count_from_one_and_name_what_they_are_of() -> None:
    revision = Revision(2, listing())
    assert (revision.key, revision.kind) == (listing().key, "listing")
    with pytest.raises(NotValid) as refused:
        Revision(0, listing())
    assert str(refused.value) == "Expected a revision number from 1, got 0."
