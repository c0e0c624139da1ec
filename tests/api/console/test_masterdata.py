"""Master data at the desk: added and changed as revisions, nothing lost on a mistake, both versions shown."""

from io import BytesIO
from typing import Any

import pytest

from qr.drawings import drawn
from tests.api.console.conftest import Desk, code
from tests.cast import Cast
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.store.store import Store

HOUSE = {"label": "Hộ 031", "name": "Lý Văn Páo", "address.commune": "Tân Cương, Thái Nguyên"}
PLOT = {
    "label": "Nương B",
    "name": "Đồi sau",
    "address.commune": "05503",
    "plants": "1-14x165 (2010)",
}
TEA = {
    "names.vi": "Chè nõn tôm",
    "kind": "green_tea",
    "net_content.value": "0,5",
    "net_content.unit": "KGM",
}


def code_of(answer: Any) -> str:
    """The code of what was just recorded, as the address of its page has it."""
    return str(answer.headers["Location"]).partition("?")[0].split("/")[3]


def test_a_household_is_added_with_its_commune_by_name(
    desk: Desk, cast: Cast, store: Store
) -> None:
    answer = desk.send("households/new", "/new", **HOUSE, phone="+84912345678")
    assert answer.status_code == 303
    party = store.masterdata.get(Party, f"https://trace.example/t/{code_of(answer)}")
    assert (party.label, party.phone) == ("Hộ 031", "+84912345678")
    assert party.member_of == cast.cooperative
    assert party.address
    assert party.address.commune == "05503"


def test_a_wrong_field_is_told_beside_it_and_nothing_is_lost(desk: Desk) -> None:
    answer = desk.send("households/new", "/new", **HOUSE, phone="0912 345 678")
    assert answer.status_code == 422
    assert 'value="Lý Văn Páo"' in answer.text
    assert 'value="0912 345 678"' in answer.text
    wrong = answer.text.partition('id="thing-phone-wrong"')[2].partition("</p>")[0]
    assert "Expected a telephone number like +84912345678" in wrong
    assert "Hộ 031" not in desk.get("households").text


def test_a_form_sent_twice_adds_one_household(desk: Desk, store: Store) -> None:
    fields = HOUSE | {"id": f"urn:uuid:{'0' * 8}-0000-4000-8000-{'4' * 12}", "base": "0"}
    where, headers = "/console/households/new", desk.headers["officer"]
    before = store.records.count(kind="revision")
    codes = {code_of(desk.client.post(where, data=fields, headers=headers)) for _ in range(2)}
    assert len(codes) == 1
    assert store.records.count(kind="revision") == before + 1


def test_a_commune_of_an_unclear_name_is_asked_for(desk: Desk) -> None:
    answer = desk.send("households/new", "/new", **HOUSE | {"address.commune": "Không Có Xã"})
    assert "Expected a commune by its name or code" in answer.text


def test_a_plot_is_added_to_a_household_with_its_rows(desk: Desk, cast: Cast, store: Store) -> None:
    answer = desk.send(f"households/{code(cast.household)}/plots/new", "/plots/new", **PLOT)
    assert answer.status_code == 303
    plot = store.masterdata.get(Place, f"https://trace.example/t/{code_of(answer)}")
    assert plot.plant_count == 14 * 165
    assert plot.party == cast.household
    assert "Nương B" in desk.get("plots").text


def test_a_product_is_added_with_its_picture(desk: Desk, store: Store) -> None:
    picture = BytesIO(drawn("shelf", "green", 300)), "a.jpg"
    answer = desk.send("products/new", "/new", **TEA, picture=picture)
    assert answer.status_code == 303
    product = store.masterdata.get(Product, f"https://trace.example/t/{code_of(answer)}")
    assert len(product.images) == 1
    assert product.net_content
    assert str(product.net_content.value) == "0.5"
    assert "Chè nõn tôm" in desk.get("products").text


def test_a_change_is_the_next_revision_and_keeps_what_the_form_does_not_show(
    desk: Desk, cast: Cast, store: Store
) -> None:
    path = f"products/{code(cast.tea)}/change"
    text = desk.get(path).text
    assert 'value="Chè xanh Tân Cương"' in text
    fields = TEA | {"standards": "TCVN 11892-1:2017\nVietGAP", "net_content.unit": "KGM"}
    assert desk.send(path, "/change", **fields).status_code == 303
    last = store.masterdata.last(cast.tea.uri)
    assert last
    assert last.number == 2
    assert getattr(last.value, "images", ()) == ("a" * 64,)


def test_of_two_changes_at_once_both_are_shown_and_a_person_chooses(
    desk: Desk, cast: Cast, store: Store
) -> None:
    path = f"households/{code(cast.household)}/change"
    mine = {"label": "Hộ 017", "name": "Phạm Thị Mai", "address.commune": "05503"}
    assert desk.send(path, "/change", **mine | {"name": "Phạm Mai"}).status_code == 303
    fields = mine | {"id": f"urn:uuid:{'0' * 8}-0000-4000-8000-{'5' * 12}", "base": "1"}
    late = desk.client.post(f"/console/{path}", data=fields, headers=desk.headers["officer"])
    assert late.status_code == 409
    assert "<td>Phạm Mai</td>" in late.text
    assert "<b>Phạm Thị Mai</b>" in late.text
    last = store.masterdata.last(cast.household.uri)
    assert last
    assert last.number == 2


@pytest.mark.parametrize("kind", ["households", "plots", "products"])
def test_a_stranger_changes_nothing(desk: Desk, cast: Cast, kind: str) -> None:
    key = {"households": cast.household, "plots": cast.plot, "products": cast.tea}[kind]
    assert desk.get(f"{kind}/{code(key)}/change", "stranger").status_code == 403
    where = f"/console/{kind}/{code(key)}/change"
    fields = HOUSE | PLOT | TEA | {"id": f"urn:uuid:{'0' * 8}-0000-4000-8000-{'6' * 12}"}
    sent = desk.client.post(where, data=fields | {"base": "1"}, headers=desk.headers["stranger"])
    assert sent.status_code == 403


def test_a_stranger_adds_no_plot_to_another_household(desk: Desk, cast: Cast) -> None:
    where = f"/console/households/{code(cast.household)}/plots/new"
    sent = desk.client.post(where, data=PLOT | {"id": "x"}, headers=desk.headers["stranger"])
    assert sent.status_code == 403
