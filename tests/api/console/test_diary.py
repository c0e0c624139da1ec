"""The farm diary on paper and as a spreadsheet, read back as an officer would read it."""

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.api.conftest import Headers
from tests.cast import Cast, kg
from tests.qr.paper.readback import pages
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.uris import BatchKey

YEAR = "from=2026-01-01&to=2026-12-31"


@pytest.fixture
def season(cast: Cast) -> BatchKey:
    """A spraying, a plucking that the officer typed, and its way to the cooperative."""
    details = {
        "inputName": "Thuốc minh họa",
        "activeIngredient": "matrine",
        "dose": "0,5 lít/ha",
        "preHarvestIntervalDays": 7,
        "reason": '=HYPERLINK("http://evil")',
    }
    crop = BatchKey(cast.plot.uri)
    cast.tell("spray", makers.spray(cast.at(hours=-500), crop, details), cast.recorder)
    leaf = cast.harvest("25.5")
    body = makers.observe(
        "ship", cast.at(hours=5), [Goods(leaf, kg("25.5"))], {}, (cast.cooperative, None)
    )
    cast.tell("ship", body, cast.recorder)
    return leaf


def ask(client: FlaskClient, headers: Headers, path: str) -> Any:
    return client.get(f"/console/{path}", headers=headers)


def rows(data: bytes) -> list[dict[str, str]]:
    sheet = load_workbook(BytesIO(data))["Nhật ký"]
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), (each or "" for each in line), strict=True)) for line in lines]  # type: ignore[misc]


@pytest.mark.usefixtures("season")
def test_the_diary_has_what_vietgap_asks_for(
    client: FlaskClient, headers: dict[str, Headers]
) -> None:
    answer = ask(client, headers["officer"], f"diary.pdf?{YEAR}")
    text = "\n".join(pages(answer.data))
    assert answer.mimetype == "application/pdf"
    for said in ("Hộ 017", "Phun thuốc", "hoạt chất matrine", "0,5 lít/ha", "25,5 kg", "Thu hái"):
        assert said in text.replace("\n", " "), said


@pytest.mark.usefixtures("season")
def test_the_spreadsheet_has_a_column_for_each_field_and_runs_nothing(
    client: FlaskClient, headers: dict[str, Headers]
) -> None:
    answer = ask(client, headers["officer"], f"diary.xlsx?{YEAR}")
    sprayed, plucked = rows(answer.data)
    assert sprayed["Cách ly (ngày)"] == "7"
    assert (plucked["Số lượng xuất bán"], plucked["Nơi bán"]) == (
        "25,5 kg",
        "Hợp tác xã chè thử nghiệm",
    )
    book = load_workbook(BytesIO(answer.data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


def test_a_diary_says_who_entered_a_line_and_what_the_household_says_of_it(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast
) -> None:
    cast.harvest("25.5")
    (line,) = rows(ask(client, headers["officer"], f"diary.xlsx?{YEAR}").data)
    assert line["Người ghi"] == "Ghi: Hợp tác xã chè thử nghiệm"
    assert line["Xác nhận"] == "hộ chưa xác nhận"
    (record,) = cast.ledger.store.records.about(cast.household.uri, "event")
    cast.state("confirm", record.id, cast.recorder)
    (line,) = rows(ask(client, headers["officer"], f"diary.xlsx?{YEAR}").data)
    assert line["Xác nhận"] == "hộ đã xác nhận"


def test_a_weight_in_words_of_the_country_stands_beside_what_it_comes_to(
    client: FlaskClient, headers: dict[str, Headers], api: Any, cast: Cast
) -> None:
    body = {
        "time": "2026-03-20T07:00:00+07:00",
        "place": cast.plot.uri,
        "party": cast.household.uri,
        "amount": {"said": "3 yến 2 cân"},
        "product": cast.leaf.uri,
    }
    assert api("officer", "POST", "/events/harvest", body).status_code == 201
    (line,) = rows(ask(client, headers["officer"], f"diary.xlsx?{YEAR}").data)
    assert line["Số lượng như đã nói"] == "3 yến 2 cân"
    assert line["Số lượng thu hoạch, đổi ra"] == "32 kg"


@pytest.mark.usefixtures("season")
def test_only_what_happened_on_the_days_that_are_asked_for_is_printed(
    client: FlaskClient, headers: dict[str, Headers]
) -> None:
    one_day = "from=2026-03-20&to=2026-03-20"
    (line,) = rows(ask(client, headers["officer"], f"diary.xlsx?{one_day}").data)
    assert (line["Công việc"], line["Ngày thực hiện"]) == ("Thu hái", "20/03/2026")


@pytest.mark.usefixtures("season")
def test_a_stranger_prints_nobodys_diary_but_her_own(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast
) -> None:
    code = cast.household.uri.rpartition("/")[2]
    assert ask(client, headers["stranger"], f"diary.pdf?party={code}").status_code == 403
    assert not rows(ask(client, headers["stranger"], f"diary.xlsx?{YEAR}").data)
    assert ask(client, headers["recorder"], "diary.pdf").status_code == 403


@pytest.mark.parametrize("days", ["from=x", "from=2026-02-30", "from=2026-05-01&to=2026-01-01"])
def test_days_that_are_none_are_refused(
    client: FlaskClient, headers: dict[str, Headers], days: str
) -> None:
    assert ask(client, headers["officer"], f"diary.pdf?{days}").status_code == 400


def test_a_long_diary_repeats_its_headings_and_counts_its_pages(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast
) -> None:
    for number in range(60):
        body = makers.tend(
            cast.at(hours=number), BatchKey(cast.plot.uri), "weeding", {"method": "bằng tay"}
        )
        cast.tell("tend", body, cast.recorder)
    found = pages(ask(client, headers["officer"], f"diary.pdf?{YEAR}").data)
    assert len(found) > 2
    assert all("Công việc" in page for page in found[:2])
    assert [f"Trang {number}/" in page for number, page in enumerate(found, 1)] == [True] * len(
        found
    )


def test_what_was_noted_stands_in_the_diary_of_those_it_belongs_to(
    client: FlaskClient, headers: dict[str, Headers], api: Any, cast: Cast
) -> None:
    body = {
        "time": "2026-03-20T07:00:00+07:00",
        "place": cast.plot.uri,
        "party": cast.household.uri,
        "note": "mưa đá, dập búp",
    }
    assert api("officer", "POST", "/events/note", body).status_code == 201
    (line,) = rows(ask(client, headers["officer"], f"diary.xlsx?{YEAR}").data)
    assert (line["Công việc"], line["Lý do, mật độ sâu bệnh"]) == (
        "Ghi nhận, sự cố",
        "mưa đá, dập búp",
    )
