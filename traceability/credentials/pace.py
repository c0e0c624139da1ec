"""How wrong guesses slow down: pauses that grow, and never shut the door for good."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

_FIRST: Final = timedelta(seconds=30)
_LONGEST: Final = timedelta(hours=1)
_DOUBLINGS: Final = 7


@dataclass(frozen=True, slots=True)
class Pace:
    """How many guesses are free, and for how long guesses are remembered after the last one."""

    free: int
    kept: timedelta

    def pause(self, guesses: int) -> timedelta:
        """How long to wait after so many wrong guesses: 30 s, doubled by each, an hour at most."""
        over = guesses - self.free
        if over < 0:
            return timedelta(0)
        return min(_FIRST * (1 << min(over, _DOUBLINGS)), _LONGEST)


OWN: Final = Pace(5, timedelta(days=1))
"""PINs guessed for one card by one source, or by a browser that signed in with that card before."""

CARD: Final = Pace(10, timedelta(days=30))
"""PINs guessed for one card by all sources that never signed in with it."""

SOURCE: Final = Pace(30, timedelta(hours=1))
"""Cards guessed by one source. A right card is let in all the same: a village shares an address."""
