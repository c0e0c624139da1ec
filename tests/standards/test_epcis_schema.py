"""Every happening we write is an event by GS1's own JSON schema, formats asserted."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import simplejson
from jsonschema import Draft7Validator, FormatChecker

from tests.cast import MORNING, kg, pieces
from tests.standards.conformance import conformance
from traceability.events import event, makers
from traceability.events.amount import Amount
from traceability.events.dose import Dose
from traceability.events.makers import HAPPENINGS
from traceability.events.occasion import Goods, Occasion, namespaces, vocabulary_uri
from traceability.events.said import heard
from traceability.identifiers.domain import Domain
from traceability.identifiers.keys import Sscc
from traceability.identifiers.own_codes import mint
from traceability.identifiers.uris import BatchKey, LogisticKey, PartyKey, PlaceKey, PlantKey

HOME = Domain("trace.example")
PLOT, FACTORY = (PlaceKey.from_code(mint(number), HOME) for number in (1, 2))
PARTY, BUYER = (PartyKey.from_code(mint(number), HOME) for number in (3, 4))
LEAF, TEA, PACKS = (BatchKey.from_code(mint(number), HOME) for number in (5, 6, 7))
CASE = LogisticKey.of(Sscc.parse("095060000000000015"))
CROP = BatchKey(PLOT.uri)
AT = Occasion(HOME, MORNING, PLOT, PARTY, "urn:uuid:018f6b2e-7c00-7000-8000-000000000001")
DOSE = Dose(Amount(Decimal(20), "MLT"), heard("1 sào Bắc Bộ"))
GOODS = [Goods(PACKS, pieces(10))]
WRONG = event.make(makers.observe("sell", AT, GOODS, {}), namespaces(HOME))

TOLD: dict[str, event.Body] = {
    "plant": makers.plant(AT, CROP, {"cultivar": "Kim Tuyên"}),
    "tend": makers.tend(AT, CROP, "fertilising", {"product": "NPK"}),
    "spray": makers.spray(AT, CROP, {"preHarvestIntervalDays": 7, "doseOf": DOSE.body}),
    "note": makers.note(AT, Goods(PlantKey.of(PLOT, 3, 17, HOME)), {}),
    "harvest": makers.harvest(AT, Goods(LEAF, heard("2 yến")), "INTEGRATED_PEST_MANAGEMENT", {}),
    "process": makers.process(AT, "drying", [Goods(LEAF, heard("2 yến"))], [Goods(TEA)], {}),
    "pack": makers.pack(AT, [Goods(TEA, kg("5"))], GOODS, date(2027, 3, 1), {}),
    "repack": makers.pack(AT, GOODS, [Goods(LEAF, pieces(2))], None, {}, again=True),
    "aggregate": makers.aggregate(AT, CASE, GOODS),
    "disaggregate": makers.disaggregate(AT, CASE, []),
    "inspect": makers.inspect(AT, GOODS, "conformant", "https://lab.example/1", {}),
    "correct": makers.correct(WRONG, MORNING, "did_not_occur", []),
    **{
        name: makers.observe(name, AT, GOODS, {}, (BUYER, FACTORY))
        for name in ("store", "ship", "receive", "sell", "return", "lose", "destroy")
    },
    **{name: makers.mark(name, AT, GOODS, {}) for name in ("hold", "release", "recall")},
    "lift-recall": makers.mark("lift-recall", AT, GOODS, {}),
}


@pytest.fixture(scope="module")
def schema() -> Draft7Validator:
    """GS1's EPCIS 2.0.1 schema, URIs and times asserted."""
    text = conformance("epcis/2.0.1/epcis-json-schema.json").read_text(encoding="utf-8")
    return Draft7Validator(json.loads(text), format_checker=FormatChecker())


def document(body: event.Body) -> dict[str, Any]:
    """One event as a document, as a partner would get it."""
    context = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]
    return {
        "@context": [*context, {"farm": vocabulary_uri(HOME)}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-03-21T00:00:00+07:00",
        "epcisBody": {"eventList": [json.loads(event.to_bytes(body))]},
    }


def test_every_happening_has_an_example() -> None:
    assert sorted(TOLD) == sorted(HAPPENINGS)


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_a_happening_is_valid_by_the_schema(happening: str, schema: Draft7Validator) -> None:
    errors = [error.message for error in schema.iter_errors(document(TOLD[happening]))]
    assert errors == []


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_reading_the_bytes_back_gives_the_same_event(happening: str) -> None:
    told = event.make(TOLD[happening], namespaces(HOME))
    again = event.make(event.from_bytes(event.to_bytes(told.body)), namespaces(HOME))
    assert again == told
    assert simplejson.loads(event.to_bytes(told.body))
