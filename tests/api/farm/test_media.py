"""Photos and spoken notes come in piece by piece, clean and once."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from api.application import create_app
from api.settings import Settings
from qr.voice import wav
from tests.api.conftest import Api
from tests.api.farm.sending import PHOTO, VOICE, Sender, name, told
from tests.qr.pictures import encoded, flag, opened
from traceability.keyring import Keyring
from traceability.log.receipts import Receipt, Reception, verify
from traceability.store.store import Store


@pytest.fixture
def sender(app: Flask, api: Api) -> Sender:
    return Sender(app, api.headers["recorder"])


def test_a_photo_comes_in_pieces_and_is_signed_for(sender: Sender, keyring: Keyring) -> None:
    assert told(sender.head(PHOTO))[0] == 404
    assert told(sender.piece(PHOTO, 0, 2000)) == (204, "2000", "?0")
    assert told(sender.head(PHOTO)) == (204, "2000", "?0")
    done = sender.piece(PHOTO, 2000, len(PHOTO))
    assert told(done) == (200, str(len(PHOTO)), "?1")
    said = done.json
    assert (said["id"], said["form"]) == (f"media:{name(PHOTO)}", "media/1")
    at = datetime.fromisoformat(said["received"])
    reception = Reception(said["id"], said["sha256"], said["form"], at, said["status"])
    receipt = Receipt(reception, said["key_id"], said["signature"])
    assert verify(keyring.current("receipt").private_key().public_key(), receipt)
    assert told(sender.head(PHOTO)) == (204, str(len(PHOTO)), "?1")


def test_what_is_kept_is_clean_and_found_under_what_was_sent(sender: Sender) -> None:
    sender.send(PHOTO)
    served = sender.get(PHOTO)
    assert (served.status_code, served.mimetype) == (200, "image/jpeg")
    assert opened(served.data).size == (48, 64)
    assert not [word for word in (b"Exif", b"GPS", b"well") if word in served.data]
    assert served.headers["Cache-Control"] == "private, no-cache"
    again = sender.client.get(
        f"/api/v1/media/{name(PHOTO)}",
        headers=sender.headers | {"If-None-Match": served.headers["ETag"]},
    )
    assert again.status_code == 304


def test_it_is_nowhere_served_to_everybody(sender: Sender) -> None:
    sender.send(PHOTO)
    for data in (PHOTO, sender.get(PHOTO).data):
        assert sender.client.get(f"/api/v1/documents/{name(data)}").status_code == 404


def test_a_spoken_note_is_kept_as_sound_alone(sender: Sender) -> None:
    telling = VOICE + b"GPS \4\0\0\0here"
    assert sender.send(telling).status_code == 200
    served = sender.get(telling)
    assert (served.mimetype, served.data) == ("audio/wav", VOICE)


def test_an_upload_goes_on_in_another_worker_after_a_restart(
    sender: Sender, store: Store, keyring: Keyring
) -> None:
    sender.piece(PHOTO, 0, 2000)
    other = Sender(create_app(Settings(), store, keyring), sender.headers)
    assert told(other.head(PHOTO)) == (204, "2000", "?0")
    assert other.piece(PHOTO, 2000, len(PHOTO)).status_code == 200


def test_a_repeat_gets_the_first_receipt(sender: Sender, app: Flask, api: Api) -> None:
    first = sender.send(PHOTO).json
    end = len(PHOTO)
    assert sender.piece(PHOTO, end, end).json == first
    assert Sender(app, api.headers["officer"]).send(PHOTO).json == first


def test_what_came_before_a_crash_is_finished_by_an_empty_piece(sender: Sender) -> None:
    end = len(PHOTO)
    assert told(sender.piece(PHOTO, 0, end, Upload_Complete="?0")) == (204, str(end), "?0")
    assert told(sender.piece(PHOTO, end, end)) == (200, str(end), "?1")


@pytest.mark.parametrize(
    ("start", "end", "but", "sentence"),
    [
        (3000, 5000, {}, "Expected Upload-Offset 2000, got 3000."),
        (1000, 3000, {}, "Expected Upload-Offset 2000, got 1000."),
        (
            2000,
            4000,
            {"Upload_Length": "9"},
            f"Expected Upload-Length {len(PHOTO)} as before, got 9.",
        ),
        (2000, 4000, {"Upload_Complete": "?1"}, f"Expected {len(PHOTO)} bytes in all, got 4000."),
    ],
)
def test_a_gap_is_told_where_to_go_on(
    sender: Sender, start: int, end: int, but: dict[str, str], sentence: str
) -> None:
    sender.piece(PHOTO, 0, 2000)
    no = sender.piece(PHOTO, start, end, **but)
    assert (told(no), no.json["detail"]) == ((409, "2000", "?0"), sentence)
    assert no.mimetype == "application/problem+json"
    assert sender.piece(PHOTO, 2000, len(PHOTO)).status_code == 200


def test_a_file_longer_than_it_said_is_refused(sender: Sender) -> None:
    assert told(sender.piece(PHOTO, 0, 2000, Upload_Length="1999")) == (409, "0", "?0")


def test_a_piece_in_the_middle_begins_nothing(sender: Sender) -> None:
    assert told(sender.piece(PHOTO, 2000, 4000)) == (409, "0", "?0")
    assert sender.head(PHOTO).status_code == 404


def test_a_wrong_hash_begins_anew(sender: Sender) -> None:
    spoilt = {"headers": sender.headers}
    path, end = f"/api/v1/media/{name(PHOTO)}", str(len(PHOTO))
    said = {"Upload-Offset": "0", "Upload-Length": end, "Upload-Complete": "?1"}
    said |= {"Content-Type": "application/partial-upload"} | spoilt["headers"]
    no: Any = sender.client.patch(path, data=PHOTO[:-1] + b"x", headers=said)
    assert told(no) == (409, "0", "?0")
    assert no.json["detail"].startswith(f"Expected bytes whose SHA-256 is {name(PHOTO)}, got ")
    assert sender.head(PHOTO).status_code == 404
    assert sender.send(PHOTO).status_code == 200


@pytest.mark.parametrize(
    ("but", "status", "sentence"),
    [
        (
            {"Content_Type": "image/jpeg"},
            415,
            "Expected application/partial-upload, got image/jpeg.",
        ),
        ({"Upload_Offset": "-1"}, 400, "Expected Upload-Offset in bytes, got -1."),
        ({"Upload_Length": ""}, 400, "Expected Upload-Length in bytes, got none."),
        ({"Upload_Complete": "yes"}, 400, "Expected Upload-Complete: ?0 or ?1, got yes."),
        (
            {"Upload_Length": "6000001"},
            413,
            "Expected a file of at most 6000000 bytes, got 6000001.",
        ),
    ],
)
def test_headers_that_say_nothing_are_refused(
    sender: Sender, but: dict[str, str], status: int, sentence: str
) -> None:
    no = sender.piece(PHOTO, 0, 2000, **but)
    assert (no.status_code, no.json["detail"]) == (status, sentence)


def test_too_long_a_piece_is_refused(sender: Sender) -> None:
    no = sender.piece(bytes(200_000), 0, 131_073)
    assert (no.status_code, no.json["detail"]) == (413, "Expected at most 131072 bytes, got more.")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg/>" * 400, "Expected a JPEG, PNG or WebP picture, or a WAV, got 'something else'."),
        (
            encoded(flag())[:300],
            "Expected a whole picture, got 'one that is cut short or damaged'.",
        ),
        (VOICE[:-40], "Expected a whole WAV file, got 'one that is cut short'."),
        (wav(bytes(480_001)), "Expected 1 to 480000 samples of sound, got '480001'."),
        (VOICE + bytes(500_000), "Expected at most 500000 bytes, got 505166."),
    ],
)
def test_what_is_no_photo_and_no_voice_is_not_kept(
    sender: Sender, data: bytes, sentence: str
) -> None:
    no = sender.send(data, 100_000)
    assert (no.status_code, no.json.get("errors")) == (422, {"file": [sentence]})
    assert sender.head(data).status_code == 404


def test_crumbs_are_refused(sender: Sender) -> None:
    no = sender.piece(PHOTO, 0, 1023)
    assert no.json["detail"] == "Expected at least 1024 bytes, or the last piece, got 1023."
