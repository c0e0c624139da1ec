"""Master data over the wire and back."""

from decimal import Decimal
from typing import Any

import pytest
import simplejson
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from hypothesis import given, settings
from marshmallow import fields

from schemas import masterdata
from schemas.fields import Form, load
from schemas.problem import BadShape
from tests.masterdata.examples import (
    DOMAIN,
    address,
    household,
    listing,
    offer,
    plot,
    tea,
    values,
    vietgap,
)
from traceability.masterdata.revision import KINDS, Revision, Value


def form_of(value: Value) -> Form:
    return masterdata.FORMS[Revision(1, value).kind]


def body_of(value: Value) -> dict[str, Any]:
    """The value over the wire: written as JSON and parsed with decimals."""
    shown = form_of(value).dump(value)
    parsed: dict[str, Any] = simplejson.loads(simplejson.dumps(shown), use_decimal=True)
    return parsed


def errors_of(form: Form, body: object) -> dict[str, list[str]]:
    with pytest.raises(BadShape) as refused:
        load(form, body, DOMAIN)
    return refused.value.errors


@settings(max_examples=60)
@given(values)
def test_what_is_shown_can_be_sent_back_and_is_the_same(value: Value) -> None:
    assert load(form_of(value), body_of(value), DOMAIN) == value


@pytest.mark.parametrize("value", [household(), plot(), tea(), vietgap(), listing()])
def test_a_full_value_goes_out_and_comes_back(value: Value) -> None:
    assert load(form_of(value), body_of(value), DOMAIN) == value


def test_money_and_areas_are_shown_as_text_and_coordinates_as_numbers() -> None:
    assert body_of(listing())["offers"][0]["price"] == "250000"
    shown = body_of(plot())
    assert (shown["area_m2"], shown["plus_area"]) == ("11469.3", "7PH7HQ00+")
    assert shown["shape"]["coordinates"][0][0][0] == Decimal("105.76")
    assert shown["plants"] == [{"rows": "1-14×165 without 3/17", "year": 1995}]


def test_a_null_is_as_good_as_nothing() -> None:
    body = body_of(household()) | {"phone": None}
    assert load(masterdata.party, body, DOMAIN) == household(phone="")


def test_every_wrong_field_is_named_at_once() -> None:
    body = body_of(tea()) | {"gtin": "8938501234563", "colour": "green", "kind": "tea"}
    del body["names"]
    assert errors_of(masterdata.product, body) == {
        "kind": [
            (
                "Expected one of fresh_leaf, green_tea, black_tea, oolong_tea, white_tea, scented_tea, "
                "other_tea, other_crop, got another."
            )
        ],
        "names": ["Expected a value, got nothing."],
        "gtin": ["Expected 13 digits with the check digit 8, got '8938501234563'."],
        "colour": ["Expected a documented field, got an unknown one."],
    }


def test_what_the_domain_refuses_is_an_error_of_the_field() -> None:
    body = body_of(listing(offers=(offer(), offer(country="PL", currency="PLN"))))
    body["offers"][1]["price"] = Decimal(-5)
    errors = {"offers.1.price": ["Expected an amount of 0 or more, got -5."]}
    assert errors_of(masterdata.listing, body) == errors


def test_swapped_axes_are_told_of_the_shape() -> None:
    body = body_of(plot())
    body["shape"] = {"type": "Point", "coordinates": [Decimal("21.5"), Decimal("105.7")]}
    expected = "longitude, latitude in that order; the axes look swapped"
    assert errors_of(masterdata.place, body) == {
        "shape.coordinates": [f"Expected {expected}, got '21.5, 105.7'."]
    }


def test_an_unknown_commune_is_told_of_the_address() -> None:
    body = body_of(household(address=address(plus_code="")))
    body["address"]["commune"] = "05494"
    assert errors_of(masterdata.party, body) == {
        "address.commune": ["Expected a commune code in force on 2026-04-12, got '05494'."]
    }


def test_an_unknown_unit_is_told_of_the_content() -> None:
    body = body_of(tea())
    body["net_content"]["unit"] = "YEN"
    (sentence,) = errors_of(masterdata.product, body)["net_content.unit"]
    assert sentence.endswith("got 'YEN'.")


@pytest.mark.parametrize("body", [[], "text", 7, None])
def test_a_body_that_is_no_object_is_refused(body: object) -> None:
    sentence = "Expected an object, got another kind of value."
    assert errors_of(masterdata.party, body) == {"": [sentence]}
    nested = body_of(household()) | {"address": body or []}
    assert errors_of(masterdata.party, nested) == {"address": [sentence]}


def test_every_field_has_words_for_the_description() -> None:
    assert {*masterdata.FORMS, "inputs"} == set(KINDS)
    for form in masterdata.FORMS.values():
        for field in form.fields.values():
            assert field.metadata["description"]


def test_the_description_of_the_api_is_made_of_the_forms() -> None:
    spec = APISpec("t", "1", "3.0.3", plugins=[MarshmallowPlugin(schema_name_resolver=_name)])
    spec.components.schema("Place", schema=masterdata.place)
    place = spec.to_dict()["components"]["schemas"]["Place"]
    assert place["properties"]["kind"]["enum"] == ["farm", "plot", "factory", "store"]
    assert place["properties"]["area_m2"]["readOnly"]
    assert place["required"] == ["address", "key", "kind", "name", "party"]


def _name(form: object) -> str:
    return str(getattr(form, "__name__", type(form).__name__)).removesuffix("Form")


def test_no_field_of_marshmallow_stands_bare_with_its_own_sentences() -> None:
    for form in masterdata.FORMS.values():
        for field in form.fields.values():
            assert isinstance(field, fields.Raw | fields.List | fields.Nested)
            assert field.error_messages["required"] == "Expected a value, got nothing."
