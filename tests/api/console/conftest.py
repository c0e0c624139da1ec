"""The desk as its officer uses it: pages that are read, forms that are sent as they stand on a page."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.conftest import Headers

FORM = re.compile(r'<form method="post" action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Desk:
    """The desk, as one of the cast uses it."""

    def __init__(self, client: FlaskClient, headers: dict[str, Headers]) -> None:
        """Take a client and everybody's headers."""
        self.client, self.headers = client, headers

    def get(self, path: str, who: str = "officer") -> Any:
        """Read a page."""
        return self.client.get(f"/console/{path}", headers=self.headers[who])

    def send(self, path: str, action: str, who: str = "officer", **fields: Any) -> Any:
        """Fill and send the form of a page that ends in `action`, as a browser would."""
        found = FORM.findall(self.get(path, who).text)
        where, inner = next(each for each in found if each[0].endswith(action))
        hidden = {unescape(name): unescape(value) for name, value in HIDDEN.findall(inner)}
        sent = hidden | fields
        return self.client.post(unescape(where), data=sent, headers=self.headers[who])


@pytest.fixture
def desk(client: FlaskClient, headers: dict[str, Headers]) -> Desk:
    """The desk."""
    return Desk(client, headers)


def code(key: Any) -> str:
    """The own code of a key."""
    return str(key.uri.rpartition("/")[2])
