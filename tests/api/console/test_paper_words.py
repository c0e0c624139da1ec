"""The sentences of papers: the same keys in both languages, each used, each placeholder in both."""

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from api.languages import FOLDER
from traceability.events.makers import FIELD_STEPS

API = FOLDER.parent
ONLY_VIETNAMESE = ("expected.", "beginning.")
"""English sentences of refusals, put into Vietnamese."""


def flat(table: Mapping[str, Any], head: str = "") -> Iterator[tuple[str, str]]:
    for name, held in table.items():
        if isinstance(held, Mapping):
            yield from flat(held, f"{head}{name}.")
        else:
            yield f"{head}{name}", held


def catalogue(code: str) -> dict[str, str]:
    return dict(flat(tomllib.loads((FOLDER / "paper" / f"{code}.toml").read_text("utf-8"))))


def shared() -> dict[str, str]:
    found = catalogue("vi").items()
    return {key: said for key, said in found if not key.startswith(ONLY_VIETNAMESE)}


def placeholders(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    english = catalogue("en")
    assert english.keys() == shared().keys()
    assert {
        key for key in english if placeholders(english[key]) != placeholders(shared()[key])
    } == set()


def test_every_sentence_is_used() -> None:
    files = [*(API / "console").glob("*.py"), *(API / "templates" / "console").glob("*.html")]
    said = "\n".join(file.read_text("utf-8") for file in files)
    names = set(re.findall(r"[\"']([a-z_]+)[\"']", said)) | FIELD_STEPS
    names |= {
        "planting",
        "crop_protection",
        "handed_over",
        "harvest",
        "making",
        "recorder",
        "officer",
        "ground",
        "observing",
        "list",
    }
    unused = {key for key in shared() if key not in said and key.partition(".")[2] not in names}
    assert unused == set()
