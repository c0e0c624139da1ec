"""A queue that came after its right ran out is held, not refused; the desk reads, adopts or rejects it."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.api.conftest import Api, Bearer
from tests.api.farm.conftest import Phone
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store


def delegate(api: Api, cast: Cast, first: datetime, last: datetime) -> None:
    """The household lets the helper harvest for it in that time."""
    said = {
        "about": cast.household.uri,
        "to": cast.stranger_cooperative.uri,
        "scope": ["event:harvest"],
        "from": first.isoformat(),
        "until": last.isoformat(),
        "evidence": "ab" * 32,
    }
    assert api("officer", "POST", "/statements/delegate", said).status_code == 201


def test_without_a_delegation_a_helpers_record_is_held_with_a_receipt(
    phone: Phone, store: Store
) -> None:
    text = phone.plucking()
    (answer,) = phone.send(text, who="helper")
    assert (answer["status"], answer["receipt"]["status"]) == ("held", "held")
    assert answer["problem"]["detail"].startswith("Expected a delegation from ")
    assert "batches" not in answer
    assert store.records.count(kind="event") == 0
    (again,) = phone.send(text, who="helper")
    assert (again["status"], again["receipt"]) == ("duplicate", answer["receipt"])


@pytest.mark.parametrize(
    ("first", "last", "status"), [(-2, 2, "accepted"), (-4, -1, "held"), (-1, 2, "held")]
)
def test_a_delegation_must_cover_both_when_it_was_entered_and_now(
    api: Api, cast: Cast, phone: Phone, first: int, last: int, status: str
) -> None:
    now = datetime.now(UTC)
    delegate(api, cast, now + timedelta(days=first), now + timedelta(days=last))
    entered = (now - timedelta(days=1, hours=12)).isoformat()
    (answer,) = phone.send(phone.plucking(entered=entered), who="helper")
    assert answer["status"] == status


def test_a_clock_that_is_a_year_wrong_is_set_right_before_it_is_judged(
    api: Api, cast: Cast, phone: Phone
) -> None:
    now = datetime.now(UTC)
    delegate(api, cast, now - timedelta(days=1), now + timedelta(days=1))
    for wrong in (timedelta(days=-366), timedelta(days=366)):
        phone.wrong = wrong
        (answer,) = phone.send(phone.plucking(), who="helper")
        assert answer["status"] == "accepted"


def test_the_desk_reads_what_waits_and_why(api: Api, cast: Cast, phone: Phone) -> None:
    (answer,) = phone.send(phone.plucking(body={"note": "trời mưa"}), who="helper")
    (item,) = api("officer", "GET", "/held").json["items"]
    assert (item["id"], item["form"], item["role"]) == (answer["id"], "harvest", "helper")
    assert (item["party"], item["label"]) == (cast.household.uri, "Hộ 017")
    assert (item["said"]["note"], item["said"]["amount"]["value"]) == ("trời mưa", "25.5")
    assert item["reason"] == answer["problem"]["detail"]
    assert api("stranger", "GET", "/held").json["items"] == []
    assert len(api("operator", "GET", "/held").json["items"]) == 1
    assert api("recorder", "GET", "/held").status_code == 403


def test_what_waits_is_read_page_by_page(api: Api, phone: Phone) -> None:
    sent = phone.send(*(phone.plucking() for _ in range(3)), who="helper")
    seen, path = [], "/held?limit=2"
    while path:
        page = api("officer", "GET", path)
        seen += [item["id"] for item in page.json["items"]]
        path = page.headers.get("Link", "").partition(">")[0].removeprefix("</api/v1")
    assert sorted(seen) == sorted(each["id"] for each in sent)


def test_the_desk_adopts_over_the_wire(api: Api, cast: Cast, phone: Phone, store: Store) -> None:
    text = phone.plucking()
    (answer,) = phone.send(text, who="helper")
    body = {"id": uuid.uuid4().urn, "about": answer["id"]}
    assert api("stranger", "POST", "/statements/adopt", body).status_code == 403
    first = api("officer", "POST", "/statements/adopt", body)
    again = api("officer", "POST", "/statements/adopt", body)
    assert (first.status_code, again.status_code, first.json) == (201, 200, again.json)
    record = store.records.get(answer["id"])
    assert record is not None
    assert (record.origin.role, record.origin.party) == ("helper", cast.stranger_cooperative.uri)
    assert record.said == text.encode()
    assert phone.send(text, who="helper")[0]["receipt"] == answer["receipt"]


def test_the_desk_rejects_over_the_wire(api: Api, phone: Phone, store: Store) -> None:
    (answer,) = phone.send(phone.plucking(), who="helper")
    body = {"about": answer["id"], "reason": "nhập nhầm hộ"}
    assert api("officer", "POST", "/statements/reject", body).status_code == 201
    late = api("officer", "POST", "/statements/adopt", {"about": answer["id"]})
    assert (late.status_code, late.json["title"]) == (409, "Conflict")
    assert store.records.count(kind="event") == 0
    unknown = api("officer", "POST", "/statements/adopt", {"about": uuid.uuid4().urn})
    assert unknown.status_code == 404


def test_a_neighbour_who_relays_a_household_is_held(
    phone: Phone, cast: Cast, bearer: Bearer
) -> None:
    phone.headers["neighbour"] = bearer(Role.RECORDER, cast.stranger_cooperative.uri)
    (answer,) = phone.send(phone.plucking(), who="neighbour")
    assert answer["status"] == "held"


def test_what_a_helper_may_never_state_is_not_held_for_anybody_to_adopt(
    phone: Phone, cast: Cast
) -> None:
    consent = phone.save("consent", {"about": cast.household.uri, "shows": ["name"]})
    (answer,) = phone.send(consent, who="helper")
    assert answer["status"] == "invalid"
    (place,) = phone.send(phone.save("place", plot(cast, 1)), who="helper")
    assert place["status"] == "held"


def test_nobodys_confirmation_of_her_own_entry_counts_by_being_adopted(
    api: Api, cast: Cast, phone: Phone, store: Store, bearer: Bearer
) -> None:
    now = datetime.now(UTC)
    delegate(api, cast, now - timedelta(days=2), now + timedelta(days=2))
    (told,) = phone.send(phone.plucking(), who="helper")
    phone.headers["also"] = bearer(Role.RECORDER, cast.stranger_cooperative.uri)
    (held,) = phone.send(phone.save("confirm", {"about": told["id"]}), who="also")
    assert held["status"] == "held"
    assert api("officer", "POST", "/statements/adopt", {"about": held["id"]}).status_code == 403
    assert store.entries.some([told["id"]])[told["id"]].voice is None


def test_a_correction_that_is_held_is_answered_under_its_own_id(
    api: Api, phone: Phone, store: Store
) -> None:
    (told,) = phone.send(phone.plucking())
    body = {"event": told["id"], "time": "2026-03-20T09:00:00+07:00", "reason": "did_not_occur"}
    text = phone.save("correct", body)
    (answer,) = phone.send(text, who="helper")
    assert (answer["status"], answer["receipt"]["id"]) == ("held", answer["id"])
    (again,) = phone.send(text, who="helper")
    assert (again["status"], again["receipt"]) == ("duplicate", answer["receipt"])
    (item,) = api("officer", "GET", "/held").json["items"]
    assert api("officer", "POST", "/statements/adopt", {"about": item["id"]}).status_code == 201
    batch = store.batches.get(told["batches"][0]["key"])
    assert batch is not None
    assert batch.made.of("mass") == 0


def plot(cast: Cast, base: int, **but: Any) -> dict[str, Any]:
    """A plot as somebody edited it, from its n-th revision."""
    whole = {
        "key": cast.plot.uri,
        "kind": "plot",
        "party": cast.household.uri,
        "name": "Nương",
        "label": "Nương",
        "address": {"commune": "05503", "on": "2026-01-01"},
        "base": base,
    }
    return whole | but


def test_two_phones_that_edit_the_same_plot_offline_are_both_kept(
    api: Api, cast: Cast, phone: Phone, store: Store
) -> None:
    first = phone.save("place", plot(cast, 1, label="Nương trên"))
    second = phone.save("place", plot(cast, 1, label="Nương dưới"))
    early = phone.save("place", plot(cast, 7))
    answers = phone.send(first, second, early)
    assert [each["status"] for each in answers] == ["accepted", "held", "invalid"]
    assert phone.send(second)[0]["status"] == "duplicate"
    adopt = api("officer", "POST", "/statements/adopt", {"about": answers[1]["id"]})
    assert adopt.status_code == 201
    last = store.masterdata.last(cast.plot.uri)
    assert last is not None
    assert (last.number, getattr(last.value, "label", "")) == (3, "Nương dưới")


def test_whoever_has_the_right_is_not_hindered_by_who_carried_it_before(
    api: Api, phone: Phone, cast: Cast, bearer: Bearer, store: Store
) -> None:
    phone.headers["neighbour"] = bearer(Role.RECORDER, cast.stranger_cooperative.uri)
    text, other = phone.plucking(), phone.plucking()
    first, second = phone.send(text, other, who="neighbour")
    api("officer", "POST", "/statements/reject", {"about": second["id"]})
    assert [each["status"] for each in phone.send(text, other)] == ["accepted", "accepted"]
    record = store.records.get(first["id"])
    assert record is not None
    assert record.origin.party == cast.household.uri
    again = phone.send(text, who="neighbour")[0]
    assert (again["status"], again["receipt"]["status"]) == ("duplicate", "accepted")
    assert api("officer", "GET", "/held").json["items"] == []


def test_what_the_desk_rejected_stays_so_for_whoever_is_not_the_household(
    api: Api, cast: Cast, phone: Phone, store: Store
) -> None:
    text, now = phone.plucking(), datetime.now(UTC)
    (held,) = phone.send(text, who="helper")
    api("officer", "POST", "/statements/reject", {"about": held["id"]})
    delegate(api, cast, now - timedelta(days=2), now + timedelta(days=2))
    assert phone.send(text, who="helper")[0]["receipt"] == held["receipt"]
    assert store.records.get(held["id"]) is None


def test_what_came_last_is_told_first_of_what_is_held(
    phone: Phone, store: Store, cast: Cast
) -> None:
    one, two = (phone.send(phone.plucking(), who="helper")[0]["id"] for _ in range(2))
    since = datetime.now(UTC) - timedelta(days=1)
    found = store.held.of([cast.household.uri], since, 2)
    assert [each.id for each in found] == [two, one]


def test_what_is_beyond_the_most_that_may_wait_stays_on_the_phone(
    api: Api, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("traceability.ledger.ledger.MOST_HELD", 1)
    one, two = phone.plucking(), phone.plucking()
    first, second = phone.send(one, two, who="helper")
    assert (first["status"], second["status"], "receipt" in second) == ("held", "later", False)
    assert phone.send(one, who="helper")[0]["status"] == "duplicate"
    api("officer", "POST", "/statements/reject", {"about": first["id"]})
    assert phone.send(two, who="helper")[0]["status"] == "held"
