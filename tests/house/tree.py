"""What the house rules walk over: the project's files, on whatever is there."""

import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("traceability", "api", "schemas", "qr")
SKIPPED = {"var", "build", "dist", "htmlcov", "__pycache__"}
WRITTEN = {".css", ".html", ".js", ".json", ".md", ".py", ".sh", ".svg", ".toml", ".txt"}
NAMED = {"Makefile", "run", ".gitignore"}


@cache
def written() -> tuple[Path, ...]:
    """Return every file that was written by hand or drawn, licence and data tables left out."""
    return tuple(sorted(file for file in _walk() if file.suffix in WRITTEN or file.name in NAMED))


@cache
def sources(*tops: str) -> tuple[Path, ...]:
    """Return the Python files under these folders; without any, under the four of the product."""
    folders = [ROOT / top for top in tops or ROOMS]
    return tuple(sorted(file for folder in folders for file in folder.rglob("*.py")))


def expect_none(found: Iterable[object]) -> None:
    """Fail with every place that breaks the rule, each on its line and none cut short."""
    lines = sorted(map(str, found))
    assert not lines, "\n".join(["", *lines])


def place(file: Path) -> str:
    """Return a file's path as it stands in a failure, from the root of the project."""
    return file.relative_to(ROOT).as_posix()


def _walk() -> Iterator[Path]:
    for folder, names, files in os.walk(ROOT):
        names[:] = [n for n in names if n == ".ci" or not (n[0] == "." or _skipped(n))]
        yield from (Path(folder) / file for file in files if file != "LICENSE")


def _skipped(name: str) -> bool:
    return name in SKIPPED or name.endswith(".egg-info")
