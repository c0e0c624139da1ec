"""The list of crop-protection products: loaded by an officer, read by phones, judged by, and never lost."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from api.rest.inputs import XLSX
from tests.api.conftest import Api
from tests.cast import Cast, revise
from tests.schemas.test_inputs import GOOD, table
from traceability.access import Subject
from traceability.events.occasion import namespaces
from traceability.identifiers.uris import BatchKey
from traceability.keyring import Keyring
from traceability.ledger import rebuild, restore, verify
from traceability.ledger.gather import inputs_of
from traceability.ledger.publication import findings_of
from traceability.masterdata.place import Place
from traceability.store import backup
from traceability.store.store import Store

SPRAYED = "2026-03-18T07:00:00+07:00"
PLUCKED = "2026-03-22T07:00:00+07:00"


def load(api: Api, who: str, *rows: dict[str, str], party: str = "") -> Any:
    path = "/inputs" + (f"?party={party}" if party else "")
    return api.send(who, path, table(*rows), "text/csv")


def rules(api: Api, cast: Cast, store: Store, **spray: Any) -> dict[str, str]:
    """What is found of leaf that was plucked four days after a spray: rule to effect or why."""
    body = {"time": SPRAYED, "place": cast.plot.uri, "input_name": "Thuốc A", **spray}
    assert api("recorder", "POST", "/events/spray", body).status_code == 201
    leaf = {"time": PLUCKED, "place": cast.plot.uri, "product": cast.leaf.uri}
    made = api("recorder", "POST", "/events/harvest", leaf).json["batches"][0]["key"]
    found = findings_of(store, BatchKey(made).uri, datetime(2026, 3, 23, tzinfo=UTC))
    numbers = {each.rule: each.numbers for each in found if each.rule[0] == "P"}
    return {
        rule: it.get("missing") or it.get("why") or it["interval_from"]
        for rule, it in numbers.items()
    }


@pytest.fixture
def tea_plot(cast: Cast, store: Store) -> Place:
    """The plot, on which tea is known to grow."""
    before = store.masterdata.get(Place, cast.plot.uri)
    plot = Place(
        before.key, "plot", before.party, before.name, before.address, "Nương A", crop="chè"
    )
    revise(cast.ledger, cast.operator, plot, 2)
    return plot


@pytest.mark.usefixtures("tea_plot")
def test_until_a_list_is_loaded_nothing_can_be_checked(api: Api, cast: Cast, store: Store) -> None:
    said = rules(api, cast, store, pre_harvest_interval_days=7)
    assert said == {"P1": "label", "P2": "list", "P3": "list"}


@pytest.mark.usefixtures("tea_plot")
def test_with_a_list_the_product_and_the_dose_are_checked(
    api: Api, cast: Cast, store: Store
) -> None:
    assert load(api, "officer", GOOD).status_code == 201
    dose = {"dose_amount": {"value": 30, "unit": "MLT"}, "dose_per": {"said": "1 sào Bắc Bộ"}}
    assert rules(api, cast, store, pre_harvest_interval_days=3, **dose) == {
        "P1": "list",
        "P3": "list",
        "P4": "dose_range",
    }


@pytest.mark.usefixtures("tea_plot")
def test_what_the_list_does_not_permit_blocks(api: Api, cast: Cast, store: Store) -> None:
    load(api, "officer", GOOD | {"crops": "lúa", "interval_days": "1"})
    assert rules(api, cast, store, input="R1")["P2"] == "not_for_crop"


def test_a_spray_keeps_where_its_interval_is_from_and_its_dose(api: Api, cast: Cast) -> None:
    body: dict[str, Any] = {"time": SPRAYED, "place": cast.plot.uri}
    body |= {"input": "R1", "input_name": "A"}
    body |= {"dose_amount": {"value": 25, "unit": "MLT"}, "dose_per": {"value": 16, "unit": "LTR"}}
    made = api("recorder", "POST", "/events/spray", body | {"pre_harvest_interval_days": 7})
    event = api("recorder", "GET", made.headers["Location"].removeprefix("/api/v1")).json["event"]
    said = {"farm:input": "R1", "farm:intervalFrom": "label", "farm:dose": "25 ml/16 l"}
    assert {name: event[name] for name in said} == said
    assert event["farm:doseOf"]["farm:perUom"] == "LTR"


def test_half_a_dose_is_refused(api: Api, cast: Cast) -> None:
    body = {
        "time": SPRAYED,
        "place": cast.plot.uri,
        "input_name": "A",
        "dose_per": {"said": "1 thước"},
    }
    no = api("recorder", "POST", "/events/spray", body)
    sentence = "Expected dose_amount and dose_per, got 'no dose_amount'."
    assert no.json["errors"] == {"dose_amount": [sentence]}


def test_every_loading_is_a_version_and_the_same_file_is_none(api: Api) -> None:
    assert api("officer", "GET", "/inputs").json == {"rows": []}
    first = load(api, "officer", GOOD)
    again = load(api, "officer", GOOD)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    later = load(api, "officer", GOOD | {"interval_days": "10"}).json
    assert (first.json["number"], later["number"]) == (1, 2)
    assert (later["form"], later["key"]) == ("inputs/1", first.json["key"])


@pytest.mark.parametrize("who", ["recorder", "officer"])
def test_a_household_reads_its_cooperatives_list(api: Api, cast: Cast, who: str) -> None:
    load(api, "officer", GOOD)
    read = api(who, "GET", "/inputs")
    assert (read.json["version"], read.json["party"]) == (1, cast.cooperative.uri)
    (row,) = read.json["rows"]
    assert row["active_ingredients"] == ["Abamectin 18 g/l", "Dầu khoáng 50 %"]
    assert (row["dose_unit"], row["dose_per"], row["interval_days"]) == ("LTR", "HAR", 7)
    assert api(who, "GET", "/inputs", If_None_Match=read.headers["ETag"]).status_code == 304
    assert api("stranger", "GET", "/inputs").json == {"rows": []}


def test_a_member_of_two_cooperatives_goes_by_the_list_that_is_there(
    api: Api, cast: Cast, store: Store
) -> None:
    load(api, "stranger", GOOD)
    houses = cast.cooperative.uri, (cast.stranger_cooperative.uri,)
    found = store.masterdata.inputs_for([Subject(cast.household.uri, *houses)])
    assert found[cast.household.uri].number == 1


def test_a_phone_gets_the_list_for_the_hillside(api: Api) -> None:
    assert api("recorder", "GET", "/mine").json["inputs"] is None
    load(api, "officer", GOOD)
    held = api("recorder", "GET", "/mine").json["inputs"]
    assert (held["version"], [row["row"] for row in held["rows"]]) == (1, ["R1"])


@pytest.mark.parametrize(("who", "status"), [("recorder", 403), ("helper", 403), ("stranger", 403)])
def test_nobody_else_loads_a_cooperatives_list(api: Api, cast: Cast, who: str, status: int) -> None:
    assert load(api, who, GOOD, party=cast.cooperative.uri).status_code == status


def test_wrong_cells_are_told_by_row_and_column_and_nothing_is_loaded(api: Api) -> None:
    no = load(api, "officer", GOOD, GOOD | {"row": "R2", "dose_per": "sào"})
    sentence = "Expected one of ha, l, lít, lít nước, l nước, got 'sào'."
    assert (no.status_code, no.json["errors"]) == (422, {"3.dose_per": [sentence]})
    assert api("officer", "GET", "/inputs").json == {"rows": []}


def test_the_templates_are_given_and_taken(api: Api) -> None:
    for ending, kind in (("csv", "text/csv"), ("xlsx", XLSX)):
        given = api("officer", "GET", f"/inputs/template.{ending}")
        assert given.mimetype == kind
        taken = api.send("officer", "/inputs", given.data, kind)
        assert taken.status_code == 201, taken.text
    no = api.send("officer", "/inputs", b"{}", "application/json")
    assert (no.status_code, no.json["detail"]) == (
        415,
        "Expected text/csv or XLSX, got application/json.",
    )


@pytest.fixture
def empty(mongodb: str) -> Iterator[Store]:
    with Store.open(mongodb, "empty") as store:
        store.client.drop_database("empty")
        yield store


def test_the_list_outlives_rebuild_verify_backup_and_restore(
    api: Api, cast: Cast, store: Store, empty: Store, keyring: Keyring, tmp_path: Path
) -> None:
    load(api, "officer", GOOD)
    load(api, "officer", GOOD | {"interval_days": "10"})
    before, now = inputs_of(store, cast.household.uri), datetime.now(UTC)
    rebuild.rebuild(store, now)
    assert inputs_of(store, cast.household.uri) == before
    assert list(verify.verify(store, namespaces(cast.domain))) == []
    file = tmp_path / "today.backup"
    backup.write(store, keyring, file, "tea leaves in the morning", now, secrets.token_bytes)
    spoken = namespaces(cast.domain)
    restore.restore(empty, file, "tea leaves in the morning", lambda: now, spoken)
    assert inputs_of(empty, cast.household.uri) == before
