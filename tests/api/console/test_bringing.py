"""The spreadsheet at the desk: a template, a check that records nothing, and the import."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from schemas.sheets.columns import HOUSEHOLDS
from tests.api.conftest import Headers
from tests.api.importing.filled import ALL, LUONG, book
from tests.cast import Cast


def bring(client: FlaskClient, headers: Headers, data: bytes, **more: str) -> Any:
    form = {"file": (io.BytesIO(data), "ho.xlsx"), **more}
    asked = headers | {"Accept": "application/json"}
    return client.post("/console/import", headers=asked, data=form)


def test_the_template_is_handed_out(client: FlaskClient, headers: dict[str, Headers]) -> None:
    answer = client.get("/console/import/template.xlsx", headers=headers["officer"])
    assert HOUSEHOLDS in load_workbook(io.BytesIO(answer.data)).sheetnames


def test_a_check_records_nothing_and_an_import_everything(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast
) -> None:
    before = cast.ledger.store.records.count()
    dry = bring(client, headers["officer"], book(ALL), dry="1").json
    assert (dry["recorded"], dry["dry"], len(dry["rows"])) == (0, True, 4)
    assert cast.ledger.store.records.count() == before
    assert bring(client, headers["officer"], book(ALL)).json["recorded"] == 4
    assert bring(client, headers["officer"], book(ALL)).json["recorded"] == 0


def test_every_wrong_cell_is_told_in_one_answer(
    client: FlaskClient, headers: dict[str, Headers]
) -> None:
    wrong = book(
        {HOUSEHOLDS: [LUONG | {"Xã": "Không Có"}, LUONG | {"Số hộ": "Hộ 9", "Điện thoại": "1"}]}
    )
    answer = bring(client, headers["officer"], wrong)
    assert answer.status_code == 422
    assert [each["address"] for each in answer.json["wrong"]] == ["E2", "G3"]


def test_the_page_says_in_vietnamese_what_is_wrong_and_shows_no_markup_of_strangers(
    client: FlaskClient, headers: dict[str, Headers]
) -> None:
    wrong = book({HOUSEHOLDS: [LUONG | {"Xã": "<script>x</script>"}, {"Số hộ": "Hộ 9"}]})
    form = {"file": (io.BytesIO(wrong), "ho.xlsx")}
    shown = client.post("/console/import", headers=headers["officer"], data=form).text
    assert "Có 4 ô chưa đúng. Chưa có gì được ghi." in shown
    assert "cần tên xã, phường của Thái Nguyên; trong ô là &lt;script&gt;" in shown
    assert "cần điền vào ô này; ô còn trống" in shown
    assert "<script>x" not in shown


@pytest.mark.parametrize("who", ["recorder", "helper"])
def test_only_the_desk_imports(client: FlaskClient, headers: dict[str, Headers], who: str) -> None:
    assert bring(client, headers[who], book(ALL)).status_code == 403


def test_no_file_or_another_kind_is_refused(
    client: FlaskClient, headers: dict[str, Headers]
) -> None:
    assert client.post("/console/import", headers=headers["officer"]).status_code == 422
    assert bring(client, headers["officer"], b"hello").status_code == 422
