"""How a message reaches a telephone: what an adapter must do, and the one that needs no contract."""

import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol


class Messages(Protocol):
    """Sends a text to a number in E.164, or raises OSError. An SMS or ZNS gateway would be another."""

    def __call__(self, number: str, text: str) -> None:
        """Send it."""


def to_console(number: str, text: str) -> None:
    """Write it to standard error, for whoever develops: it leaves this machine by no other way."""
    sys.stderr.write(f"message to {number}: {text}\n")
    sys.stderr.flush()


ADAPTERS: Final[Mapping[str, Messages]] = MappingProxyType({"console": to_console})
"""By the value of TRACEABILITY_ONE_TIME_CODES."""
