"""What came out: a table on the screen, `docs/benchmarks.md` for readers, `bench.json` for programs."""

import json
import os
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tests.bench.load import client
from tests.bench.rows import Row, Size

_FACTOR: Final = 2.0
_MB: Final = 1 << 20
_HEAD: Final = (
    "| what | value | reference | ratio | range | should be | held against |\n"
    "|---|---|---|---|---|---|---|\n"
)
_HOW: Final = (
    "Written by `make bench`; do not edit. Each line is a ratio to a reference measured in the same "
    "run, turn and turn about: the median of the rounds, and their range. The values beside it "
    "belong to one machine and are worth little without the ratio."
)
_WHY: Final = (
    "The references should stand to each other as they did on a quiet machine of two cores, within "
    "a factor of 2; where they do not, the table above is to be read with care."
)
_AMONG: Final = (
    "| pair | ratio | range | elsewhere | within a factor of 2 |\n|---|---|---|---|---|\n"
)


def table(rows: Iterable[Row]) -> str:
    """The rows as plain text, a line each."""
    return "\n".join(
        f"{row.name:44} {row.value:>12,.1f} {row.unit:12} {row.ratio:>6.2f} "
        f"({row.low:.2f} to {row.high:.2f}) of {row.against}"
        for row in rows
    )


def as_json(rows: Iterable[Row]) -> str:
    """The rows for programs: name, value, unit, reference (in the same unit), ratio, direction."""
    names = "name value unit reference ratio low high higher_is_better against target".split()
    told = [{name: getattr(row, name) for name in names} for row in rows]
    return json.dumps(told, indent=1) + "\n"


def page(rows: list[Row], among: list[Row], size: Size, minutes: float) -> str:
    """The page of the documentation, whole."""
    load = f"{client()}, 16 connections, {size.seconds:g} s a round"
    told = (
        f"Machine: {machine()}. Rounds: {size.rounds}. Load: {load}. It took {minutes:.0f} minutes."
    )
    parts = ("# Benchmarks", _HOW, _reached(rows), told, "## Ours against the references")
    tables = (_HEAD + "".join(map(_line, rows)), "## The references against each other", _WHY)
    return "\n\n".join([*parts, *tables, _AMONG + "".join(map(_pair, among))])


def write(rows: list[Row], among: list[Row], size: Size, minutes: float, root: Path) -> None:
    """Write both files under the project's root."""
    (root / "docs" / "benchmarks.md").write_text(page(rows, among, size, minutes), "utf-8")
    (root / "bench.json").write_text(as_json([*rows, *among]), "utf-8")


def machine() -> str:
    """Cores, memory, processor and Python; nothing that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _MB / 1024
    python = platform.python_version()
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {_processor()}, Python {python}"


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    if not file.exists():
        return platform.processor() or platform.machine()
    lines = file.read_text("utf-8").splitlines()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


def _reached(rows: list[Row]) -> str:
    """Reached or missed in every round; where rounds fell on both sides the run settles nothing."""
    promised = [row for row in rows if row.target is not None]
    reached = sum(row.holds is True for row in promised)
    missed = "; ".join(row.name for row in promised if row.holds is False)
    open_ = "; ".join(row.name for row in promised if not row.is_settled)
    return (
        f"Of {len(promised)} targets {reached} were reached in every round of this run. "
        f"Missed in every round: {missed or 'none'}. "
        f"Not settled, rounds on both sides: {open_ or 'none'}."
    )


def _line(row: Row) -> str:
    value, reference = _number(row.value), _number(row.reference)
    return (
        f"| {row.name} | {value} {row.unit} | {reference} | **{row.ratio:.2f}** "
        f"| {row.low:.2f}–{row.high:.2f} | {_target(row)} | {row.against} |\n"
    )


def _target(row: Row) -> str:
    if row.target is None:
        return ""
    bound = "≥" if row.higher_is_better else "≤"
    said = {True: "", False: ", missed", None: ", not settled"}[row.holds]
    return f"{bound} {row.target:g}{said}"


def _pair(row: Row) -> str:
    elsewhere: Any = row.target
    near = elsewhere / _FACTOR <= row.ratio <= elsewhere * _FACTOR
    return (
        f"| {row.name} | **{row.ratio:.2f}** | {row.low:.2f}–{row.high:.2f} | {elsewhere:g} "
        f"| {'yes' if near else 'no'} |\n"
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # three digits
