"""How much of a kind of work is done in one turn, and what is passed over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from traceability.store.store import Store


def _nobody(_: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Portion:
    """At most so many records or batches a turn.

    `aside` are ids that are set aside; `hand` is told each id that is taken in hand, so that a bug
    can be laid at the door of the record that met it.
    """

    most: int = 1000
    aside: frozenset[str] = frozenset()
    hand: Callable[[str], object] = _nobody


WHOLE: Final = Portion()

Turn = Callable[[Store, datetime, Portion], bool]
"""One turn at an instant; True when something was done and more may wait."""
