"""The list of crop-protection products at the desk: shown, loaded, and every wrong cell told."""

import io
from typing import Any

from flask.testing import FlaskClient

from tests.api.conftest import Headers
from tests.api.console.conftest import Desk
from tests.cast import Cast
from tests.schemas.test_inputs import GOOD, table
from traceability.ledger.gather import inputs_of
from traceability.store.store import Store


def load(desk: Desk, *rows: dict[str, str], name: str = "list.csv") -> Any:
    return desk.send("inputs", "inputs", file=(io.BytesIO(table(*rows)), name))


def test_without_a_list_the_desk_says_what_cannot_be_judged(desk: Desk) -> None:
    assert "Chưa nạp danh mục nào." in desk.get("inputs").text
    assert "/console/inputs" in desk.get("products").text


def test_an_officer_loads_her_cooperatives_list(desk: Desk, cast: Cast, store: Store) -> None:
    answer = load(desk, GOOD)
    assert answer.headers["Location"] == "/console/inputs?done=inputs"
    shown = desk.get("inputs?done=inputs").text
    for said in (
        "Đã nạp danh mục thuốc.",
        "Thuốc A",
        "0.4–0.6 l/ha",
        "Cách ly 7 ngày",
        "có 1 dòng",
    ):
        assert said in shown
    loaded = inputs_of(store, cast.household.uri)
    assert loaded is not None
    assert loaded.version == "1"


def test_every_wrong_cell_is_told_by_row_and_heading_and_nothing_is_loaded(
    desk: Desk, cast: Cast, store: Store
) -> None:
    answer = load(desk, GOOD | {"dose_unit": "<script>x</script>"})
    assert answer.status_code == 422
    assert "Dòng 2 · Đơn vị liều" in answer.text
    assert "Có 1 chỗ chưa đúng. Chưa nạp dòng nào." in answer.text
    assert "<script>x" not in answer.text
    assert inputs_of(store, cast.cooperative.uri) is None


def test_without_a_file_nothing_is_loaded(desk: Desk) -> None:
    assert desk.send("inputs", "inputs").status_code == 422


def test_the_template_is_handed_out_and_can_be_loaded(desk: Desk) -> None:
    template = desk.get("inputs/template.xlsx")
    answer = desk.send("inputs", "inputs", file=(io.BytesIO(template.data), "a.XLSX"))
    assert answer.status_code == 303


def test_only_the_desk_sees_it(client: FlaskClient, headers: dict[str, Headers]) -> None:
    assert client.get("/console/inputs", headers=headers["recorder"]).status_code == 403
