"""Every form of an event makes an event that its happening means."""

from typing import Any

import pytest

from schemas.forms import FORMS
from tests.api.conftest import Api
from tests.cast import Cast
from traceability.events.makers import HAPPENINGS
from traceability.identifiers.uris import BatchKey, SerialKey
from traceability.store.store import Store

WHEN = "2026-03-22T08:00:00+07:00"
CASE = "https://id.gs1.org/00/089300000000000019"


def test_every_happening_has_a_form() -> None:
    assert {*FORMS, "correct"} == set(HAPPENINGS)


def some(batch: BatchKey, number: int, unit: str = "H87") -> dict[str, Any]:
    return {"batch": batch.uri, "amount": {"value": number, "unit": unit}}


def told(cast: Cast, happening: str) -> dict[str, Any]:
    """A body of each form, over a batch of 50 packs."""
    packs, tea = (cast.packed_tea(), cast.make({cast.harvest(): "25.5"}, "5"))
    goods = {"goods": [some(packs, 10)]}
    bodies: dict[str, dict[str, Any]] = {
        "plant": {"cultivar": "Trung du", "plants": 2310, "rows": "1-14"},
        "tend": {"step": "pruning", "method": "đốn phớt"},
        "spray": {"input_name": "Thuốc A", "pre_harvest_interval_days": 7, "dose": "0,5 lít/ha"},
        "note": {"topic": "pest", "row": 3, "position": 17},
        "harvest": {"product": cast.leaf.uri, "growing_method": "ORGANIC"},
        "process": {"inputs": [some(tea, 1, "KGM")], "outputs": [{}], "step": "scenting"},
        "pack": {"inputs": [some(tea, 1, "KGM")], "packs": [{}], "best_before": "2027-03-22"},
        "repack": {"inputs": [some(packs, 5)], "packs": [{"amount": {"value": 1, "unit": "H87"}}]},
        "aggregate": {"unit": CASE, "children": [some(packs, 10)]},
        "disaggregate": {"unit": CASE},
        "ship": goods | {"other_party": cast.stranger_cooperative.uri, "document": "PX-7"},
        "inspect": goods | {"result": "conformant", "sampled": "2026-03-20"},
        **{name: goods | {"reason": "thử"} for name in ("hold", "release", "recall")},
        "lift-recall": goods | {"reason": "đã kiểm tra"},
    }
    return {"time": WHEN, "place": _place(cast, happening), **bodies.get(happening, goods)}


def _place(cast: Cast, happening: str) -> str:
    on_the_plot = happening in {"plant", "tend", "spray", "note", "harvest"}
    return (cast.plot if on_the_plot else cast.factory).uri


STEPS = {
    "plant": "https://trace.example/voc/bizStep/planting",
    "tend": "https://trace.example/voc/bizStep/pruning",
    "spray": "https://trace.example/voc/bizStep/crop_protection",
    "note": "https://trace.example/voc/bizStep/observing",
    "harvest": "creating_class_instance",
    "process": "https://trace.example/voc/bizStep/scenting",
    "pack": "commissioning",
    "repack": "repackaging",
    "aggregate": "packing",
    "disaggregate": "unpacking",
    "store": "storing",
    "ship": "shipping",
    "receive": "receiving",
    "sell": "retail_selling",
    "return": "receiving",
    "lose": "decommissioning",
    "destroy": "destroying",
    "inspect": "inspecting",
    "hold": "holding",
    "release": "https://trace.example/voc/bizStep/releasing",
    "recall": "holding",
    "lift-recall": "https://trace.example/voc/bizStep/lifting_recall",
}


@pytest.mark.parametrize("happening", list(FORMS))
def test_a_form_makes_the_step_of_its_happening(
    api: Api, cast: Cast, store: Store, happening: str
) -> None:
    made = api("officer", "POST", f"/events/{happening}", told(cast, happening))
    assert made.status_code == 201, made.text
    record = store.records.get(made.json["id"])
    assert record is not None
    assert record.what is not None
    assert (record.what.step, record.form) == (STEPS[happening], f"{happening}/1")


def test_details_stand_in_the_event_under_the_houses_own_prefix(api: Api, cast: Cast) -> None:
    made = api("officer", "POST", "/events/spray", told(cast, "spray"))
    event = api("officer", "GET", made.headers["Location"].removeprefix("/api/v1")).json["event"]
    assert event["farm:preHarvestIntervalDays"] == 7
    assert event["farm:inputName"] == "Thuốc A"


def test_an_unknown_weight_is_left_out(api: Api, cast: Cast, store: Store) -> None:
    made = api("officer", "POST", "/events/harvest", told(cast, "harvest"))
    batch = store.batches.get(made.json["batches"][0]["key"])
    assert batch is not None
    assert batch.made.unknown == 1


def test_a_weight_in_words_is_converted_and_kept(api: Api, cast: Cast, store: Store) -> None:
    body = told(cast, "harvest") | {"amount": {"value": 3, "unit": "yến"}}
    made = api("recorder", "POST", "/events/harvest", body)
    batch = made.json["batches"][0]["key"]
    event = api("recorder", "GET", made.headers["Location"].removeprefix("/api/v1")).json["event"]
    assert event["quantityList"] == [{"epcClass": batch, "quantity": 30, "uom": "KGM"}]
    assert event["farm:saidAs"] == [{"farm:of": batch, "farm:said": "3 yến"}]
    found = store.batches.get(batch)
    assert found is not None
    assert found.made.known == {"mass": 30}


def test_a_pack_is_sold_by_its_serial(api: Api, cast: Cast) -> None:
    pack = SerialKey.parse(f"{cast.packed_tea().uri}/A17", cast.domain)
    body = {"time": WHEN, "place": cast.factory.uri, "goods": [{"pack": pack.uri}]}
    assert api("officer", "POST", "/events/sell", body).status_code == 201


@pytest.mark.parametrize(
    ("but", "field", "sentence"),
    [
        (
            {"amount": {"value": "1", "unit": "XYZ"}},
            "amount.unit",
            (
                "Expected a unit of DTN, GRM, H87, HAR, KGM, LTR, MGM, MLT, MTK, TNE, or one of lạng, cân, "
                "kg, yến, tạ, tấn, thước, sào Bắc Bộ, sào Trung Bộ, mẫu Bắc Bộ, mẫu Trung Bộ, got 'XYZ'."
            ),
        ),
        (
            {"amount": {"value": "-1", "unit": "KGM"}},
            "amount.amount",
            "Expected an amount of 0 or more, got '-1 KGM'.",
        ),
        (
            {"batch": "https://trace.example/t/0000000000009"},
            "batch",
            "Expected a code whose characters agree with its last one, got '0000000000009'.",
        ),
        (
            {"time": "2026-03-22T08:00:00"},
            "time",
            (
                "Expected a time with its offset like 2026-04-12T06:30:00+07:00, "
                "got '2026-03-22T08:00:00'."
            ),
        ),
        (
            {"id": "17"},
            "id",
            "Expected an id like urn:uuid:0198c1a2-7b3c-7def-8123-456789abcdef, got '17'.",
        ),
    ],
)
def test_what_can_be_true_for_nobody_is_refused(
    api: Api, cast: Cast, store: Store, but: dict[str, Any], field: str, sentence: str
) -> None:
    body = told(cast, "harvest") | but
    count = store.records.count()
    no = api("officer", "POST", "/events/harvest", body)
    assert (no.status_code, no.json["errors"]) == (422, {field: [sentence]})
    assert store.records.count() == count


@pytest.mark.parametrize(
    ("goods", "sentence"),
    [
        ({}, "Expected one of batch, pack, unit, got 'none'."),
        ({"unit": CASE, "amount": {"value": 1, "unit": "H87"}}, "Expected an amount of a batch"),
    ],
)
def test_goods_are_one_thing(api: Api, cast: Cast, goods: dict[str, Any], sentence: str) -> None:
    body = {"time": WHEN, "place": cast.factory.uri, "goods": [goods]}
    no = api("officer", "POST", "/events/store", body)
    assert no.status_code == 422
    ((said,),) = no.json["errors"].values()
    assert said.startswith(sentence)
