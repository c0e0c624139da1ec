"""How a command speaks: answers on standard output, what goes wrong on standard error."""

import sys


def say(text: str) -> None:
    """Say a line of what was asked for, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Say a line of what is not as it should be, or of how far things are."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def bar(done: int, total: int) -> None:
    """Draw how far things are, in one line that is drawn again and again."""
    width = 40
    part = width * done // max(total, 1)
    end = "\n" if done >= total else ""
    sys.stderr.write(f"\r[{'#' * part}{'.' * (width - part)}] {done}/{total}{end}")
    sys.stderr.flush()
