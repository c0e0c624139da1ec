"""Digital Links are read strictly and written canonically."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.errors import NotValid
from traceability.identifiers.check_digits import CSET82
from traceability.identifiers.digital_link import parse, read_path, write
from traceability.identifiers.element_strings import Element

GTIN = Element("01", "09520123456788")
VALUES = st.text(CSET82, min_size=1, max_size=20)


@given(VALUES, VALUES, VALUES)
@settings(max_examples=100, deadline=None)
def test_what_is_written_is_read_back(lot: str, serial: str, extra: str) -> None:
    elements = (GTIN, Element("10", lot), Element("21", serial), Element("99", extra))
    link = parse(write(elements, "https://example.com/stem"))
    assert link.elements == elements
    assert parse(link.canonical()) == link


def test_the_canonical_form_has_no_stem_and_sorted_attributes() -> None:
    uri = "http://example.com:8080/shop/01/09520123456788/10/A%2fb?99=x&17=261231&c=ABC#top"
    assert parse(uri).canonical() == (
        "https://id.gs1.org/01/09520123456788/10/A%2Fb?17=261231&99=x"
    )


def test_the_rightmost_key_wins() -> None:
    assert parse("https://a/01/09520123456788/00/952012345678912345").key.code == "00"


@pytest.mark.parametrize(
    ("uri", "sentence"),
    [
        ("a", "Expected an http or https URI with a path, got 'a'."),
        ("https://a/b", "Expected a GS1 key such as /01/{GTIN} in the path, got '/b'."),
        ("https://a/10/A", "Expected a GS1 key such as /01/{GTIN} in the path, got '/10/A'."),
        (
            "https://a/01/09520123456788/21/A/10/B",
            (
                "Expected qualifiers that belong to their key, in order, "
                "got '/01/09520123456788/21/A/10/B'."
            ),
        ),
        ("https://a/01/09520123456788?10=B", "Expected (10) in the path, got '10'."),
        (
            "https://a/01/09520123456788?8200=B",
            "Expected an application identifier that may stand in the query, got '8200'.",
        ),
        (
            "https://a/01/09520123456788?99=1&99=1",
            "Expected each application identifier once, got '99=1&99=1'.",
        ),
    ],
)
def test_a_broken_uri_is_refused(uri: str, sentence: str) -> None:
    with pytest.raises(NotValid) as refusal:
        parse(uri)
    assert str(refusal.value) == sentence


def test_a_resolver_tolerates_one_trailing_slash() -> None:
    link = read_path("/01/09520123456788/10/A/", "linkType=gs1:pip&99=x")
    assert link.path() == "/01/09520123456788/10/A"
    assert link.attributes == (Element("99", "x"),)


@pytest.mark.parametrize("path", ["/01/09520123456788//", "/01/09520123456788/foo", "01", "/é"])
def test_a_resolver_refuses_a_broken_path(path: str) -> None:
    with pytest.raises(NotValid):
        read_path(path, "")


def test_a_pay_to_number_needs_its_reference() -> None:
    with pytest.raises(NotValid) as refusal:
        write((Element("415", "9520123456788"),))
    assert str(refusal.value) == "Expected elements with a whole Digital Link key, got '415'."


def test_attributes_of_fixed_length_are_written_first() -> None:
    elements = (Element("99", "x"), GTIN, Element("17", "261231"), GTIN)
    assert write(elements) == "https://id.gs1.org/01/09520123456788?17=261231&99=x"
