"""Become a program after asking the kernel to stop it with its parent. Run as a script, on Linux.

    python -I -S launch.py PARENT_PID PROGRAM OPTION…

A script and not a `preexec_fn`: Python code between fork and exec can deadlock where there are
threads. The wish outlives exec. It follows the thread that started us, see `running` of mongod.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_CANNOT_EXECUTE = 126  # as a shell says it


def bound_to_us() -> list[str]:
    """What stands before a command so that it gets SIGTERM when this process dies (on Linux)."""
    words = [sys.executable, "-I", "-S", __file__, str(os.getpid())]
    return words if sys.platform == "linux" else []


def main(parent: int, command: list[str]) -> None:  # pragma: no cover - a process of its own
    """Bind this process to `parent`, then turn into `command`; returns only if it could not."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGTERM))
    if os.getppid() != parent:  # it died before the wish was made
        sys.exit("parent ended")
    try:
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error.strerror}\n")
        sys.exit(_CANNOT_EXECUTE)


if __name__ == "__main__":  # pragma: no cover
    main(int(sys.argv[1]), sys.argv[2:])
