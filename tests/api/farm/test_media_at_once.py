"""Two uploads of one file at once are one; and no party sends without end."""

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest
from flask import Flask

from api.farm import uploads
from tests.api.conftest import Api, Headers
from tests.api.farm.sending import PHOTO, VOICE, Sender, told
from traceability.store.store import Store


@pytest.fixture
def sender(app: Flask, api: Api) -> Sender:
    return Sender(app, api.headers["recorder"])


def test_two_uploads_of_one_file_at_once_are_one(
    app: Flask, api: Api, store: Store, headers: dict[str, Headers]
) -> None:
    del api
    senders = [Sender(app, headers[who]) for who in ("recorder", "recorder", "officer", "operator")]

    def whole(sender: Sender) -> None:
        while sender.head(PHOTO).headers.get("Upload-Complete") != "?1":
            at = int(sender.head(PHOTO).headers.get("Upload-Offset", "0"))
            sender.piece(PHOTO, at, min(at + 1100, len(PHOTO)))

    with ThreadPoolExecutor(len(senders)) as pool:
        list(pool.map(whole, senders))
    receipts = [sender.piece(PHOTO, 0, 0).json for sender in senders]
    assert receipts == [receipts[0]] * len(senders)
    assert store.database["media"].count_documents({}) == 1


def test_the_same_piece_at_once_is_appended_once(app: Flask, sender: Sender, store: Store) -> None:
    sender.piece(PHOTO, 0, 1100)
    with ThreadPoolExecutor(8) as pool:
        some = pool.map(lambda _: Sender(app, sender.headers).piece(PHOTO, 1100, 2200), range(8))
        answers = [told(each) for each in some]
    assert sorted(answers) == [(204, "2200", "?0"), *repeat((409, "2200", "?0"), 7)]
    assert sender.piece(PHOTO, 2200, len(PHOTO)).status_code == 200
    assert store.database["upload_parts"].count_documents({}) == 0


def test_a_party_has_only_so_many_on_their_way(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_UNFINISHED", 1)
    sender.piece(PHOTO, 0, 2000)
    no = sender.piece(VOICE, 0, 2000)
    assert (no.status_code, no.headers["Retry-After"]) == (429, "600")
    assert sender.piece(PHOTO, 2000, len(PHOTO)).status_code == 200


def test_a_party_keeps_only_so_many_a_day(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_A_DAY", 1)
    sender.send(PHOTO)
    no = sender.piece(VOICE, 0, 2000)
    assert (no.status_code, no.headers["Retry-After"]) == (429, "3600")
    assert no.json["detail"] == "Expected at most 1 files a day, got one more."


def test_a_first_piece_that_comes_twice_at_once_is_appended_once(
    app: Flask, sender: Sender
) -> None:
    with ThreadPoolExecutor(8) as pool:
        some = pool.map(lambda _: Sender(app, sender.headers).piece(PHOTO, 0, 1100), range(8))
        answers = [told(each) for each in some]
    assert sorted(answers) == [(204, "1100", "?0"), *repeat((409, "1100", "?0"), 7)]
    assert sender.piece(PHOTO, 1100, len(PHOTO)).status_code == 200
