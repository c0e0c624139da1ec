"""The kinds of work that run behind: to add one is to add a line here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from traceability.work import checker, listings, sequencer, ticker
from traceability.work.portion import Turn


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: what a turn does, and the seconds it rests when there was nothing to do."""

    turn: Turn
    rest: float


KINDS: Final[Mapping[str, Kind]] = {
    "sequencer": Kind(sequencer.turn, 0.05),
    "ticker": Kind(ticker.turn, 1.0),
    "checker": Kind(checker.turn, 0.2),
    "listings": Kind(listings.turn, 0.2),
}
