"""Runs what strangers' pictures may crash in a process of its own, with no environment and no open file."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_TWO_AT_ONCE = threading.BoundedSemaphore(2)


def ask(room: Path, bounds: Sequence[int], data: bytes, seconds: int) -> bytes | None:
    """What a room answers to these bytes; None where it crashed or took longer.

    Two are asked at once; the next one waits.

    Args:
        room: One of our own files, run alone (`python -I`).
        bounds: Numbers that it confines itself to, its only argument.
        data: What it reads from stdin.
        seconds: How long it may take.
    """
    try:
        with _TWO_AT_ONCE:
            return subprocess.run(  # noqa: S603 our own file, with numbers as its argument
                [sys.executable, "-I", str(room), json.dumps(bounds)],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                env={},
                check=True,
            ).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
