"""A file has at most 300 lines, a function 40 lines and 6 arguments."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import expect_none, place, sources

FILE, FUNCTION, ARGUMENTS = 300, 40, 6
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> Iterator[tuple[str, Function]]:
    for file in sources("traceability", "api", "schemas", "qr", "tests", "scripts"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, Function):
                yield f"{place(file)}:{node.lineno} {node.name}", node


def lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def arguments(function: Function) -> int:
    said = function.args
    names = [a.arg for a in (*said.posonlyargs, *said.args, *said.kwonlyargs)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def length(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def test_a_file_has_at_most_300_lines() -> None:
    files = sources("traceability", "api", "schemas", "qr", "tests", "scripts")
    expect_none(f"{place(f)}: {length(f)} lines" for f in files if length(f) > FILE)


def test_a_function_has_at_most_40_lines() -> None:
    expect_none(f"{name}: {lines(f)} lines" for name, f in functions() if lines(f) > FUNCTION)


def test_a_function_has_at_most_6_arguments() -> None:
    expect_none(f"{name}: {arguments(f)}" for name, f in functions() if arguments(f) > ARGUMENTS)
