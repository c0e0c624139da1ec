"""A farmer tells what happened by token, and gets a receipt that she can trust."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import pytest
import simplejson

from tests.api.conftest import Api, Bearer
from tests.cast import Cast
from traceability.access import Role
from traceability.identifiers.uris import BatchKey
from traceability.keyring import Keyring
from traceability.log.receipts import Reception, receipt_text
from traceability.store.store import Store

CLIENT_ID = "urn:uuid:0198c1a2-7b3c-7def-8123-456789abcdef"


def plucking(cast: Cast, **but: Any) -> dict[str, Any]:
    said = {
        "time": "2026-03-20T07:00:00+07:00",
        "place": cast.plot.uri,
        "amount": {"value": "25.5", "unit": "KGM"},
        "product": cast.leaf.uri,
        "plucking": "1 tôm 2 lá",
    }
    return {**said, **but}


def in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


def test_a_farmer_records_a_harvest(api: Api, cast: Cast, store: Store) -> None:
    told = api("recorder", "POST", "/events/harvest", plucking(cast))
    assert told.status_code == 201
    (leaf,) = told.json["batches"]
    batch = store.batches.get(leaf["key"])
    assert batch is not None
    assert (batch.owner, str(batch.made.of("mass"))) == (cast.household.uri, "25.5")
    assert leaf["page"] == f"http://127.0.0.1:8000{leaf['path']}"


def test_a_receipt_is_signed_over_the_bytes_as_sent(api: Api, cast: Cast, keyring: Keyring) -> None:
    raw = simplejson.dumps(plucking(cast)).encode()
    told = api.send("recorder", "/events/harvest", raw, "application/json").json
    assert told["sha256"] == sha256(raw).hexdigest()
    received = told["received"].replace("Z", "+00:00")
    moment = datetime.fromisoformat(received)
    reception = Reception(told["id"], told["sha256"], "harvest/1", moment, "accepted")
    key = keyring.by_id("receipt", told["key_id"]).private_key().public_key()
    key.verify(b64decode(told["signature"]), receipt_text(reception, told["key_id"]).encode())


@pytest.mark.parametrize("how", ["id", "header"])
def test_a_repeat_gets_the_same_receipt_and_mints_nothing(
    api: Api, cast: Cast, store: Store, how: str
) -> None:
    body = plucking(cast, **({"id": CLIENT_ID} if how == "id" else {}))
    key = {"Idempotency_Key": "sổ 1".encode().hex()} if how == "header" else {}
    first = api("recorder", "POST", "/events/harvest", body, **key)
    count = store.records.count(kind="event")
    again = api("recorder", "POST", "/events/harvest", body, **key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert store.records.count(kind="event") == count


def test_the_same_key_with_another_body_is_a_conflict(api: Api, cast: Cast) -> None:
    api("recorder", "POST", "/events/harvest", plucking(cast, id=CLIENT_ID))
    other = api("recorder", "POST", "/events/harvest", plucking(cast, id=CLIENT_ID, flush=2))
    assert other.status_code == 409
    assert other.json["detail"].startswith(f"Expected the body first sent as {CLIENT_ID}")


def test_without_an_id_an_event_is_named_by_its_content(api: Api, cast: Cast) -> None:
    body = plucking(cast, batch=cast.new(BatchKey).uri)
    first = api("recorder", "POST", "/events/harvest", body)
    again = api("recorder", "POST", "/events/harvest", body)
    assert first.json["id"] == first.json["hash"]
    assert (again.status_code, again.json) == (200, first.json)


def test_an_event_is_read_back_with_its_amount_as_a_number(api: Api, cast: Cast) -> None:
    told = api("recorder", "POST", "/events/harvest", plucking(cast, note="trời mưa"))
    shown = api("officer", "GET", told.headers["Location"].removeprefix("/api/v1"))
    event = simplejson.loads(shown.data, use_decimal=True)["event"]
    assert str(event["quantityList"][0]["quantity"]) == "25.5"
    assert (shown.json["note"], "note" in shown.json["event"]) == ("trời mưa", False)
    assert shown.json["subject"] == cast.household.uri


def test_a_stranger_reads_neither_event_nor_batch(api: Api, cast: Cast) -> None:
    told = api("recorder", "POST", "/events/harvest", plucking(cast))
    path = told.headers["Location"].removeprefix("/api/v1")
    assert api("stranger", "GET", path).status_code == 403
    assert api("authority", "GET", path).status_code == 200
    code = told.json["batches"][0]["path"].removeprefix("/t/")
    no = api("stranger", "GET", f"/batches/{code}")
    assert (no.status_code, no.json["title"]) == (403, "Not yours")


def test_a_strangers_batch_cannot_be_used(api: Api, cast: Cast, store: Store) -> None:
    leaf = cast.harvest()
    count = store.records.count(kind="event")
    body = {
        "time": "2026-03-21T08:00:00+07:00",
        "place": cast.factory.uri,
        "goods": [{"batch": leaf.uri, "amount": {"value": 1, "unit": "KGM"}}],
    }
    no = api("stranger", "POST", "/events/store", body)
    assert no.status_code == 403
    assert no.json["detail"].startswith("Expected a batch of your own in place of")
    assert store.records.count(kind="event") == count


def test_an_expired_token_is_nobody(client: Any, bearer: Bearer, cast: Cast) -> None:
    headers = bearer(Role.RECORDER, cast.household.uri, days=-1)
    no = client.post("/api/v1/events/harvest", json=plucking(cast), headers=headers)
    assert no.status_code == 401
    assert no.headers["WWW-Authenticate"] == "Bearer"
    assert no.json["detail"] == "Expected a token in force, got one that expired or was revoked."


def test_events_about_a_batch_come_page_by_page(api: Api, cast: Cast) -> None:
    leaf = cast.harvest("26")
    cast.make({leaf: "13"}, "2.6")
    cast.make({leaf: "13"}, "2.6", hours=9)
    seen, path = [], f"/events?batch={quote(leaf.uri)}&limit=2"
    while path:
        page = api("recorder", "GET", path)
        seen += [item["id"] for item in page.json["items"]]
        link = page.headers.get("Link", "")
        path = link.partition(">")[0].removeprefix("</api/v1")
    assert len(seen) == len(set(seen)) == 3


def test_an_event_declared_wrong_no_longer_counts(api: Api, cast: Cast, store: Store) -> None:
    told = api("recorder", "POST", "/events/harvest", plucking(cast)).json
    body = {
        "event": told["id"],
        "time": "2026-03-20T09:00:00+07:00",
        "reason": "did_not_occur",
    }
    first = api("recorder", "POST", "/events/correct", body)
    again = api("recorder", "POST", "/events/correct", body)
    assert (first.status_code, again.status_code) == (201, 200)
    batch = store.batches.get(told["batches"][0]["key"])
    assert batch is not None
    assert batch.made.of("mass") == 0


def delegated(cast: Cast, first: str, last: str) -> dict[str, Any]:
    return {
        "about": cast.household.uri,
        "to": cast.stranger_cooperative.uri,
        "scope": ["event:harvest"],
        "from": first,
        "until": last,
        "evidence": "ab" * 32,
    }


def test_a_helper_records_for_a_household_that_let_her(api: Api, cast: Cast) -> None:
    body = plucking(cast, party=cast.household.uri)
    no = api("helper", "POST", "/events/harvest", body)
    assert no.status_code == 403
    assert no.json["detail"].startswith("Expected a delegation from ")
    given = delegated(cast, in_days(-1), in_days(300))
    assert api("recorder", "POST", "/statements/delegate", given).status_code == 201
    assert api("helper", "POST", "/events/harvest", body).status_code == 201


def test_a_delegation_that_ran_out_lets_nobody_record(api: Api, cast: Cast) -> None:
    given = delegated(cast, in_days(-30), in_days(-1))
    assert api("recorder", "POST", "/statements/delegate", given).status_code == 201
    body = plucking(cast, party=cast.household.uri)
    assert api("helper", "POST", "/events/harvest", body).status_code == 403
