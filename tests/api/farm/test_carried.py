"""Whose words a phone's records are: a household's are not the bringer's, and a paper is not its own word."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from schemas.statements import Saying
from tests.api.conftest import Api, Bearer
from tests.api.farm.conftest import Phone
from tests.api.farm.test_held import delegate
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store


@pytest.fixture
def helped(api: Api, cast: Cast, phone: Phone) -> str:
    """The id of what a helper entered for the household."""
    now = datetime.now(UTC)
    delegate(api, cast, now - timedelta(days=2), now + timedelta(days=2))
    return str(phone.send(phone.plucking(), who="helper")[0]["id"])


def lately(api: Api) -> dict[str, Any]:
    """What the household's phone is told of the last thing entered for it."""
    first: dict[str, Any] = api("recorder", "GET", "/mine").json["recent"][0]
    return first


@pytest.mark.parametrize("form", ["confirm", "dispute"])
def test_an_officers_phone_says_nothing_in_a_households_name_without_a_paper(
    api: Api, phone: Phone, helped: str, form: str
) -> None:
    text = phone.save(form, {"about": helped})
    (said,) = phone.send(text, who="officer")
    assert said["status"] == "held"
    assert api("officer", "POST", "/statements/adopt", {"about": said["id"]}).status_code == 403
    assert lately(api)["confirmed"] == lately(api)["disputed"] == []
    assert phone.send(text)[0]["status"] == "accepted"


def test_a_confirmation_from_a_paper_is_told_as_one(
    api: Api, cast: Cast, phone: Phone, helped: str
) -> None:
    paper = phone.save("confirm", {"about": helped, "evidence": "BB-12/2026"})
    assert phone.send(paper, who="officer")[0]["status"] == "accepted"
    assert lately(api)["on_paper"] == lately(api)["confirmed"] == [cast.household.uri]
    page = api.client.get("/console/entries?which=all", headers=api.headers["officer"]).text
    assert "xác nhận trên giấy tại hợp tác xã" in page


def test_what_an_officer_carries_is_not_the_cooperatives_word(phone: Phone, store: Store) -> None:
    (told,) = phone.send(phone.plucking(), who="officer")
    record = store.records.get(told["id"])
    assert record is not None
    assert (record.origin.role, record.origin.how) == ("officer", "carried")


def test_a_stranger_closes_no_gap_of_anothers_phone(
    api: Api, cast: Cast, phone: Phone, bearer: Bearer
) -> None:
    phone.headers["neighbour"] = bearer(Role.RECORDER, cast.stranger_cooperative.uri)
    one, _, three = (phone.plucking() for _ in range(3))
    phone.send(one, three)
    stranger = phone.save("note", {}, seq=2, party=cast.stranger_cooperative.uri)
    assert phone.post(stranger, who="neighbour").json["gaps"] == []
    assert api("officer", "GET", "/devices?gaps=1").json["items"][0]["missing"] == [[2, 2]]


def test_a_statement_by_a_fast_clock_is_set_right(phone: Phone, store: Store) -> None:
    (told,) = phone.send(phone.plucking())
    phone.wrong = timedelta(days=365)
    text = phone.save("dispute", {"about": told["id"], "time": phone.now().isoformat()})
    (said,) = phone.send(text)
    assert said["status"] == "accepted", said
    assert store.entries.some([told["id"]])[told["id"]].voice == "dispute"


def test_what_is_typed_in_a_statement_is_private(api: Api, phone: Phone, store: Store) -> None:
    (told,) = phone.send(phone.plucking())
    (said,) = phone.send(
        phone.save("dispute", {"about": told["id"], "reason": "bà Lan 0912345678"})
    )
    record = store.records.get(said["id"])
    assert record is not None
    assert b"0912345678" not in record.public
    page = api.client.get("/console/disputes", headers=api.headers["officer"]).text
    assert "bà Lan 0912345678" in page


@pytest.mark.parametrize(
    ("paper", "public"),
    [
        ("GUQ-7", "GUQ-7"),
        ("a" * 64, "a" * 64),
        ("giấy của bà Lan", "paper"),
        ("0912345678", "paper"),
    ],
)
def test_a_papers_number_is_public_and_other_words_are_not(paper: str, public: str) -> None:
    saying = Saying.of("urn:x", evidence=paper)
    assert saying.facts["evidence"] == public
    assert saying.note == ("" if paper == public else paper)
