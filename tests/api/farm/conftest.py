"""A phone that keeps a queue: envelopes as it saves them, and what it is answered."""

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.conftest import Headers
from tests.cast import Cast

Answer = dict[str, Any]


class Phone:
    """One phone: it numbers what it saves, and its clock may be wrong by so much."""

    def __init__(self, client: FlaskClient, cast: Cast, headers: dict[str, Headers]) -> None:
        """Take a client, the cast and everybody's headers."""
        self.client, self.cast, self.headers = client, cast, headers
        self.device, self.seq, self.wrong = f"device-{uuid.uuid4()}", 0, timedelta()

    def now(self) -> datetime:
        """What its clock shows."""
        return datetime.now(UTC) + self.wrong

    def save(self, form: str, body: dict[str, Any], **but: Any) -> str:
        """The text of a record as it is saved."""
        self.seq += 1
        envelope = {
            "v": "phone/1",
            "form": f"{form}/1",
            "id": uuid.uuid4().urn,
            "device": self.device,
            "seq": self.seq,
            "entered": self.now().isoformat(),
            "clock": None,
            "party": self.cast.household.uri,
            "body": body,
        }
        return json.dumps({**envelope, **but}, ensure_ascii=False)

    def plucking(self, **but: Any) -> str:
        """A harvest of the household's plot."""
        body = {
            "time": "2026-03-20T07:00:00+07:00",
            "place": self.cast.plot.uri,
            "amount": {"value": "25.5", "unit": "KGM"},
            "product": self.cast.leaf.uri,
        }
        return self.save("harvest", {**body, **but.pop("body", {})}, **but)

    def post(self, *records: str, who: str = "recorder", **but: Any) -> Any:
        """Send records; the whole response."""
        body = {"sent": self.now().isoformat(), "records": list(records), **but}
        return self.client.post("/api/v1/sync", json=body, headers=self.headers.get(who, {}))

    def send(self, *records: str, who: str = "recorder") -> list[Answer]:
        """Send records; what became of each."""
        sent = self.post(*records, who=who)
        assert sent.status_code == 200, sent.text
        answers: list[Answer] = sent.json["answers"]
        return answers


@pytest.fixture
def new_phone(client: FlaskClient, cast: Cast, headers: dict[str, Headers]) -> Callable[[], Phone]:
    """Makes phones."""
    return lambda: Phone(client, cast, headers)


@pytest.fixture
def phone(new_phone: Callable[[], Phone]) -> Phone:
    """The household's phone."""
    return new_phone()
