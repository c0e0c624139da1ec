"""How the embedded database says no, and how long it waits before it does."""

import time
from dataclasses import dataclass, field

from traceability.errors import Refusal


class EmbeddedError(Refusal):
    """The private mongod cannot run here; the text says what was missing and what to do."""

    def __init__(self, expected: str, got: str, advice: str = "", tail: str = "") -> None:
        """Say what was needed and what there was.

        Args:
            expected: What was needed, as it stands after "Expected".
            got: What there was instead.
            advice: What to do about it: whole sentences.
            tail: The last lines of mongod's own words, put below.
        """
        self.expected, self.got, self.tail = expected, got, tail
        sentences = f"Expected {expected}, got {got}. {advice}".strip()
        super().__init__(f"{sentences}\n{tail}".strip())


class PortTaken(EmbeddedError):
    """Another process took the port before mongod did: start again on another."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant some seconds after now, by the clock that never goes back."""

    seconds: float
    begun: float = field(default_factory=time.monotonic)

    def over(self) -> bool:
        """Say whether the seconds have gone by."""
        return time.monotonic() - self.begun > self.seconds
