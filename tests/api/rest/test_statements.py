"""Statements: published, withdrawn, recalled, confirmed; each by whom it is theirs to say."""

from typing import Any

import pytest

from tests.api.conftest import Api
from tests.cast import Cast
from traceability.identifiers.uris import BatchKey
from traceability.store.store import Store


def about(key: Any, **facts: Any) -> dict[str, Any]:
    return {"about": getattr(key, "uri", key), **facts}


def code(cast: Cast, batch: BatchKey) -> str:
    return batch.uri.removeprefix(cast.domain.root)


@pytest.fixture
def packs(api: Api, cast: Cast) -> BatchKey:
    """Packs that the household agreed to stand behind by name."""
    agreed = about(cast.household, shows=["name"])
    assert api("recorder", "POST", "/statements/consent", agreed).status_code == 201
    return cast.packed_tea()


def state(api: Api, cast: Cast, batch: BatchKey) -> str:
    shown: str = api("officer", "GET", f"/batches/{code(cast, batch)}").json["state"]
    return shown


def test_a_batch_is_published_then_withdrawn(api: Api, cast: Cast, packs: BatchKey) -> None:
    assert state(api, cast, packs) == "unpublished"
    said = api("officer", "POST", "/statements/publish", about(packs))
    assert said.status_code == 201, said.text
    assert state(api, cast, packs) == "published"
    back = api("officer", "POST", "/statements/withdraw", about(packs, reason="error"))
    assert back.status_code == 201
    assert state(api, cast, packs) == "withdrawn"


def test_a_batch_that_does_not_add_up_is_not_published(api: Api, cast: Cast, store: Store) -> None:
    packs = cast.pack(cast.make({cast.harvest("26"): "26"}, "5.2"), "9", 90)
    count = store.records.count()
    no = api("officer", "POST", "/statements/publish", about(packs))
    assert no.status_code == 409
    assert no.json["detail"].startswith("Expected a batch without blocking findings, got '")
    assert store.records.count() == count


def test_a_farmer_does_not_publish(api: Api, packs: BatchKey) -> None:
    no = api("recorder", "POST", "/statements/publish", about(packs))
    assert no.status_code == 403
    assert no.json["detail"].startswith("Expected a token of officer, operator, got ")


def test_a_stranger_does_not_publish(api: Api, packs: BatchKey) -> None:
    assert api("stranger", "POST", "/statements/publish", about(packs)).status_code == 403


@pytest.mark.parametrize("kind", ["publish", "withdraw", "activate-labels"])
def test_nothing_is_said_of_a_batch_nobody_recorded(api: Api, cast: Cast, kind: str) -> None:
    facts: dict[str, dict[str, Any]] = {
        "withdraw": {"reason": "error"},
        "activate-labels": {"first": 1, "last": 9},
    }
    unknown = cast.new(BatchKey)
    no = api("officer", "POST", f"/statements/{kind}", about(unknown, **facts.get(kind, {})))
    assert (no.status_code, no.json["detail"]) == (
        404,
        f"Expected a known batch, got '{unknown.uri}'.",
    )


def test_a_recall_reaches_the_list_and_what_was_made_of_it(api: Api, cast: Cast) -> None:
    leaf = cast.harvest("26")
    tea = cast.make({leaf: "26"}, "5.2")
    packs = cast.pack(tea, "5", 50)
    body = {
        "time": "2026-04-01T08:00:00+07:00",
        "place": cast.factory.uri,
        "goods": [{"batch": tea.uri}],
        "reason": "dư lượng vượt mức",
    }
    assert api("authority", "POST", "/events/recall", body | {"party": cast.cooperative.uri})
    reached = api("authority", "GET", f"/batches/{code(cast, tea)}/forward").json
    assert [batch["key"] for batch in reached["batches"]] == [packs.uri]
    (recalled,) = api("officer", "GET", "/recalls").json["items"]
    assert recalled["key"] == tea.uri
    assert api("stranger", "GET", "/recalls").json["items"] == []


def test_a_journey_goes_back_to_the_field(api: Api, cast: Cast, packs: BatchKey) -> None:
    shown = api("officer", "GET", f"/batches/{code(cast, packs)}/journey").json
    steps = [step["step"].rpartition("/")[2] for step in shown["steps"]]
    assert steps == ["creating_class_instance", "making", "commissioning"]
    assert len(shown["batches"]) == 2
    assert shown["batches"][0]["made"]["amounts"] == [{"value": "5.2", "unit": "KGM"}]


def test_a_batch_shows_its_sums_and_sources(api: Api, cast: Cast, packs: BatchKey) -> None:
    shown = api("officer", "GET", f"/batches/{code(cast, packs)}")
    assert shown.json["left"] == {"amounts": [{"value": "50", "unit": "H87"}], "unweighed": 0}
    assert (shown.json["best_before"], len(shown.json["sources"])) == ("2027-03-20", 1)
    same = api("officer", "GET", shown.request.path.removeprefix("/api/v1"), If_None_Match="x")
    assert same.status_code == 200
    assert api("operator", "GET", "/batches?limit=1").headers["Link"]
    assert len(api("officer", "GET", "/batches").json["items"]) == 3


def test_an_event_is_confirmed_by_somebody_else_than_who_entered_it(api: Api, cast: Cast) -> None:
    body = {
        "time": "2026-03-20T07:00:00+07:00",
        "place": cast.plot.uri,
        "party": cast.household.uri,
    }
    told = api("officer", "POST", "/events/harvest", body).json["id"]
    assert api("recorder", "POST", "/statements/confirm", about(told)).status_code == 201
    assert api("officer", "POST", "/statements/confirm", about(told)).status_code == 403
    assert api("stranger", "POST", "/statements/dispute", about(told)).status_code == 403
    unknown = api("recorder", "POST", "/statements/confirm", about("urn:uuid:x"))
    assert (unknown.status_code, unknown.json["detail"]) == (
        404,
        "Expected a known event, got 'urn:uuid:x'.",
    )


def test_labels_are_activated_from_one_number_to_another(
    api: Api, packs: BatchKey, store: Store
) -> None:
    run = about(packs, first=1, last=50)
    assert api("officer", "POST", "/statements/activate-labels", run).status_code == 201
    assert api("stranger", "POST", "/statements/activate-labels", run).status_code == 403
    count = store.records.count()
    no = api("officer", "POST", "/statements/activate-labels", about(packs, first=9, last=3))
    assert no.json["errors"] == {
        "last": ["Expected labels from 1 on, the last not before the first, got 3."]
    }
    assert store.records.count() == count


def test_a_delegation_of_more_than_a_year_is_refused(api: Api, cast: Cast, store: Store) -> None:
    count = store.records.count()
    body = {
        "to": cast.stranger_cooperative.uri,
        "scope": ["event:harvest"],
        "from": "2026-01-01T00:00:00+07:00",
        "until": "2028-01-01T00:00:00+07:00",
        "evidence": "giấy ủy quyền 7",
    }
    no = api("recorder", "POST", "/statements/delegate", about(cast.household, **body))
    assert (no.status_code, no.json["detail"]) == (
        422,
        "Expected a delegation of at most 366 days, got '730 days'.",
    )
    assert store.records.count() == count


def test_a_repeated_statement_gets_its_first_receipt(api: Api, cast: Cast) -> None:
    body = about(cast.household, shows=["name"], note="qua điện thoại")
    first = api("recorder", "POST", "/statements/consent", body, Idempotency_Key="7")
    again = api("recorder", "POST", "/statements/consent", body, Idempotency_Key="7")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json


def test_a_shipment_is_listed_at_both_ends(api: Api, cast: Cast, packs: BatchKey) -> None:
    body = {
        "time": "2026-04-01T08:00:00+07:00",
        "place": cast.factory.uri,
        "goods": [{"batch": packs.uri, "amount": {"value": 10, "unit": "H87"}}],
        "other_party": cast.stranger_cooperative.uri,
    }
    sent = api("officer", "POST", "/events/ship", body).json["id"]
    for who in ("officer", "stranger"):
        assert [each["id"] for each in api(who, "GET", "/shipments").json["items"]] == [sent]
    named = f"/shipments?batch={packs.uri}"
    assert [each["id"] for each in api("officer", "GET", named).json["items"]] == [sent]
