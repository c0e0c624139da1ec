"""`wsgi.py` is four lines and knows only api; import-linter cannot hold a single file."""

import ast

import pytest

from tests.house.tree import ROOT

WSGI = ROOT / "wsgi.py"
pytestmark = pytest.mark.skipif(not WSGI.exists(), reason="Expected wsgi.py, got no such file yet.")


def test_the_door_of_the_server_is_four_lines() -> None:
    said = [line for line in WSGI.read_text("utf-8").splitlines() if line.strip()]
    assert len(said) <= 4


def test_the_door_of_the_server_knows_only_api() -> None:
    tree = list(ast.walk(ast.parse(WSGI.read_text("utf-8"))))
    asked = {n.module for n in tree if isinstance(n, ast.ImportFrom)}
    asked |= {alias.name for n in tree if isinstance(n, ast.Import) for alias in n.names}
    assert {str(name).partition(".")[0] for name in asked} == {"api"}
