"""One spelling for every GS1 key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.identifiers.epc_uri import canonical_uri

_LOT = "https://id.gs1.org/01/09506000100012/10/"


@pytest.mark.parametrize(
    "text",
    [
        "urn:epc:class:lgtin:9506000.010001.A-1",
        "https://id.gs1.org/01/09506000100012/10/A-1",
        "https://id.gs1.org/01/09506000100012/10/A%2d1",
        "HTTPS://farm.example/shop/01/9506000100012/22/2/10/A%2D1?c=7#top",
        "http://farm.example:8080/gtin/9506000100012/lot/A-1",
    ],
)
def test_every_spelling_of_a_lot_is_one(text: str) -> None:
    assert canonical_uri(text) == f"{_LOT}A-1"


def test_a_percent_encoded_qualifier_loses_domain_and_query_too() -> None:
    spelt = "https://farm.example/01/09506000100012/10/a%2fb%28c?x=1"
    assert canonical_uri(spelt) == f"{_LOT}a%2Fb%28c"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("urn:epc:id:sgln:9506000.20001.0", "/414/9506000200019"),
        ("urn:epc:id:sgln:9506000.20001.A1", "/414/9506000200019/254/A1"),
        ("urn:epc:idpat:grai:9506000.00022.*", "/8003/09506000000220"),
        ("urn:epc:idpat:itip:9506000.010001.01.02.*", "/8006/095060001000120102"),
        ("urn:epc:idpat:cpi:9506000.AB-1.*", "/8010/9506000AB-1"),
        ("urn:epc:id:sgcn:9506000.00022.17", "/255/950600000022017"),
        ("urn:epc:id:giai:9506000.A.B", "/8004/9506000A.B"),
    ],
)
def test_a_scheme_becomes_its_key(text: str, link: str) -> None:
    assert canonical_uri(text) == f"https://id.gs1.org{link}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "urn:epc:",
        "urn:epc:id:sgtin:9506000.010001",
        "urn:epc:id:sgtin:9506000.010001.",
        "urn:epc:id:sgtin:9506000.010001.*",
        "urn:epc:id:sgtin:9506000.01000.7",
        "urn:epc:id:sgtin:950600a.010001.7",
        "urn:epc:idpat:sgtin:9506000.010001.7",
        "urn:epc:idpat:sgln:9506000.20001.*",
        "urn:epc:id:adi:W81X9C.3KL984PX1.2WMA52",
        "https://farm.example",
        "https://farm.example/01/9506000100012/10",
        "https://farm.example/01/9506000100012/10/chè",
        "https://farm.example/01/9506000100012/10/ch%C3%A8",
        "https://farm.example/01/9506000100012/10/" + "x" * 21,
        "https://farm.example/giai/about",
        "geo:21.59,105.79",
    ],
)
def test_what_names_no_gs1_key_has_no_canonical_form(text: str) -> None:
    assert canonical_uri(text) is None


@settings(max_examples=50)
@given(st.text(alphabet="Ab9!\"%&'()*+,-./:;<=>?_", min_size=1, max_size=20))
def test_the_canonical_form_of_a_canonical_form_is_itself(lot: str) -> None:
    spelt = canonical_uri(_LOT + "".join(f"%{ord(sign):02x}" for sign in lot))
    assert spelt is not None
    assert canonical_uri(spelt) == spelt
