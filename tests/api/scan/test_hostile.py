"""Names that want to break out of a page, and do not."""

import re
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast, revise
from traceability.masterdata.party import Party
from traceability.masterdata.product import Product
from traceability.masterdata.texts import Texts

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</title></style><b>",
    "<!--<script>",
    "{{ 7*7 }} {name}",
    "\u202egnp.exe\u2066",
]


def renamed(cast: Cast, name: str) -> str:
    """The path of a published batch whose product, brand and maker have that name."""
    known = cast.ledger.store.masterdata
    tea, maker = known.get(Product, cast.tea.uri), known.get(Party, cast.cooperative.uri)
    revise(cast.ledger, cast.operator, replace(tea, names=Texts.of({"vi": name}), brand=name), 2)
    revise(cast.ledger, cast.operator, replace(maker, name=name), 2)
    packs = cast.packed_tea()
    cast.state("publish", packs.uri)
    return packs.path(cast.domain)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_text_on_the_page_and_in_its_data(
    client: FlaskClient, cast: Cast, name: str
) -> None:
    text = client.get(renamed(cast, name)).text
    assert "<script>" not in text
    assert "<img src=x" not in text
    assert text.count("</script>") == 2
    assert text.count("</title>") == 2
    assert "49" not in re.findall(r"<h2><bdi>(.*?)</bdi>", text)
    assert name in unescape(text)


def test_signs_that_turn_writing_stand_only_where_they_are_held_in(
    client: FlaskClient, cast: Cast
) -> None:
    text = client.get(renamed(cast, "\u202egnp.exe")).text
    outside = re.sub(r"<bdi[^>]*>.*?</bdi>|<script.*?</script>", "", text)
    assert "\u202e" not in outside


def test_a_refusal_quotes_an_address_as_text(client: FlaskClient) -> None:
    answer = client.get("/t/<script>alert(1)</script>")
    assert answer.status_code == 400
    assert "<script>" not in answer.text
    answer = client.get("/nowhere/<script>?lang=en")
    assert answer.status_code == 404
    assert "<script>" not in answer.text
