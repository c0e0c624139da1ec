"""Where a mongod is: the setting, the packaged wheel, or PATH. Nothing is ever downloaded."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from traceability.store.embedded.refusal import EmbeddedError

_BINARY = "mongod.exe" if sys.platform == "win32" else "mongod"
_SET_ONE = "Set TRACEABILITY_MONGOD to a mongod, or MONGODB_URI to a MongoDB that runs already."


def find_mongod(setting: Path | None) -> Path:
    """Find a mongod that can be run.

    Args:
        setting: What TRACEABILITY_MONGOD says; None when it says nothing.

    Returns:
        The setting when there is one, else the wheel of the extra `embedded`, else PATH's.

    Raises:
        EmbeddedError: There is none, or the one that was found may not be run.
    """
    if setting is not None:
        return _runnable(setting)
    on_path = shutil.which("mongod")
    found = _packaged() or (on_path and Path(on_path))
    if not found:
        raise EmbeddedError(
            "a mongod from TRACEABILITY_MONGOD, the extra 'embedded' or PATH",
            "none of them",
            f"Run: pip install 'farm-traceability[embedded]'. {_SET_ONE}",
        )
    return found


def _runnable(setting: Path) -> Path:
    if not setting.is_file():
        got = f"no file at '{setting}'"
    elif not os.access(setting, os.X_OK):
        got = f"'{setting}', which may not be executed"
    else:
        return setting.absolute()
    raise EmbeddedError("TRACEABILITY_MONGOD to name a mongod", got)


def _packaged() -> Path | None:
    spec = importlib.util.find_spec("fiftyone")  # finds it, does not import it
    for location in (spec and spec.submodule_search_locations) or ():
        binary = Path(location, "db", "bin", _BINARY)
        if binary.is_file():
            return _made_executable(binary)
    return None


def _made_executable(binary: Path) -> Path:
    """Give the wheel's mongod its x bits: pip unpacks it without them. One atomic system call."""
    if not os.access(binary, os.X_OK):
        mode = binary.stat().st_mode
        try:
            binary.chmod(mode | (mode & 0o444) >> 2)
        except OSError as error:
            raise EmbeddedError(
                "the packaged mongod to be executable",
                f"'{binary}', which is not and could not be made so ({error.strerror})",
                f"Let its owner run once: chmod +x '{binary}'. {_SET_ONE}",
            ) from error
    return binary
