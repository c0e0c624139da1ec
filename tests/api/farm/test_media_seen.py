"""A photo is seen by those it belongs to, and by no others."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import Api, Bearer, Headers
from tests.api.farm.conftest import Phone
from tests.api.farm.sending import PHOTO, Sender, name, told
from tests.cast import Cast
from tests.qr.pictures import encoded, flag
from traceability.access import Role
from traceability.identifiers.uris import PartyKey
from traceability.store.store import Store

WHEN = "2026-03-22T08:00:00+07:00"


@pytest.fixture
def sender(app: Flask, api: Api) -> Sender:
    return Sender(app, api.headers["recorder"])


@pytest.fixture
def seen_by(app: Flask, headers: dict[str, Headers]) -> Callable[[], set[str]]:
    """Who of the cast sees the photo."""

    def ask() -> set[str]:
        return {
            who
            for who, borne in headers.items()
            if who != "authority" and Sender(app, borne).get(PHOTO).status_code == 200
        }

    return ask


def test_a_photo_is_seen_by_those_who_see_who_sent_it(
    sender: Sender, seen_by: Callable[[], set[str]]
) -> None:
    sender.send(PHOTO)
    assert seen_by() == {"recorder", "officer", "operator"}


def test_a_photo_is_seen_by_those_its_sender_told_it_for(
    app: Flask, api: Api, cast: Cast, seen_by: Callable[[], set[str]]
) -> None:
    Sender(app, api.headers["officer"]).send(PHOTO)
    assert "recorder" not in seen_by()
    body = {"time": WHEN, "place": cast.plot.uri, "photos": [name(PHOTO)]}
    body |= {"party": cast.household.uri}
    assert api("officer", "POST", "/events/note", body).status_code == 201
    assert seen_by() == {"recorder", "officer", "operator"}


def test_whoever_knows_a_hash_does_not_open_the_file(
    app: Flask, api: Api, cast: Cast, seen_by: Callable[[], set[str]], sender: Sender
) -> None:
    Sender(app, api.headers["operator"]).send(PHOTO)
    body = {"time": WHEN, "place": cast.plot.uri, "photos": [name(PHOTO)]}
    assert api("recorder", "POST", "/events/note", body).status_code == 201
    end = len(PHOTO)
    assert sender.head(PHOTO).status_code == 404
    assert told(sender.piece(PHOTO, end, end)) == (409, "0", "?0")
    assert told(sender.piece(PHOTO, 0, 0, Upload_Complete="?1"))[0] == 409
    assert "recorder" not in seen_by()
    assert sender.send(PHOTO).status_code == 200
    assert "recorder" in seen_by()


def test_a_helper_sees_it_while_the_household_lets_her(
    sender: Sender, app: Flask, cast: Cast, bearer: Bearer
) -> None:
    sender.send(PHOTO)
    helper = Sender(app, bearer(Role.HELPER, cast.stranger_cooperative.uri))
    assert helper.get(PHOTO).status_code == 403
    _delegate(cast, cast.stranger_cooperative)
    assert helper.get(PHOTO).status_code == 200


def test_the_desk_sees_the_photo_of_what_it_is_to_decide(
    app: Flask, cast: Cast, store: Store, new_phone: Callable[[], Phone], bearer: Bearer
) -> None:
    helper = bearer(Role.HELPER, cast.stranger_cooperative.uri)
    Sender(app, helper).send(PHOTO)
    officer = Sender(app, bearer(Role.OFFICER, cast.cooperative.uri))
    assert officer.get(PHOTO).status_code == 403
    body = {"time": WHEN, "place": cast.plot.uri, "photos": [name(PHOTO)]}
    phone = new_phone()
    (held,) = phone.send(phone.save("note", body), who="helper")
    assert held["status"] == "held"
    assert officer.get(PHOTO).status_code == 200
    store.held.settle(held["id"], "reject")
    assert officer.get(PHOTO).status_code == 403


def _delegate(cast: Cast, to: PartyKey) -> None:
    now = datetime.now(UTC)
    ends = {"from": (now - timedelta(days=1)).isoformat()}
    ends |= {"until": (now + timedelta(days=1)).isoformat()}
    facts = {"to": to.uri, "scope": ["event:harvest"], "evidence": "paper", **ends}
    cast.state("delegate", cast.household.uri, cast.officer, **facts)


def test_a_photo_is_sent_by_session_with_its_token(signed_in: Any, cast: Cast) -> None:
    session = signed_in(Role.RECORDER, cast.household.uri)
    data = encoded(flag())
    said = {"Upload-Offset": "0", "Upload-Length": str(len(data)), "Upload-Complete": "?1"}
    said |= {"Content-Type": "application/partial-upload"}
    path = f"/api/v1/media/{name(data)}"
    assert session.client.patch(path, data=data, headers=said).status_code == 403
    said |= {"X-CSRF-Token": session.csrf}
    assert session.client.patch(path, data=data, headers=said).status_code == 200


def test_a_card_that_ran_out_lets_its_phone_send_its_photos_and_shows_it_none(
    signed_in: Any, cast: Cast, store: Store
) -> None:
    session = signed_in(Role.RECORDER, cast.household.uri)
    past = datetime.now(UTC) - timedelta(days=1)
    store.database["sessions"].update_many({}, {"$set": {"lapses": past}})
    data = encoded(flag())
    path, said = f"/api/v1/media/{name(data)}", {"X-CSRF-Token": session.csrf}
    said |= {"Upload-Offset": "0", "Upload-Length": str(len(data)), "Upload-Complete": "?1"}
    said |= {"Content-Type": "application/partial-upload"}
    assert session.client.head(path).status_code == 404
    assert session.client.patch(path, data=data, headers=said).status_code == 200
    assert session.client.head(path).headers["Upload-Complete"] == "?1"
    assert session.client.get(path).status_code == 401
