"""Names come from the farm and from GS1; nothing in the tree speaks of one machine."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, expect_none, place, sources, written

EMPTY_NAMES = {"manager", "service", "base", "impl", "utils", "util"}
PROMISE = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
REGISTRY = re.compile(
    r"(?:py" + r"pi|python" + r"hosted|npm" + r"js|ruby" + r"gems|crates)\.(?:org|com|io)"
    r"|https?://[^ \"]*(?:/simple/|\.whl|\.tgz|/-/)"
)
HOME = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w")


def words(name: str) -> set[str]:
    """Return the parts of a CamelCase or snake_case name, in small letters."""
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def names(file: Path) -> set[str]:
    """Return the names of a module and of its classes; `base_url` the function is a fine name."""
    tree = ast.walk(ast.parse(file.read_text("utf-8")))
    return {file.stem, file.parent.name} | {n.name for n in tree if isinstance(n, ast.ClassDef)}


def lines(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{place(file)}:{number} {line.strip()[:80]}"
        for file in written()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def catches_all(node: ast.ExceptHandler) -> bool:
    if node.type is None:
        return True
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(isinstance(c, ast.Name) and c.id in {"Exception", "BaseException"} for c in caught)


def test_no_module_or_class_has_a_name_that_says_nothing() -> None:
    expect_none(
        f"{place(file)} {n}" for file in sources() for n in names(file) if words(n) & EMPTY_NAMES
    )


def test_an_except_names_what_it_expects() -> None:
    files = [*sources("traceability", "api", "schemas", "qr", "tests", "scripts")]
    expect_none(
        f"{place(file)}:{node.lineno}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
    )


def test_no_promise_stands_in_the_code() -> None:
    expect_none(lines(PROMISE))


def test_no_address_of_a_package_registry_stands_in_the_tree() -> None:
    expect_none(lines(REGISTRY))


def test_no_path_of_one_machine_stands_in_the_tree() -> None:
    expect_none(lines(HOME))
    here = [path for path in (ROOT, ROOT.parent / "shared") if len(path.parts) > 2]
    expect_none(
        line for path in here for line in lines(re.compile(rf"(?<![\w.]){re.escape(str(path))}\b"))
    )


@pytest.mark.parametrize("name", ["BatchManager", "base_impl", "StoreUtils", "HTTPService"])
def test_a_name_that_says_nothing_is_seen(name: str) -> None:
    assert words(name) & EMPTY_NAMES


@pytest.mark.parametrize("name", ["Batch", "Household", "database", "basement"])
def test_a_name_from_the_farm_passes(name: str) -> None:
    assert not words(name) & EMPTY_NAMES
