"""Why a mongod ended, in a sentence that says what to do."""

import re

from traceability.store.embedded.directory import Directory
from traceability.store.embedded.refusal import EmbeddedError, PortTaken

_SIGILL = -4
_PORT_TAKEN, _DIRECTORY_IN_USE = 48, 100  # mongod's exit codes
_ELSEWHERE = "Set MONGODB_URI to a MongoDB on another machine."
_LIBRARY = re.compile(r"error while loading shared libraries: ([^:\s]+)")
_GLIBC = re.compile(r"version `GLIBC_([\d.]+)' not found")
_DEBIAN = {  # Debian's and Ubuntu's package of what the wheel needs
    "libcurl.so.4": "libcurl4",
    "libssl.so.3": "libssl3",
    "libcrypto.so.3": "libssl3",
    "liblzma.so.5": "liblzma5",
    "libgcc_s.so.1": "libgcc-s1",
}


def why(code: int, directory: Directory) -> EmbeddedError:
    """Turn an exit code and the last words into an error; PortTaken if only the port was."""
    output = directory.output.read_text(errors="replace")
    if code == _PORT_TAKEN:
        return PortTaken("a free port", "one that is taken")
    if code == _SIGILL:
        return EmbeddedError(
            "a processor with AVX (x86-64) or ARMv8.2-A (arm64)",
            "one on which mongod meets an illegal instruction",
            _ELSEWHERE,
        )
    if code == _DIRECTORY_IN_USE:
        return EmbeddedError(
            f"'{directory.data}' to be free", "another mongod that uses it", "Stop that one."
        )
    if library := _LIBRARY.search(output):
        return _without(library[1])
    if glibc := _GLIBC.search(output):
        return EmbeddedError(f"glibc {glibc[1]} or later", "an earlier one", _ELSEWHERE)
    return EmbeddedError("mongod to run", f"exit code {code}", tail=directory.tail())


def _without(library: str) -> EmbeddedError:
    package = _DEBIAN.get(library)
    advice = f"On Debian and Ubuntu: apt install {package}." if package else _ELSEWHERE
    return EmbeddedError(f"the library {library} for mongod", "a system without it", advice)
