"""Says at the end of a run which conformance sets were read, and which were not (`-p`).

Python's audit of opened files counts them, so a set is named only if a test truly read it.
"""

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.house.tree import ROOT

HOME = Path(os.environ.get("TRACEABILITY_CONFORMANCE") or ROOT.parent / "shared" / "conformance")
_read: set[str] = set()


def pytest_configure() -> None:
    """Start counting, in every worker: documents may be read while tests are collected."""
    sys.addaudithook(_count)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take over what a worker has read."""
    _read.update(getattr(node, "workeroutput", {}).get("conformance", ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what was read to the run that started this worker, if one did."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["conformance"] = sorted(_read)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print one line a set."""
    terminalreporter.section("conformance")
    for line in _lines():
        terminalreporter.write_line(line)


def _count(event: str, said: tuple[object, ...]) -> None:
    if event == "open" and isinstance(said[0], (str, Path)):
        path = os.path.realpath(said[0])
        if path.startswith(f"{HOME.resolve()}{os.sep}"):
            _read.add(path)


def _lines() -> list[str]:
    if not HOME.is_dir():
        return ["conformance sets: none, the folder ../shared/conformance is not there"]
    read = Counter(Path(path).relative_to(HOME.resolve()).parts[0] for path in _read)
    sets = sorted(p.name for p in HOME.iterdir() if p.is_dir() and p.name != "LICENSES")
    return [f"conformance set {name}: {_documents(read[name])}" for name in sets]


def _documents(count: int) -> str:
    return f"{count} documents read" if count else "not read"
