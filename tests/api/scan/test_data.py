"""What a page says to machines: the EPCIS document and the two blocks of JSON-LD."""

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft7Validator

from tests.browser.shelf import Shelf
from tests.standards.conformance import conformance


@pytest.fixture
def blocks(client: FlaskClient, shelf: Shelf) -> list[dict[str, Any]]:
    text = client.get(shelf["published"]).text
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    return [json.loads(block) for block in found]


def test_the_journey_is_an_epcis_document(client: FlaskClient, shelf: Shelf) -> None:
    schema = json.loads(conformance("epcis/2.0.1/epcis-json-schema.json").read_text("utf-8"))
    answer = client.get(shelf["published"] + "/journey.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert list(Draft7Validator(schema).iter_errors(json.loads(answer.data))) == []


def test_the_journey_holds_the_public_bytes_as_they_were_recorded(
    client: FlaskClient, shelf: Shelf, cast: Any
) -> None:
    data = client.get(shelf["published"] + "/journey.jsonld").data
    uri = "https://trace.example" + shelf["published"]
    events = list(cast.ledger.store.records.about(uri, "event"))
    assert events
    assert all(one.public in data for one in events)


def test_the_journey_is_the_same_until_something_is_recorded(
    client: FlaskClient, shelf: Shelf
) -> None:
    path = shelf["published"] + "/journey.jsonld"
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_the_first_block_is_schema_org_in_plain_texts(blocks: list[dict[str, Any]]) -> None:
    product = blocks[0]
    assert (product["@context"], product["@type"]) == ("https://schema.org/", "Product")
    assert product["name"] == "Chè xanh Tân Cương"
    assert product["manufacturer"]["name"] == "Hợp tác xã chè thử nghiệm"
    assert product["countryOfOrigin"] == {"@type": "Country", "name": "VN"}
    assert product["productionDate"] == "2026-03-21"
    assert product["hasCertification"][0]["expires"] == "2027-12-31"
    assert "offers" not in product


def test_the_second_block_is_the_same_thing_in_words_of_gs1(blocks: list[dict[str, Any]]) -> None:
    schema_org, gs1 = blocks
    assert gs1["@id"] == schema_org["@id"]
    assert gs1["@type"] == "gs1:FoodBeverageTobaccoProduct"
    assert gs1["gs1:isProductRecalled"] == "false"
    assert gs1["gs1:bestBeforeDate"] == "2027-03-20"


def test_every_word_of_gs1_is_in_its_vocabulary(blocks: list[dict[str, Any]]) -> None:
    known = conformance("voc/gs1Voc-1.16.jsonld").read_text("utf-8")
    words = set(re.findall(r'"(gs1:\w+)"', json.dumps(blocks[1])))
    assert words
    assert not {word for word in words if f'"@id": "{word}"' not in known}


def test_a_recall_is_said_to_machines(client: FlaskClient, shelf: Shelf) -> None:
    assert '"gs1:isProductRecalled":"true"' in client.get(shelf["recalled"]).text
