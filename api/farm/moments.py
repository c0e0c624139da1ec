"""When a phone's records came, and by how much its clock is wrong."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from api.house import house
from api.telling import Meant
from api.who import has_lapsed, session
from schemas.phone import Envelope
from traceability.access import Actor, Role
from traceability.statements import Statement

MILLISECOND: Final = timedelta(milliseconds=1)
_LAPSED: Final = "Expected a card in force, got one that ran out."
_A_LITTLE: Final = timedelta(minutes=1)
"""A clock that is less wrong than this is right."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When records came by the server's clock, and from which phone, where that is known.

    `sent` is what its clock showed then; None where a file was handed in. `doubt` says why the
    sender's right cannot be shown, where her card ran out meanwhile.
    """

    now: datetime
    sent: datetime | None
    device: str | None
    doubt: str = ""

    def is_own(self, envelope: Envelope) -> bool:
        """Whether the phone that made a record sends it, as far as anybody knows."""
        return self.sent is not None and self.device in {None, envelope.device}

    def carries(self, envelope: Envelope, here: Actor) -> bool:
        """Whether a record of another's phone is brought by whoever speaks here.

        An officer whose own phone is not known tells nothing herself by a phone's queue.
        """
        at_the_desk = here.role in {Role.OFFICER, Role.OPERATOR}
        return not self.is_own(envelope) or (self.device is None and at_the_desk)

    def set_right(self, meant: Meant, envelope: Envelope) -> Meant:
        """A statement whose time a phone's wrong clock gave, by the server's; never after now."""
        said, wrong = meant.content, self.ahead(envelope)
        if not isinstance(said, Statement):
            return meant
        try:
            right = said.time + wrong if abs(wrong) > _A_LITTLE else said.time
        except OverflowError:
            right = self.now
        return replace(meant, content=replace(said, time=min(right, self.now)))

    def ahead(self, envelope: Envelope) -> timedelta:
        """How far our clock is ahead of the time that a record says it was entered.

        The phone has added to that what it knew of its clock's error when it saved the record. How
        wrong its clock is in truth is seen when it sends; of what another phone carries nothing is.
        """
        if self.sent is None or not self.is_own(envelope):
            return timedelta()
        return self.now - self.sent - (envelope.clock or 0) * MILLISECOND

    def entered(self, envelope: Envelope) -> datetime:
        """When a record was entered, by the server's clock; never after now."""
        try:
            return min(envelope.entered.astimezone(UTC) + self.ahead(envelope), self.now)
        except OverflowError:
            return self.now


def moment(sent: datetime | None) -> Moment:
    """The present, for whoever asks."""
    running = session()
    device, doubt = running.device if running else None, _LAPSED if has_lapsed() else ""
    return Moment(house().ledger.clock(), sent, device, doubt)
