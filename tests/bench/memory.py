"""How much memory something takes: in a process of its own, or over a server's processes."""

import os
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from tests.bench.rows import Measure, Row

_KB: Final = 1024
_LEAST: Final = 0.1
"""MB that a growth counts as at least, so that nothing is divided by nothing."""


def compared(
    name: str, ours: Callable[[str], object], theirs: Callable[[str], object], told: str
) -> Row:
    """A row of two growths, each of a process of its own that does the work once.

    Both are functions of a module, which is all that a fresh process imports; `told` is what they
    are called with, such as the database's URI.
    """
    measure = Measure(name, "MB", "a process that does the reference", False)
    return measure.row([(growth(ours, told), growth(theirs, told))])


def growth(work: Callable[[str], object], told: str) -> float:
    """What a fresh process held at most while it did this, above what its imports held, in MB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_growth, work, told).result()


def held(group: int) -> float:
    """What the processes of a group hold together, shared pages counted once, in MB (Linux)."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(status.read_text().rpartition(")")[2].split()[2]) == group:
                total += _field(status.with_name("smaps_rollup"), "Pss:")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # it ended while we looked
    return total / _KB


def _growth(work: Callable[[str], object], told: str) -> float:
    before = _most()
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        work(told)
    return max(_most() - before, _LEAST)


def _most() -> float:
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss counts what the parent held when it started us
        return _field(status, "VmHWM:") / _KB
    unit = _KB * _KB if sys.platform == "darwin" else _KB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _field(file: Path, name: str) -> int:
    lines = file.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))
