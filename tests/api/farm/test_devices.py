"""A phone's records are counted by its own numbers, however and by whomever they are sent."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import simplejson

from tests.api.conftest import Api, SignedIn
from tests.api.farm.conftest import Phone
from tests.api.farm.test_held import delegate
from tests.api.signin.conftest import PhoneKey
from tests.cast import Cast
from traceability.access import Role
from traceability.credentials.card import verifier
from traceability.store.store import Store


@pytest.fixture
def phone_key() -> PhoneKey:
    return PhoneKey()


def gaps(api: Api, who: str = "officer") -> list[Any]:
    return [it["missing"] for it in api(who, "GET", "/devices?gaps=1").json["items"]]


def signed(here: SignedIn, key: PhoneKey, *records: str, sent: datetime | None = None) -> Any:
    """Send records as a phone does that has a key of its own."""
    moment = (sent or datetime.now(UTC)).isoformat()
    raw = simplejson.dumps({"sent": moment, "records": records}).encode()
    borne = {"X-CSRF-Token": here.csrf, "Device-Signature": key.sign(raw)}
    return here.client.post(
        "/api/v1/sync", data=raw, content_type="application/json", headers=borne
    )


def test_a_gap_in_a_phones_numbers_is_told_to_the_phone_and_the_desk(
    api: Api, phone: Phone
) -> None:
    one, two, three, four = (phone.plucking() for _ in range(4))
    assert phone.post(one).json["gaps"] == []
    assert phone.post(four).json["gaps"] == [{"device": phone.device, "missing": [[2, 3]]}]
    (shown,) = api("officer", "GET", "/devices?gaps=1").json["items"]
    assert (shown["label"], shown["lacking"]) == ("Hộ 017", 2)
    assert api("stranger", "GET", "/devices").json["items"] == []
    assert api("recorder", "GET", "/devices").status_code == 403
    assert phone.post(two, three).json["gaps"] == []
    assert gaps(api) == []
    assert len(api("officer", "GET", "/devices").json["items"]) == 1


def test_what_is_invalid_came_too_and_what_cannot_be_read_did_not(phone: Phone) -> None:
    bad = phone.plucking(body={"amount": {"value": "1", "unit": "stone"}})
    assert phone.post(bad, "{").json["gaps"] == []
    phone.seq += 1
    assert phone.post(phone.plucking()).json["gaps"][0]["missing"] == [[2, 2]]


def test_a_queue_that_another_carries_counts_for_the_phone_that_made_it(
    api: Api, phone: Phone, store: Store
) -> None:
    texts = [phone.plucking() for _ in range(3)]
    phone.send(texts[2])
    assert gaps(api) == [[[1, 2]]]
    carried = phone.send(*texts, who="officer")
    assert [each["status"] for each in carried] == ["accepted", "accepted", "duplicate"]
    assert gaps(api) == []
    sequence = store.devices.get(phone.device)
    assert sequence is not None
    assert sequence.came == ((1, 3),)


def test_a_phones_session_says_whose_it_is(
    api: Api, cast: Cast, phone: Phone, phone_key: PhoneKey, signed_in: Callable[..., SignedIn]
) -> None:
    phone.seq = 1
    phone.device = "unknown"
    here = signed_in(Role.RECORDER, cast.household.uri, device=phone_key.device)
    phone.device = here("GET", "/api/v1/mine").json["device"]["id"]
    slow = datetime.now(UTC) - timedelta(hours=1)
    sent = signed(here, phone_key, phone.plucking(), sent=slow)
    assert sent.json["answers"][0]["status"] == "accepted", sent.text
    (shown,) = api("officer", "GET", "/devices").json["items"]
    assert (shown["name"], shown["party"]) == ("Điện thoại nhà 017", cast.household.uri)
    assert abs(shown["ahead_ms"] - 3_600_000) < 60_000
    assert shown["missing"] == [[1, 1]]


def test_a_wrong_signature_keeps_the_whole_queue_waiting(
    cast: Cast, phone: Phone, phone_key: PhoneKey, signed_in: Callable[..., SignedIn], store: Store
) -> None:
    here = signed_in(Role.RECORDER, cast.household.uri, device=phone_key.device)
    assert signed(here, PhoneKey(), phone.plucking()).status_code == 401
    assert store.records.count(kind="event") == 0


def test_a_card_that_ran_out_holds_what_its_phone_sends(
    cast: Cast, phone: Phone, phone_key: PhoneKey, signed_in: Callable[..., SignedIn], store: Store
) -> None:
    here = signed_in(Role.RECORDER, cast.household.uri, device=phone_key.device)
    past = datetime.now(UTC) - timedelta(days=1)
    store.database["sessions"].update_many({}, {"$set": {"lapses": past}})
    (answer,) = signed(here, phone_key, phone.plucking()).json["answers"]
    assert (answer["status"], answer["problem"]["detail"]) == (
        "held",
        "Expected a card in force, got one that ran out.",
    )
    assert here("GET", "/api/v1/mine").status_code == 401


def test_a_visit_that_is_proven_stands_beside_the_helpers_name(
    api: Api, cast: Cast, phone: Phone, give_card: Callable[..., tuple[str, str]], store: Store
) -> None:
    card, secret = give_card(Role.RECORDER, cast.household.uri)
    now = datetime.now(UTC)
    delegate(api, cast, now - timedelta(days=1), now + timedelta(days=1))
    for v, how in ((verifier(secret), "visit"), (b"another", "token")):
        text = simplejson.loads(phone.plucking())
        text["visit"] = visit(card, v, text["id"], text["entered"])
        (answer,) = phone.send(simplejson.dumps(text), who="helper")
        assert answer["status"] == "accepted"
        record = store.records.get(answer["id"])
        assert record is not None
        assert (record.origin.how, record.origin.role) == (how, "helper")


def visit(card: str, v: bytes, record_id: str, at: str) -> dict[str, str]:
    """What a phone says of a visit."""
    made = hmac.digest(v, f"{record_id}\n{at}".encode(), "sha256")
    return {"card": card, "at": at, "proof": urlsafe_b64encode(made).decode().rstrip("=")}


@pytest.mark.parametrize(
    ("wrong", "clock", "status"),
    [
        (0, None, "accepted"),
        (-366, None, "accepted"),
        (-366, 366, "accepted"),
        (366, 0, "accepted"),
    ],
)
def test_what_the_phone_knew_of_its_clock_is_not_set_right_twice(
    api: Api, cast: Cast, phone: Phone, wrong: int, clock: int | None, status: str
) -> None:
    now = datetime.now(UTC)
    delegate(api, cast, now - timedelta(hours=1), now + timedelta(hours=1))
    phone.wrong = timedelta(days=wrong)
    entered = phone.now() + timedelta(days=clock or 0)
    known = None if clock is None else clock * 86_400_000
    text = phone.plucking(clock=known, entered=entered.isoformat())
    (answer,) = phone.send(text, who="helper")
    assert answer["status"] == status


def test_what_another_phone_carries_is_taken_by_the_time_it_says(
    api: Api, cast: Cast, phone: Phone, phone_key: PhoneKey, signed_in: Callable[..., SignedIn]
) -> None:
    now = datetime.now(UTC)
    delegate(api, cast, now - timedelta(hours=1), now + timedelta(hours=1))
    helper = signed_in(Role.HELPER, cast.stranger_cooperative.uri, device=phone_key.device)
    before = (now - timedelta(hours=2)).isoformat()
    texts = [phone.plucking(), phone.plucking(entered=before)]
    told = signed(helper, phone_key, *texts, sent=now - timedelta(days=400)).json
    assert [each["status"] for each in told["answers"]] == ["accepted", "held"]


def test_a_record_entered_in_place_of_another_says_so(phone: Phone) -> None:
    first = simplejson.loads(phone.plucking())
    (answer,) = phone.send(phone.plucking(instead=first["id"]))
    assert answer["status"] == "accepted"
