"""Every setting, command and make target stands in the reference, word for word."""

import argparse
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.house.tree import ROOT, expect_none, sources

REFERENCE = ROOT / "docs" / "reference"
SETTING = re.compile(r"[\"'](MONGODB_URI|TRACEABILITY_[A-Z_]+[A-Z])[\"']")
TARGET = re.compile(r"^([a-z]+):.*##", re.MULTILINE)


@cache
def reference() -> str:
    pages = sorted(REFERENCE.rglob("*.md"))
    if not pages:
        pytest.skip("Expected pages in docs/reference, got none yet.")
    return "\n".join(page.read_text("utf-8") for page in pages)


def settings() -> set[str]:
    """Return what the product reads from the environment, by the names in its source."""
    return {name for file in sources("api") for name in SETTING.findall(file.read_text("utf-8"))}


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser: what `api.cli` gives from a function that takes nothing."""
    if not (ROOT / "api" / "cli.py").exists() and not (ROOT / "api" / "cli").exists():
        pytest.skip("Expected api.cli, got no such module yet.")
    said = inspect.getmembers(importlib.import_module("api.cli"), inspect.isfunction)
    made = [f for _, f in said if inspect.signature(f).return_annotation is argparse.ArgumentParser]
    (maker,) = [f for f in made if not inspect.signature(f).parameters]
    made_parser = maker()
    assert isinstance(made_parser, argparse.ArgumentParser)
    return made_parser


def commands(asked: argparse.ArgumentParser, path: str = "") -> Iterator[str]:
    """Yield every verb and every flag, each with the verbs it stands behind."""
    for action in asked._actions:  # noqa: SLF001 argparse has no public way to list what it takes
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 as above
            for verb, below in action.choices.items():
                yield f"{path}{verb}"
                yield from commands(below, f"{path}{verb} ")
        else:
            yield from (flag for flag in action.option_strings if flag not in {"-h", "--help"})


def test_every_setting_is_in_the_reference() -> None:
    expect_none(name for name in settings() if f"`{name}`" not in reference())


def test_every_command_and_flag_is_in_the_reference() -> None:
    said = reference()
    expect_none(words for words in set(commands(parser())) if words not in said)


def test_every_make_target_is_in_the_reference() -> None:
    targets = TARGET.findall((ROOT / "Makefile").read_text("utf-8"))
    expect_none(name for name in targets if f"`make {name}" not in reference())


def test_every_decision_is_numbered_once_and_listed() -> None:
    records = [file.name for file in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    numbers = [name[:4] for name in records]
    assert len(set(numbers)) == len(numbers)
    expect_none(name for name in records if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name))
