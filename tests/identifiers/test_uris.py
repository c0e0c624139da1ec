"""Keys are formed, read back and told apart by their kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.errors import NotValid
from traceability.identifiers import uris
from traceability.identifiers.check_digits import CSET82
from traceability.identifiers.domain import Domain
from traceability.identifiers.keys import Gln, Gtin, Sscc
from traceability.identifiers.own_codes import Serial, mint
from traceability.identifiers.uris import BatchKey, Key, PlaceKey, PlantKey, ProductKey, SerialKey

DOMAIN = Domain("id.example.vn")
CODE = mint(123456789)
GTIN, GLN = Gtin.parse("9520123456788"), Gln.parse("9520123456788")
GS1 = "https://id.gs1.org"
OWN = f"https://id.example.vn/t/{CODE.value}"
LOTS = st.text(CSET82, min_size=1, max_size=20)
BARE = (
    ProductKey,
    BatchKey,
    PlaceKey,
    uris.PartyKey,
    uris.LogisticKey,
    uris.CertificateKey,
    uris.ListingKey,
)


@given(LOTS, LOTS)
@settings(max_examples=100, deadline=None)
def test_what_is_formed_is_read_back(lot: str, text: str) -> None:
    batch, serial = BatchKey.of(GTIN, lot), Serial(text)
    pack = SerialKey.of(batch, serial, DOMAIN)
    assert BatchKey.parse(batch.uri, DOMAIN) == batch
    assert SerialKey.parse(pack.uri, DOMAIN) == pack
    assert (pack.parent, pack.serial) == (batch, serial)


@pytest.mark.parametrize("kind", BARE)
def test_an_own_code_names_anything(kind: type[Key]) -> None:
    key = kind.from_code(CODE, DOMAIN)
    assert key.uri == OWN
    assert kind.parse(f"HTTP://ID.EXAMPLE.VN/t/{CODE.value.lower()}?c=1", DOMAIN) == key


@pytest.mark.parametrize(
    ("key", "path"),
    [
        (ProductKey.of(GTIN), "/01/09520123456788"),
        (BatchKey.of(GTIN, "A/1"), "/01/09520123456788/10/A%2F1"),
        (PlaceKey.of(GLN), "/414/9520123456788"),
        (PlaceKey.of(GLN, "B"), "/414/9520123456788/254/B"),
        (uris.PartyKey.of(GLN), "/417/9520123456788"),
        (uris.LogisticKey.of(Sscc.parse("952012345678912345")), "/00/952012345678912345"),
    ],
)
def test_a_gs1_number_makes_a_canonical_key(key: Key, path: str) -> None:
    assert key.uri == GS1 + path
    assert type(key).parse("http://shop.example/stem" + path + "?99=x", DOMAIN) == key


def test_a_variant_is_left_out() -> None:
    batch = BatchKey.parse("https://a.example/01/09520123456788/22/X/10/L", DOMAIN)
    assert batch == BatchKey.of(GTIN, "L")


def test_a_pack_of_a_product_without_a_lot_has_the_product_as_parent() -> None:
    pack = SerialKey.of(ProductKey.of(GTIN), Serial("7"), DOMAIN)
    assert pack.uri == f"{GS1}/01/09520123456788/21/7"
    assert pack.parent == ProductKey.of(GTIN)


def test_a_pack_of_an_own_batch_begins_with_its_code() -> None:
    batch = BatchKey.from_code(CODE, DOMAIN)
    pack = SerialKey.of(batch, Serial("A/1"), DOMAIN)
    assert pack.uri == f"{OWN}/A%2F1"
    assert (pack.parent, pack.serial) == (batch, Serial("A/1"))


@pytest.mark.parametrize(
    ("plot", "uri"),
    [
        (PlaceKey(OWN), f"{OWN}/3-17"),
        (PlaceKey.of(GLN), f"{GS1}/414/9520123456788/254/.3-17"),
        (PlaceKey.of(GLN, "B.2"), f"{GS1}/414/9520123456788/254/B.2.3-17"),
    ],
)
def test_a_plant_is_an_address_in_its_plot(plot: PlaceKey, uri: str) -> None:
    plant = PlantKey.of(plot, 3, 17, DOMAIN)
    assert plant.uri == uri
    assert (plant.plot, plant.address) == (plot, (3, 17))


def test_a_row_is_counted_from_one() -> None:
    with pytest.raises(NotValid) as refusal:
        PlantKey.of(PlaceKey(OWN), 0, 1, DOMAIN)
    assert str(refusal.value) == "Expected a row and a position such as 3-17, got '0-1'."


def test_a_serial_is_no_plants_address() -> None:
    with pytest.raises(NotValid) as refusal:
        SerialKey.of(BatchKey(OWN), Serial("3-17"), DOMAIN)
    assert str(refusal.value) == "Expected a serial that is no plant's address, got '3-17'."


@pytest.mark.parametrize("kind", [BatchKey, PlaceKey, uris.PartyKey])
@pytest.mark.parametrize("uri", ["urn:epc:id:sgln:952012.345678.0", "https://a.example/farm/1"])
def test_a_partner_may_name_things_by_any_uri(kind: type[Key], uri: str) -> None:
    assert kind.parse(uri, DOMAIN).uri == uri


@pytest.mark.parametrize(
    ("kind", "uri"),
    [
        (BatchKey, "https://a.example/a b"),
        (BatchKey, "https://a.example/" + "a" * 500),
        (BatchKey, "ftp://a.example/a"),
        (BatchKey, "farm 1"),
        (BatchKey, "https://id.gs1.org/farm"),
        (ProductKey, "https://a.example/farm"),
        (uris.ListingKey, "urn:a:b"),
    ],
)
def test_another_text_is_refused(kind: type[Key], uri: str) -> None:
    with pytest.raises(NotValid, match=rf"Expected the URI of {kind.expected}, got"):
        kind.parse(uri, DOMAIN)


def test_a_digital_link_with_a_wrong_check_digit_is_not_taken_for_an_opaque_uri() -> None:
    with pytest.raises(NotValid) as refusal:
        BatchKey.parse("https://a.example/01/09520123456789/10/A", DOMAIN)
    assert str(refusal.value) == (
        "Expected a right check digit in (01) GTIN, got '09520123456789'."
    )


def test_a_key_of_another_kind_is_refused() -> None:
    with pytest.raises(NotValid) as refusal:
        PlaceKey.parse("https://id.gs1.org/414/9520123456788/254/B.3-17", DOMAIN)
    assert str(refusal.value) == (
        "Expected the URI of a place, got 'https://id.gs1.org/414/9520123456788/254/B.3-17'."
    )


@pytest.mark.parametrize("path", ["/", "/x/ABC", f"/t/{CODE.value}/A/B", "/t"])
def test_another_path_of_our_domain_is_no_key(path: str) -> None:
    with pytest.raises(NotValid) as refusal:
        BatchKey.parse("https://id.example.vn" + path, DOMAIN)
    assert str(refusal.value) == f"Expected /t/ and the code of a batch, got {path!r}."


def test_keys_of_one_kind_are_ordered_and_frozen() -> None:
    assert sorted([BatchKey("b"), BatchKey("a")]) == [BatchKey("a"), BatchKey("b")]
    assert len({BatchKey("a"), BatchKey("a"), PlaceKey("a")}) == 2
    with pytest.raises(AttributeError):
        BatchKey("a").uri = "b"  # type: ignore[misc]  # frozen, and here it is tried
