"""Every "no" to a person is a page in their language that says what to do next."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.languages import speak
from api.scan.refusals import page_of_a_no


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [
        ("/t/0000000000000", 404, "unknown"),
        ("/t/x", 400, "malformed"),
        ("/nowhere", 404, "s404"),
        ("/console/", 401, "s401"),
        ("/console/", 503, "ours"),
        ("/console/", 418, "other"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_no_says_what_to_do_next(
    app: Flask, path: str, status: int, name: str, language: str
) -> None:
    with app.test_request_context(path, query_string={"lang": language}):
        text = page_of_a_no(status, "Expected a, got b.")
    assert speak(language).say(f"refusal.{name}.next") in text
    assert "Expected a, got b." in text


def test_a_method_that_is_not_taken_is_a_page_too(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert speak("vi").say("refusal.s405.sentence") in answer.text
