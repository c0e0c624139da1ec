"""The app's shell: one page, files of one version, small enough for a cheap phone and a thin network."""

import gzip
import json
import re

import pytest
from flask.testing import FlaskClient

from api.farm.assets import FOLDER, INDEX, LANGUAGES, SCRIPT, WORKER, assets, version, words
from api.farm.joining import joined

KB = 1000
MOST_AT_FIRST, MOST_SCRIPT = 100 * KB, 30 * KB
PLACEHOLDER = re.compile(r"\{\w+\}")
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
FUNCTION = re.compile(
    r"^(?:export )?(?:default )?(?:async )?function .*?^\}", re.MULTILINE | re.DOTALL
)


def packed(*endings: str) -> int:
    return sum(len(a.packed) for name, a in assets().items() if name.endswith(endings or ""))


def test_everything_that_is_kept_at_first_is_at_most_100_kb() -> None:
    assert packed("") <= MOST_AT_FIRST


def test_the_script_that_opens_the_app_is_at_most_30_kb() -> None:
    assert len(assets()[SCRIPT].packed) <= MOST_SCRIPT


def test_a_module_that_cannot_be_joined_is_named() -> None:
    with pytest.raises(ValueError, match=r"a.js: Expected what can be joined, got export let x"):
        joined({"a.js": "export let x = 1;"}, "a.js", ())
    with pytest.raises(ValueError, match=r"a.js: Expected a module of the app, got ./b.js."):
        joined({"a.js": 'import { b } from "./b.js";'}, "a.js", ())


def test_modules_that_ask_for_each_other_are_refused() -> None:
    circle = {"a.js": 'import { b } from "./b.js";', "b.js": 'import { a } from "./a.js";'}
    with pytest.raises(ValueError, match=r"Expected no circle of modules, got a.js → b.js → a.js."):
        joined(circle, "a.js", ())


def test_the_page_is_checked_anew_and_says_its_version(client: FlaskClient) -> None:
    answer = client.get("/app/")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["App-Version"] == version()
    again = client.get("/app/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_file_is_packed_where_the_browser_takes_it(client: FlaskClient) -> None:
    answer = client.get("/app/main.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == client.get("/app/main.js").data
    assert answer.mimetype == "text/javascript"


def test_no_script_stands_in_the_page_and_the_policy_allows_none(client: FlaskClient) -> None:
    answer = client.get("/app/")
    assert re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=", answer.text) == []
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("name", ["../main.js", "index.html", "nothing.js", "pictograms.svg"])
def test_what_is_no_file_of_the_app_is_not_found(client: FlaskClient, name: str) -> None:
    assert client.get(f"/app/{name}").status_code == 404


def test_the_worker_keeps_every_file_but_itself(client: FlaskClient) -> None:
    answer = client.get("/app/sw.js")
    first, second, *_ = answer.text.splitlines()
    assert first == f'const VERSION = "{version()}";'
    kept = json.loads(second.removeprefix("const ASSETS = ").removesuffix(";"))
    assert {name or INDEX for name in kept} == assets().keys() - {WORKER}


def test_every_language_has_the_same_sentences_with_the_same_places() -> None:
    said = [words(language) for language in LANGUAGES]
    assert said[0].keys() == said[1].keys()
    for key, sentence in said[0].items():
        places = set(PLACEHOLDER.findall(sentence))
        assert places == set(PLACEHOLDER.findall(said[1][key])), key


def test_a_script_has_a_first_line_and_keeps_the_lengths_of_the_house() -> None:
    for file in FOLDER.rglob("*.js"):
        text = file.read_text("utf-8")
        assert text.startswith("// "), file
        assert len(text.splitlines()) <= LONGEST_FILE, file
        longest = max((len(f.splitlines()) for f in FUNCTION.findall(text)), default=0)
        assert longest <= LONGEST_FUNCTION, file
