"""The desk's words: every key that a page may ask for is there, and every key is asked for somewhere."""

import re

from api.console.held import WHY
from api.console.told_findings import EFFECTS, MENDERS
from api.languages import FOLDER, speak
from schemas.statements import CONSENTS
from traceability.findings.rules import RULES
from traceability.statements import WITHDRAW_REASONS

DESK = [FOLDER.parent / "console", FOLDER.parent / "templates" / "console"]
FAMILIES = {
    "effect": EFFECTS.values(),
    "mend": MENDERS,
    "held.why": [*WHY.values(), "other"],
    "consent.shows": CONSENTS,
    "reason": WITHDRAW_REASONS,
}


def source() -> str:
    """All that the desk's modules and templates say."""
    files = [file for folder in DESK for file in folder.iterdir() if file.is_file()]
    return "\n".join(file.read_text("utf-8") for file in files)


def known() -> set[str]:
    """The desk's keys, without their first part."""
    keys = speak("vi").sentences
    return {key.removeprefix("console.") for key in keys if key.startswith("console.")}


def test_every_key_that_is_named_is_there() -> None:
    named = set(re.findall(r"console\.([a-z_]+(?:\.[a-z_0-9]+)+)\"", source()))
    assert not {key for key in named if not key.endswith(".html")} - known()


def test_every_family_is_whole() -> None:
    due = {f"{family}.{name}" for family, names in FAMILIES.items() for name in names}
    assert not due - known()


def test_every_rule_has_somebody_who_can_mend_it() -> None:
    named = {rule for rules in MENDERS.values() for rule in rules}
    assert set(RULES) <= named | {"P4"}


def test_every_key_is_asked_for() -> None:
    text = source()
    stems = set(re.findall(r"console\.([a-z_.]+)\.(?=[\"{])", text)) | {
        "thing",
        "number",
        "lack",
        "unit",
        "expected",
        "beginning",
    }
    unused = {
        key
        for key in known()
        if f"console.{key}" not in text and not any(key.startswith(f"{stem}.") for stem in stems)
    }
    assert not unused
