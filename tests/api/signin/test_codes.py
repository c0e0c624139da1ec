"""One-time codes: off unless set, few and short, for Vietnam, and telling nobody who is known."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.application import create_app
from api.settings import Settings, WrongSetting
from tests.cast import Cast, revise
from traceability.access import Role
from traceability.keyring import Keyring
from traceability.masterdata.party import Party
from traceability.store.store import Store

CODE, VERIFY = "/api/v1/signin/code", "/api/v1/signin/code/verify"
NUMBER = "+84912345678"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def phone(store: Store, keyring: Keyring, cast: Cast) -> FlaskClient:
    """A client of an installation whose codes stand on the console; the household has a number."""
    party = store.masterdata.get(Party, cast.household.uri)
    revise(cast.ledger, cast.officer, replace(party, phone=NUMBER), 2)
    return create_app(Settings(one_time_codes="console"), store, keyring).test_client()


def asked(client: FlaskClient, number: str = "0912 345 678", source: str = "192.0.2.1") -> Any:
    return client.post(CODE, json={"phone": number}, environ_base={"REMOTE_ADDR": source})


def sent(said: Said) -> list[str]:
    return re.findall(r"message to \+84\d{9}: .*?(\d{6}),", said.readouterr().err)


def test_a_code_signs_its_household_in_once(phone: FlaskClient, capsys: Said, cast: Cast) -> None:
    assert asked(phone).status_code == 202
    (code,) = sent(capsys)
    body = {"phone": NUMBER, "code": code}
    opened: Any = phone.post(VERIFY, json=body)
    me = opened.json["me"]
    assert (me["party"], me["role"], me["how"]) == (cast.household.uri, "recorder", "code")
    assert phone.post(VERIFY, json=body).status_code == 401


def test_nobody_learns_whose_number_is_known(phone: FlaskClient, capsys: Said) -> None:
    known, unknown = asked(phone), asked(phone, "0987 654 321")
    assert (known.status_code, unknown.status_code) == (202, 202)
    assert set(known.json) == set(unknown.json) == {"ends"}
    assert len(sent(capsys)) == 1
    wrong = [{"phone": each, "code": "000000"} for each in (NUMBER, "0987654321", "0987654322")]
    answers: list[Any] = [phone.post(VERIFY, json=each) for each in wrong]
    assert {(each.status_code, each.json["detail"]) for each in answers} == {
        (401, "Expected the code that was sent last, got another.")
    }


def test_a_code_has_five_tries(phone: FlaskClient, capsys: Said) -> None:
    asked(phone)
    (code,) = sent(capsys)
    other = "000000" if code != "000000" else "000001"
    for _ in range(5):
        assert phone.post(VERIFY, json={"phone": NUMBER, "code": other}).status_code == 401
    assert phone.post(VERIFY, json={"phone": NUMBER, "code": code}).status_code == 401


def test_a_code_runs_out(phone: FlaskClient, capsys: Said, store: Store, cast: Cast) -> None:
    asked(phone)
    (code,) = sent(capsys)
    store.database["codes"].update_many({}, {"$set": {"ends": cast.ledger.clock()}})
    assert phone.post(VERIFY, json={"phone": NUMBER, "code": code}).status_code == 401


def test_three_codes_an_hour_go_to_a_number_and_ten_from_an_address(phone: FlaskClient) -> None:
    statuses = [asked(phone, source=f"192.0.2.{each}").status_code for each in range(4)]
    assert statuses == [202, 202, 202, 429]
    many = [asked(phone, f"09876543{each:02}", "198.51.100.7") for each in range(11)]
    assert [each.status_code for each in many] == [202] * 10 + [429]
    assert 0 < int(many[-1].headers["Retry-After"]) <= 3600


@pytest.mark.parametrize("number", ["+49 171 1234567", "0212345678", "113", "+84٩12345678", ""])
def test_only_mobile_numbers_in_vietnam_get_one(phone: FlaskClient, number: str) -> None:
    assert asked(phone, number).status_code == 422


def test_a_household_with_a_pin_is_not_opened_by_a_message(
    phone: FlaskClient, capsys: Said, give_card: Callable[..., tuple[str, str]], cast: Cast
) -> None:
    give_card(Role.RECORDER, cast.household.uri)
    assert asked(phone).status_code == 202
    assert sent(capsys) == []


def test_neither_number_nor_code_is_kept_as_it_is(
    phone: FlaskClient, capsys: Said, store: Store
) -> None:
    asked(phone)
    (code,) = sent(capsys)
    kept = str(list(store.database["codes"].find()) + list(store.database["rates"].find()))
    assert code not in kept
    assert NUMBER[3:] not in kept


def test_without_the_setting_there_are_no_codes(client: FlaskClient) -> None:
    assert asked(client).status_code == 404


def test_codes_on_the_console_are_refused_where_others_come_in() -> None:
    told = {
        "TRACEABILITY_ONE_TIME_CODES": "console",
        "TRACEABILITY_BASE_URL": "https://trace.example.vn",
    }
    with pytest.raises(WrongSetting) as no:
        Settings.read(told)
    assert str(no.value).startswith("TRACEABILITY_ONE_TIME_CODES: Expected off, since others ")
    with pytest.raises(WrongSetting, match="Expected off or console, got 'sms'"):
        Settings.read({"TRACEABILITY_ONE_TIME_CODES": "sms"})
