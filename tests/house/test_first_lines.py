"""A module's first line says in one sentence what the module is for."""

import ast
from pathlib import Path

from tests.house.tree import expect_none, place, sources


def first_line(file: Path) -> str:
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return said.splitlines()[0] if said else ""


def modules() -> list[Path]:
    """Return the modules that say anything; an empty one only makes its folder a package."""
    files = sources("traceability", "api", "schemas", "qr", "tests", "scripts")
    return [f for f in files if f.read_text("utf-8").strip()]


def test_a_module_says_in_its_first_line_what_it_is_for() -> None:
    expect_none(place(f) for f in modules() if not first_line(f))


def test_that_line_is_a_whole_sentence() -> None:
    expect_none(place(f) for f in modules() if not first_line(f).endswith((".", "?", "…")))


def test_no_two_modules_of_the_product_say_they_are_for_the_same() -> None:
    said = [first_line(f) for f in modules() if f in sources()]
    expect_none(line for line in set(said) if said.count(line) > 1)
