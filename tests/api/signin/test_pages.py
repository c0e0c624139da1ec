"""The pages of signing in: a card and its PIN without script, only to our own paths, in both languages."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from api.languages import speak
from tests.api.conftest import PIN, SignedIn
from tests.cast import Cast
from traceability.access import Role
from traceability.store.store import Store

API = Path(__file__).parents[3] / "api"
GiveCard = Callable[..., tuple[str, str]]
SignIn = Callable[..., SignedIn]


def sent(client: FlaskClient, card: tuple[str, str], **more: str) -> Any:
    return client.post("/signin", data={"code": " ".join(card), **more})


def test_a_card_and_its_pin_open_the_desk_of_an_officer(
    client: FlaskClient, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.OFFICER, cast.cooperative.uri)
    asked = sent(client, card)
    assert (asked.status_code, "Thẻ này có mã PIN" in asked.text) == (403, True)
    opened = sent(client, card, pin=PIN)
    assert (opened.status_code, opened.headers["Location"]) == (303, "/console/")
    inside = client.get("/signin")
    assert "Bạn đã đăng nhập" in inside.text
    assert inside.headers["Cache-Control"] == "no-store"


def test_a_household_goes_to_its_app(client: FlaskClient, give_card: GiveCard, cast: Cast) -> None:
    card = give_card(Role.RECORDER, cast.household.uri, pin="")
    assert sent(client, card).headers["Location"] == "/app/"


def test_a_new_officer_chooses_a_pin_twice(
    client: FlaskClient, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.OFFICER, cast.cooperative.uri, pin="")
    assert "tự chọn 6 số" in sent(client, card).text
    unlike = sent(client, card, new_pin=PIN, again="380195")
    assert (unlike.status_code, "không giống nhau" in unlike.text) == (422, True)
    plain = sent(client, card, new_pin="111111", again="111111")
    assert (plain.status_code, "dễ đoán" in plain.text) == (422, True)
    assert sent(client, card, new_pin=PIN, again=PIN).status_code == 303


def test_a_wrong_card_says_what_to_do(client: FlaskClient) -> None:
    no = sent(client, ("ABCD2345", "0" * 26))
    assert (no.status_code, 'role="alert"' in no.text) == (401, True)
    assert "so lại từng chữ" in no.text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/x",
        "x",
    ],
)
def test_next_leads_to_our_own_paths_alone(
    client: FlaskClient, give_card: GiveCard, cast: Cast, elsewhere: str
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri, pin="")
    assert "evil" not in client.get(f"/signin?next={quote(elsewhere)}").text
    assert sent(client, card, next=elsewhere).headers["Location"] == "/app/"


def test_next_leads_back_to_where_the_reader_came_from(
    client: FlaskClient, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.OFFICER, cast.cooperative.uri)
    page = client.get("/signin?next=/console/held%3Fx%3D1").text
    assert 'name="next" value="/console/held?x=1"' in page
    opened = sent(client, card, pin=PIN, next="/console/held?x=1")
    assert opened.headers["Location"] == "/console/held?x=1"


def test_nobody_is_signed_in_from_anothers_page(
    client: FlaskClient, give_card: GiveCard, cast: Cast
) -> None:
    card = give_card(Role.RECORDER, cast.household.uri, pin="")
    for header in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        no = client.post("/signin", data={"code": " ".join(card)}, headers=header)
        assert no.status_code == 403
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/signin", data={"code": " ".join(card)}, headers=own).status_code == 303


def test_a_form_without_the_csrf_token_does_nothing(signed_in: SignIn, cast: Cast) -> None:
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    assert officer.client.post("/signin/out", data={}).status_code == 403
    form = {"csrf": officer.csrf}
    assert officer.client.post("/signin/out", data=form).headers["Location"] == "/signin?lang=vi"
    assert officer("GET", "/api/v1/me").status_code == 401


def test_one_more_pin_raises_the_session(signed_in: SignIn, cast: Cast, store: Store) -> None:
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    store.database["sessions"].update_many({}, {"$unset": {"raised": ""}})
    form = {"csrf": officer.csrf, "next": "/console/cards"}
    no = officer.client.post("/signin/pin", data=form | {"pin": "000001"})
    assert (no.status_code, "Mã PIN chưa đúng" in no.text) == (403, True)
    yes = officer.client.post("/signin/pin", data=form | {"pin": PIN})
    assert (yes.status_code, yes.headers["Location"]) == (303, "/console/cards")
    assert [each.raised is not None for each in store.sessions.of([cast.cooperative.uri])] == [True]


def test_who_is_not_inside_is_sent_to_sign_in(client: FlaskClient) -> None:
    asked = client.get("/signin/pin?next=/console/cards")
    assert (asked.status_code, asked.headers["Location"]) == (
        303,
        "/signin?next=%2Fconsole%2Fcards",
    )


def test_a_pin_is_changed_on_the_page(signed_in: SignIn, cast: Cast) -> None:
    recorder = signed_in(Role.RECORDER, cast.household.uri)
    form = {"csrf": recorder.csrf, "pin": PIN, "new_pin": "592604", "again": "592604"}
    assert "Đã lưu mã PIN mới." in recorder.client.post("/signin/pin/new", data=form).text
    again = recorder.client.post("/signin/pin/new", data=form)
    assert (again.status_code, "Mã PIN chưa đúng" in again.text) == (403, True)


@pytest.mark.parametrize(("language", "title"), [("vi", "Đăng nhập"), ("en", "Sign in")])
def test_it_speaks_vietnamese_and_english(client: FlaskClient, language: str, title: str) -> None:
    page = client.get(f"/signin?lang={language}").text
    assert f"<h1>{title}</h1>" in page
    assert f'<html lang="{language}"' in page


def test_every_sentence_is_used() -> None:
    files = [*(API / "signin").glob("*.py"), *(API / "templates/signin").glob("*.html")]
    said = "\n".join(file.read_text("utf-8") for file in files)
    used = set(re.findall(r"[\"'](signin\.[a-z_]+)[\"']", said))
    families = ("wants", "wrong", "done", "how", "role")
    keys = {key for key in speak("vi").sentences if key.startswith("signin.")}
    assert not {key for key in keys if key.split(".")[1] not in families} - used
    assert {f"signin.role.{role}" for role in Role} <= keys


def test_what_somebody_types_is_escaped_and_bounded(client: FlaskClient) -> None:
    page = sent(client, ('"><script>alert(1)</script>', "x" * 5000)).text
    assert "<script>alert" not in page
    assert not re.search("x{400}", page)


def test_no_secret_is_in_the_request_log(
    client: FlaskClient, give_card: GiveCard, cast: Cast, capfd: pytest.CaptureFixture[str]
) -> None:
    card = give_card(Role.OFFICER, cast.cooperative.uri)
    sent(client, card, pin=PIN)
    client.post("/api/v1/signin/card", json={"card": card[0], "secret": card[1], "pin": PIN})
    client.get(f"/signin?next=/{card[1]}")
    logged = capfd.readouterr()
    assert '"route":"/signin"' in logged.err
    cookie = client.get_cookie("session")
    assert cookie is not None
    for secret in (card[1], PIN, cookie.value):
        assert secret not in logged.err + logged.out
