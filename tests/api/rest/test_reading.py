"""What a reader may see: events at a place, findings, a lineage that leads to strangers."""

from typing import Any

import pytest

from tests.api.conftest import Api
from tests.cast import MORNING, Cast, kg
from traceability.events import makers
from traceability.events.occasion import Goods, Occasion
from traceability.findings.finding import Effect, Finding
from traceability.identifiers.uris import BatchKey
from traceability.store import masterdata
from traceability.store.store import Store


def code(cast: Cast, key: Any) -> str:
    uri: str = key.uri
    return uri.removeprefix(cast.domain.root)


def test_events_at_a_place_are_for_whom_it_belongs_to(api: Api, cast: Cast) -> None:
    cast.harvest()
    at = f"/events?place={code(cast, cast.plot)}"
    assert len(api("recorder", "GET", at).json["items"]) == 1
    assert api("stranger", "GET", at).status_code == 403
    both = api("recorder", "GET", f"{at}&batch={code(cast, cast.plot)}")
    assert both.json["detail"] == "Expected one of batch, place, got 'both'."


def test_an_event_nobody_recorded_is_not_found(api: Api) -> None:
    no = api("recorder", "GET", "/events/urn%3Auuid%3Ax")
    assert (no.status_code, no.json["detail"]) == (
        404,
        "Expected a known event, got 'urn:uuid:x'.",
    )


def test_a_correction_names_a_recorded_event(api: Api, cast: Cast) -> None:
    del cast
    body = {"event": "urn:uuid:x", "time": "2026-03-20T09:00:00Z", "reason": "did_not_occur"}
    no = api("recorder", "POST", "/events/correct", body)
    assert no.json["errors"] == {
        "event": ["Expected the id of a recorded event, got 'urn:uuid:x'."]
    }


def test_findings_are_for_whose_batch_it_is(api: Api, cast: Cast, store: Store) -> None:
    leaf = cast.harvest()
    wrong = Finding("E1", leaf.uri, Effect.NOTED, {"kg": "9000"})
    store.findings.replace(leaf.uri, cast.household.uri, [wrong])
    (found,) = api("recorder", "GET", "/findings").json["items"]
    assert (found["rule"], found["effect"], found["numbers"]) == ("E1", "noted", {"kg": "9000"})
    of_member = f"/findings?party={cast.household.uri}"
    assert len(api("officer", "GET", of_member).json["items"]) == 1
    assert api("stranger", "GET", of_member).status_code == 403
    assert len(api("operator", "GET", "/findings").json["items"]) == 1
    shown = api("officer", "GET", f"/batches/{code(cast, leaf)}").json
    assert [each["rule"] for each in shown["findings"]] == ["E1"]


def test_a_strangers_batch_in_a_lineage_shows_its_code_and_state(api: Api, cast: Cast) -> None:
    leaf, bought, tea = cast.harvest(), cast.new(BatchKey), cast.new(BatchKey)
    theirs = Occasion(cast.domain, MORNING, cast.factory, cast.stranger_cooperative)
    body = makers.harvest(theirs, Goods(bought, kg("5")), None, {})
    cast.tell("harvest", body, cast.operator, cast.stranger_cooperative)
    goods = [Goods(leaf, kg("20")), Goods(bought, kg("5")), Goods(cast.new(BatchKey), kg("1"))]
    at = cast.at(cast.factory, hours=9)
    body = makers.process(at, "making", goods, [Goods(tea, kg("5"))], {})
    cast.tell("process", body, cast.operator)
    seen = api("recorder", "GET", f"/batches/{code(cast, tea)}/journey").json["batches"]
    shown = {each["key"]: set(each) for each in seen}
    assert {"owner", "made", "state"} <= shown[leaf.uri]
    assert shown[bought.uri] == {"key", "path", "page", "state"}


def test_all_members_of_a_cooperative_are_seen(
    api: Api, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masterdata, "_A_TIME", 1)
    listed = api("officer", "GET", "/parties").json["items"]
    assert {each["key"] for each in listed} == {cast.cooperative.uri, cast.household.uri}


def test_nothing_is_known_of_a_batch_nobody_recorded(api: Api, cast: Cast) -> None:
    assert api("officer", "GET", f"/batches/{code(cast, cast.new(BatchKey))}").status_code == 404
