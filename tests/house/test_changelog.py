"""The changelog's top heading is the version that is built."""

import re
import tomllib

from tests.house.tree import ROOT

HEADING = re.compile(r"^## \[?(\d+\.\d+\.\d+)\]? (?:unreleased|- \d{4}-\d\d-\d\d)$", re.MULTILINE)


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def test_the_top_heading_is_the_version() -> None:
    said = HEADING.findall((ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert said[:1] == [version()]


def test_every_heading_of_a_version_has_a_day_or_says_unreleased() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert len(HEADING.findall(text)) == len(re.findall(r"^## ", text, re.MULTILINE))
