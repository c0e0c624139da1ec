"""The two READMEs give the same commands, and the commands they give exist."""

import re

import pytest

from tests.house.tree import ROOT

BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:make|traceability) [^`]+)`")
TARGET = re.compile(r"^([a-z]+):.*##", re.MULTILINE)


def commands(name: str) -> list[str]:
    """Return the commands of a README in their order, comments left out."""
    text = (ROOT / name).read_text("utf-8")
    shown = [
        line.partition("#")[0].strip()
        for block in BLOCK.findall(text)
        for line in block.splitlines()
    ]
    return [*filter(None, shown), *sorted(INLINE.findall(text))]


def test_the_vietnamese_readme_gives_the_same_commands() -> None:
    assert commands("README.vi.md") == commands("README.md")


def test_the_two_commands_that_start_and_try_the_product_come_first() -> None:
    given = [command for command in commands("README.md") if command.startswith("make")]
    assert given[:2] == ["make run", "make test"]


@pytest.mark.parametrize("name", ["README.md", "README.vi.md", "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_exists(name: str) -> None:
    targets = TARGET.findall((ROOT / "Makefile").read_text("utf-8"))
    named = {word.split()[1] for word in commands(name) if word.startswith("make ")}
    assert named <= set(targets)


@pytest.mark.parametrize(
    "name", ["README.md", "README.vi.md", "CONTRIBUTING.md", "docs/README.md", "docs/house.md"]
)
def test_every_link_inside_the_project_leads_somewhere(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
