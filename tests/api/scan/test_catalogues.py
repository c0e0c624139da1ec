"""The catalogues of sentences: the same keys, every key used, no sentence anywhere else."""

import re
import string
from pathlib import Path

import pytest

from api.languages import FOLDER, speak
from api.scan.marks import MARKS
from api.scan.refusals import _KNOWN, _NO_CODE
from api.scan.stages import KNOWN_STEPS, RESULTS
from api.scan.verdict import TABLE
from traceability.batches.batch import STATES
from traceability.findings.publication import ITEMS
from traceability.findings.rules import RULES
from traceability.masterdata.certificate import CERTIFICATE_KINDS
from traceability.masterdata.party import PARTY_KINDS
from traceability.masterdata.place import CODE_KINDS, CODE_STATUSES, PLACE_KINDS
from traceability.masterdata.product import PRODUCT_KINDS
from traceability.statements import WITHDRAW_REASONS

API = FOLDER.parent
TEMPLATES = sorted((API / "templates" / "scan").glob("*.html"))
DESK = sorted((API / "templates" / "console").glob("*.html"))
LANGUAGES = sorted(file.stem for file in FOLDER.glob("*.toml"))
FAMILIES = {
    "step": [*KNOWN_STEPS, "unknown"],
    "mark": [*MARKS, "computed", "disputed"],
    "finding": [*RULES, "other"],
    "state": STATES,
    "item": ITEMS,
    "kind": PRODUCT_KINDS,
    "party": PARTY_KINDS,
    "place": PLACE_KINDS,
    "certificate": CERTIFICATE_KINDS,
    "reason": WITHDRAW_REASONS,
    "result": RESULTS,
    "area_code": [*CODE_KINDS, *CODE_STATUSES],
    "product": ["description", "ingredients", "instructions", "storage", "warnings"],
    "verdict": [
        f"{said.name}.{part}" for *_, said in TABLE for part in ("word", "sentence", "next")
    ],
    "refusal": [
        f"{name}.{part}"
        for name in [*_NO_CODE.values(), *(f"s{status}" for status in _KNOWN), "ours", "other"]
        for part in ("word", "sentence", "next")
    ],
}
"""Keys that are put together where they are used, and all that can come of it."""


def composed() -> set[str]:
    return {f"{family}.{name}" for family, names in FAMILIES.items() for name in names}


def literal() -> set[str]:
    files = [*TEMPLATES, *API.glob("*.py"), *(API / "scan").glob("*.py")]
    said = "\n".join(file.read_text("utf-8") for file in files)
    return set(re.findall(r"[\"']([a-z_]+\.[a-z_]+)[\"']", said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert set(speak(language).sentences) == set(speak("vi").sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_the_same_placeholders_in_every_language(language: str) -> None:
    def fields(sentence: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence)} - {None}

    known = speak("vi").sentences
    differing = {
        key for key, said in speak(language).sentences.items() if fields(said) != fields(known[key])
    }
    assert not differing


def test_every_key_that_can_be_asked_for_is_there() -> None:
    assert not composed() - set(speak("vi").sentences)


def test_every_key_is_used() -> None:
    buyers = {key for key in speak("vi").sentences if not key.startswith(("console.", "signin."))}
    assert not buyers - composed() - literal()


def bare_words(template: str) -> list[str]:
    """What would reach a reader without passing a catalogue."""
    told = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template, flags=re.DOTALL)
    shown = re.findall(r"\b(?:alt|title|aria-label|placeholder)=\"([^\"]*)\"", told)
    return re.findall(r"[^\W\d_]+", " ".join([re.sub(r"<[^>]*>", " ", told), *shown]))


@pytest.mark.parametrize("template", [*TEMPLATES, *DESK], ids=lambda file: Path(file).name)
def test_no_template_holds_a_sentence(template: Path) -> None:
    assert bare_words(template.read_text("utf-8")) == []


def test_a_sentence_in_a_template_is_seen() -> None:
    assert bare_words('<p>Hello {{ t.say("x.y") }}</p><img alt="tea">') == ["Hello", "tea"]
