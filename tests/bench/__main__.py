"""`python -m tests.bench [--quick] [--part NAME]`: measure, print the table, write both files."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path
from typing import Final

from tests.bench import among, feed, page, qr, rebuild, record, report, sync, trace
from tests.bench.places import Place, place
from tests.bench.rows import FULL, QUICK, Row, Size

Part = Callable[[Size, Place], list[Row]]

PARTS: Final[dict[str, Part]] = {
    "page": page.run,
    "record": record.run,
    "sync": sync.run,
    "trace": trace.run,
    "feed": feed.run,
    "qr": qr.run,
    "rebuild": rebuild.run,
}
_ROOT: Final = Path(__file__).parents[2]


def main(words: list[str] | None = None) -> int:
    """Measure what is asked for; only a whole run at full size writes `docs/benchmarks.md`."""
    told = parser().parse_args(words)
    size, chosen = QUICK if told.quick else FULL, told.part or list(PARTS)
    started = time.monotonic()
    with place() as here:
        rows = [row for name in chosen for row in _measured(name, PARTS[name], size, here)]
        whole = not told.part
        pairs = _measured("references", among.run, size, here) if whole else []
    minutes = (time.monotonic() - started) / 60
    print(report.table([*rows, *pairs]))
    if whole and not told.quick:
        report.write(rows, pairs, size, minutes, _ROOT)
    else:
        (_ROOT / "bench.json").write_text(report.as_json([*rows, *pairs]), "utf-8")
    return 0


def parser() -> ArgumentParser:
    """What the command takes."""
    told = ArgumentParser(prog="python -m tests.bench", description=__doc__)
    told.add_argument("--quick", action="store_true", help="small sizes, about a minute")
    told.add_argument("--part", action="append", choices=list(PARTS), help="only this, repeatable")
    return told


def _measured(name: str, part: Part, size: Size, here: Place) -> list[Row]:
    started = time.monotonic()
    print(f"{name} …", end=" ", flush=True)
    with (here.folder / "requests.log").open("a") as log, redirect_stderr(log):
        rows = part(size, here)
    print(f"{time.monotonic() - started:.0f} s", flush=True)
    return rows


if __name__ == "__main__":
    sys.exit(main())
