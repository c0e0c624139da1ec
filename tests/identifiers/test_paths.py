"""A code path is read back as the key it came from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.errors import NotValid
from traceability.identifiers.check_digits import CSET82
from traceability.identifiers.domain import Domain
from traceability.identifiers.keys import Gln, Gtin, Sscc
from traceability.identifiers.own_codes import Serial, mint
from traceability.identifiers.paths import from_path
from traceability.identifiers.uris import (
    BatchKey,
    Key,
    LogisticKey,
    PartyKey,
    PlaceKey,
    PlantKey,
    ProductKey,
    SerialKey,
)

DOMAIN = Domain("id.example.vn")
GTIN, GLN = Gtin.parse("9520123456788"), Gln.parse("9520123456788")
OWN_BATCH = BatchKey.from_code(mint(1), DOMAIN)
LOTS = st.text(CSET82, min_size=1, max_size=20)


@given(LOTS, LOTS)
@settings(max_examples=100, deadline=None)
def test_a_path_is_read_back_as_the_key(lot: str, serial: str) -> None:
    batch = BatchKey.of(GTIN, lot)
    for key in (batch, SerialKey.of(batch, Serial(serial), DOMAIN)):
        assert from_path(key.path(DOMAIN), DOMAIN) == key


@pytest.mark.parametrize(
    "key",
    [
        ProductKey.of(GTIN),
        PlaceKey.of(GLN, "B.1"),
        PartyKey.of(GLN),
        LogisticKey.of(Sscc.parse("952012345678912345")),
        PlantKey.of(PlaceKey.of(GLN, "B"), 3, 17, DOMAIN),
        PlantKey.of(PlaceKey(OWN_BATCH.uri), 3, 17, DOMAIN),
        SerialKey.of(OWN_BATCH, Serial("A+/b"), DOMAIN),
    ],
)
def test_every_kind_is_read_back(key: Key) -> None:
    assert from_path(key.path(DOMAIN) + "/", DOMAIN) == key


@pytest.mark.parametrize("uri", [OWN_BATCH.uri, "urn:a:b%20c", "https://a.example/t/1?x=1"])
def test_a_bare_code_and_an_opaque_uri_do_not_tell_their_kind(uri: str) -> None:
    assert from_path(BatchKey(uri).path(DOMAIN), DOMAIN) == Key(uri)


def test_an_opaque_path_is_one_segment() -> None:
    assert PlaceKey("https://a.example/t/1").path(DOMAIN) == "/u/https%3A%2F%2Fa.example%2Ft%2F1"


def test_a_key_that_we_do_not_keep_is_refused() -> None:
    with pytest.raises(NotValid) as refusal:
        from_path("/8004/9520614141234567", DOMAIN)
    assert str(refusal.value) == (
        "Expected the path of a thing we keep, got '/8004/9520614141234567'."
    )


@pytest.mark.parametrize("path", ["", "/", "/t/", "/t/A", "/t/A/B/C", "/u/x", "/01/1"])
def test_a_broken_path_is_refused(path: str) -> None:
    with pytest.raises(NotValid):
        from_path(path, DOMAIN)
