"""The officer merges what stands there twice; old codes still answer, and the phone sees one household."""

from time import sleep
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.conftest import Headers
from tests.cast import TAN_CUONG, Cast, revise
from traceability.identifiers.uris import PartyKey, PlaceKey
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.store.moved import INTERVAL


@pytest.fixture
def twice(cast: Cast) -> PartyKey:
    """The household once more, with a plot."""
    key, plot = cast.new(PartyKey), cast.new(PlaceKey)
    again = Party(key, "household", "Hộ 017", "Hộ 017", TAN_CUONG, cast.cooperative)
    revise(cast.ledger, cast.officer, again)
    revise(cast.ledger, cast.officer, Place(plot, "plot", key, "Nương B", TAN_CUONG, "Nương B"))
    return key


def code(uri: str) -> str:
    return uri.rpartition("/")[2]


def send(client: FlaskClient, headers: Headers, gone: PartyKey, kept: str) -> Any:
    form = {"about": code(gone.uri), "into": kept}
    return client.post("/console/duplicates", headers=headers, data=form)


def shown(client: FlaskClient, headers: Headers) -> Any:
    return client.get("/api/v1/mine", headers=headers).json


def test_the_desk_shows_what_may_be_one_and_merges_it_and_takes_it_back(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast, twice: PartyKey
) -> None:
    officer, store = headers["officer"], cast.ledger.store.masterdata
    page = client.get("/console/duplicates", headers=officer).text
    assert "cùng số, cùng tên gọi" in page
    assert send(client, officer, twice, code(cast.household.uri)).status_code == 303
    assert store.kept(twice.uri) == cast.household.uri
    page = client.get("/console/duplicates", headers=officer).text
    assert "Không thấy hộ hay nương nào trùng." in page
    assert "đã gộp vào" in page
    assert send(client, officer, twice, "").status_code == 303
    assert store.kept(twice.uri) == twice.uri


def test_the_list_of_households_leads_to_its_duplicates(
    client: FlaskClient, headers: dict[str, Headers]
) -> None:
    page = client.get("/console/households", headers=headers["officer"]).text
    assert 'href="/console/duplicates"' in page


def test_a_stranger_merges_nothing(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast, twice: PartyKey
) -> None:
    answer = send(client, headers["stranger"], twice, code(cast.household.uri))
    assert answer.status_code == 403
    assert cast.ledger.store.masterdata.kept(twice.uri) == twice.uri
    assert send(client, headers["officer"], twice, code(twice.uri)).status_code == 422


def test_the_page_of_the_old_code_answers_and_points_on(
    client: FlaskClient, cast: Cast, twice: PartyKey
) -> None:
    path = f"/t/{code(twice.uri)}"
    assert "đã gộp vào" not in client.get(path).text
    cast.state("merge", twice.uri, into=cast.household.uri)
    sleep(INTERVAL)
    page = client.get(path)
    assert page.status_code == 200
    assert "Mã này đã gộp vào Hộ 017." in page.text
    assert f'href="/t/{code(cast.household.uri)}"' in page.text


def test_the_phone_sees_one_household_with_the_plots_of_both(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast, twice: PartyKey
) -> None:
    cast.state("merge", twice.uri, into=cast.household.uri)
    mine = shown(client, headers["recorder"])
    assert [each["party"] for each in mine["households"]] == [cast.household.uri]
    assert {plot["label"] for plot in mine["plots"]} == {"Nương A", "Nương B"}
    assert {plot["party"] for plot in mine["plots"]} == {cast.household.uri}
    whole = shown(client, headers["officer"])
    assert [each["party"] for each in whole["households"]] == [cast.household.uri]


def test_programs_merge_by_a_statement(api: Any, cast: Cast, twice: PartyKey) -> None:
    body = {"about": twice.uri, "into": cast.household.uri}
    assert api("recorder", "POST", "/statements/merge", body).status_code == 403
    assert api("officer", "POST", "/statements/merge", body).status_code == 201
    assert cast.ledger.store.masterdata.kept(twice.uri) == cast.household.uri


def test_a_merged_household_is_printed_once(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast, twice: PartyKey
) -> None:
    from_ = "/console/diary.xlsx?from=2026-01-01&to=2026-12-31"
    before = len(client.get(from_, headers=headers["officer"]).data)
    cast.state("merge", twice.uri, into=cast.household.uri)
    assert len(client.get(from_, headers=headers["officer"]).data) <= before
