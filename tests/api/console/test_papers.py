"""What the desk prints beside the diary: cards, tags, lists, slips, statements, exports."""

import io
import json
import zipfile
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api.conftest import Headers
from tests.api.farm.sending import PHOTO, VOICE, Sender
from tests.api.farm.sending import name as hashed
from tests.cast import Cast, kg
from tests.qr.paper.readback import pages
from traceability.access import Role
from traceability.events import makers
from traceability.events.occasion import Goods
from traceability.identifiers.uris import BatchKey

YEAR = "from=2026-01-01&to=2026-12-31"


def code(uri: str) -> str:
    return uri.rpartition("/")[2]


def ask(client: FlaskClient, headers: Headers, path: str) -> Any:
    return client.get(f"/console/{path}", headers=headers)


def send(client: FlaskClient, headers: Headers, path: str, **form: Any) -> Any:
    return client.post(f"/console/{path}", headers=headers, data=form)


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.text
    return " ".join(" ".join(pages(answer.data)).split())


@pytest.fixture
def handed_over(cast: Cast) -> BatchKey:
    """Leaf that the household plucked, the officer took in and weighed."""
    leaf = cast.harvest("26")
    goods = [Goods(leaf, kg("25.5"))]
    at = cast.at(cast.factory, hours=4)
    theirs = type(at)(at.domain, at.time, at.place, cast.cooperative)
    body = makers.observe("receive", theirs, goods, {}, (cast.household, None))
    cast.tell("receive", body, subject=cast.cooperative)
    return leaf


def test_a_card_that_was_printed_signs_its_household_in(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast
) -> None:
    answer = send(client, headers["officer"], "cards.pdf", party=code(cast.household.uri))
    said = text(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Giữ kín như chìa khóa" in said
    (card,) = cast.ledger.store.cards.of([cast.household.uri])
    typed = "".join(said.partition("mã này: ")[2].partition(" Giữ")[0].split())
    assert (typed[:8], card.role) == (card.id, Role.RECORDER)
    body = {"card": typed[:8], "secret": typed[8:]}
    assert client.post("/api/v1/signin/card", json=body).status_code == 200


def test_a_card_has_the_name_only_of_who_consented(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast, api: Any
) -> None:
    path = f"/parties/{code(cast.household.uri)}"
    whole = api("officer", "GET", path).json | {"name": "Nguyễn Thị Lương", "phone": "+84912345678"}
    assert api("officer", "PUT", path, whole, If_Match='"1"').status_code == 200
    form = {"party": code(cast.household.uri)}
    silent = text(send(client, headers["officer"], "cards.pdf", **form))
    assert "Lương" not in silent
    cast.state("consent", cast.household.uri, cast.recorder, shows=["name"])
    named = text(send(client, headers["officer"], "cards.pdf", **form))
    assert "Nguyễn Thị Lương" in named
    assert "912345678" not in silent + named


def test_nobody_prints_a_strangers_card(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast
) -> None:
    answer = send(client, headers["stranger"], "cards.pdf", party=code(cast.household.uri))
    assert answer.status_code == 403
    assert not list(cast.ledger.store.cards.of([cast.household.uri]))
    assert send(client, headers["officer"], "cards.pdf").status_code == 422


def test_an_officer_by_card_gives_her_pin_before_she_gives_cards(
    signed_in: Any, cast: Cast
) -> None:
    officer = signed_in(Role.OFFICER, cast.cooperative.uri)
    form = {"party": code(cast.household.uri), "csrf": officer.csrf}
    cast.ledger.store.database["sessions"].update_many({}, {"$unset": {"raised": ""}})
    assert officer.client.post("/console/cards.pdf", data=form).status_code == 403
    without = officer.client.post("/console/cards.pdf", data=form | {"csrf": ""})
    assert without.status_code == 403
    assert not list(cast.ledger.store.cards.of([cast.household.uri]))


def test_blank_tags_have_codes_that_name_nothing_and_differ(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast
) -> None:
    before = cast.ledger.store.records.count()
    found = text(send(client, headers["officer"], "tags.pdf", count="20"))
    assert found.count("Hộ, nương") == 20
    assert send(client, headers["officer"], "tags.pdf", count="0").status_code == 422
    assert send(client, headers["officer"], "tags.pdf", count="901").status_code == 422
    assert cast.ledger.store.records.count() == before


def test_what_others_entered_is_listed_to_be_confirmed_until_it_is_answered(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast
) -> None:
    cast.harvest("25.5")
    listed = text(ask(client, headers["officer"], f"confirm.pdf?{YEAR}"))
    for said in ("Hộ 017", "Thu hái", "25,5 kg", "Chưa đúng", "Chủ hộ (ký"):
        assert said in listed
    (record,) = cast.ledger.store.records.about(cast.household.uri, "event")
    cast.state("confirm", record.id, cast.recorder)
    empty = text(ask(client, headers["officer"], f"confirm.pdf?{YEAR}"))
    assert "Không có việc nào" in empty


def test_a_slip_says_who_brought_how_much_and_the_totals_add_up(
    client: FlaskClient, headers: dict[str, Headers], handed_over: BatchKey
) -> None:
    slip = text(ask(client, headers["officer"], f"weighing.pdf?{YEAR}"))
    for said in ("Phiếu cân", "Hộ 017", "25,5 kg", "Búp chè tươi", "Người giao"):
        assert said in slip
    spoken = code(handed_over.uri)
    assert f"{spoken[:4]} {spoken[4:8]}" in slip
    totals = text(ask(client, headers["officer"], f"weighing-totals.pdf?{YEAR}"))
    assert totals.count("25,5 kg") == 2
    other = text(
        ask(client, headers["officer"], "weighing-totals.pdf?from=2026-03-21&to=2026-03-21")
    )
    assert "chưa cân lần nào" in other


@pytest.mark.usefixtures("handed_over")
def test_a_statement_says_how_much_went_to_whom_as_paper_and_as_data(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast
) -> None:
    printed = text(ask(client, headers["officer"], f"statement.pdf?{YEAR}"))
    for said in ("Sao kê mùa vụ", "Búp chè tươi", "Hợp tác xã chè thử nghiệm", "25,5 kg"):
        assert said in printed
    path = f"statement.json?{YEAR}&party={code(cast.household.uri)}"
    data = ask(client, headers["officer"], path).json
    assert data["whole"] == {"kg": "25.5", "unweighed": 0}
    (row,) = data["rows"]
    assert (row["buyer"], row["product_name"]) == (cast.cooperative.uri, "Búp chè tươi")
    assert ask(client, headers["stranger"], path).status_code == 403


def test_a_household_takes_everything_along_when_it_leaves(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast, handed_over: BatchKey
) -> None:
    answer = ask(client, headers["officer"], f"export.zip?party={code(cast.household.uri)}")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as zipped:
        names = set(zipped.namelist())
        receipts = [json.loads(line) for line in zipped.read("bien-nhan.jsonl").splitlines()]
        for receipt in receipts:
            assert sha256(zipped.read(receipt["file"])).hexdigest() == receipt["sha256"]
        events = zipped.read("su-kien.jsonl").decode()
        assert zipped.read("nhat-ky.pdf").startswith(b"%PDF")
        assert "Hộ 017" in zipped.read("README.txt").decode()
    assert {"thong-tin/ho.json", "thong-tin/nuong.json", "nhat-ky.xlsx", "sao-ke.pdf"} <= names
    assert handed_over.uri in events
    assert len(receipts) == 3


def test_a_household_takes_the_photos_and_spoken_notes_of_its_phone_along(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast, api: Any, app: Flask
) -> None:
    other = VOICE + b"GPS \4\0\0\0here"
    sent, foreign = Sender(app, headers["recorder"]), Sender(app, headers["stranger"])
    assert [each.status_code for each in map(sent.send, (PHOTO, VOICE))] == [200, 200]
    assert foreign.send(other).status_code == 200
    own: dict[str, Any] = {"photos": [hashed(PHOTO)], "voice": hashed(VOICE)}
    for hour, files in enumerate((own, {"voice": hashed(other)})):
        body = {"time": f"2026-03-22T0{hour}:00:00+07:00", "place": cast.plot.uri, **files}
        assert api("recorder", "POST", "/events/note", body).status_code == 201
    answer = ask(client, headers["officer"], f"export.zip?party={code(cast.household.uri)}")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as zipped:
        assert zipped.read(f"anh/{hashed(PHOTO)}.jpg") == sent.get(PHOTO).data
        assert zipped.read(f"anh/{hashed(VOICE)}.wav") == VOICE
        assert f"anh/{hashed(other)}.wav" not in zipped.namelist()


def test_a_household_does_not_take_anothers_notes_along(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast, api: Any
) -> None:
    leaf = cast.harvest("26")
    body = {
        "time": "2026-03-20T11:00:00+07:00",
        "place": cast.factory.uri,
        "party": cast.cooperative.uri,
        "note": "trả chậm, chỉ cho hợp tác xã",
        "goods": [{"batch": leaf.uri, "amount": {"value": "25.5", "unit": "KGM"}}],
        "other_party": cast.household.uri,
    }
    told = api("officer", "POST", "/events/receive", body)
    assert told.status_code == 201, told.text
    answer = ask(client, headers["officer"], f"export.zip?party={code(cast.household.uri)}")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as zipped:
        everything = b"".join(zipped.read(name) for name in zipped.namelist())
    assert "trả chậm".encode() not in everything


def test_the_room_of_papers_offers_all_of_it(
    client: FlaskClient, headers: dict[str, Headers], cast: Cast
) -> None:
    shown = ask(client, headers["officer"], "papers").text
    for path in ("diary.pdf", "confirm.pdf", "cards.pdf", "tags.pdf", "import", "export.zip"):
        assert f"/console/{path}" in shown
    assert code(cast.household.uri) in shown
