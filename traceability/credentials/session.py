"""A session: somebody signed in on a phone for half a year, or at a desk for a day's work."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from traceability.access import Role

How = Literal["card", "card+pin", "passkey", "code"]
"""What somebody signed in with."""

PHONE: Final = timedelta(days=180)
"""How long a session of a phone with a key of its own lasts after it was last used."""

DESK: Final = timedelta(hours=12)
"""How long a session without such a key lasts, however it is used."""

RAISED: Final = timedelta(minutes=5)
"""How long a PIN or a passkey just given allows what a card alone does not."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it is kept: never the secret that its cookie holds.

    `id` names it in records; `hash` is the secret's SHA-256; `card` and `device` are ids, where it
    has them; `raised` is until when it may do the grave things; `lapses` is when its card runs out.
    """

    id: str
    hash: bytes
    party: str
    role: Role
    how: str
    created: datetime
    expires: datetime
    card: str | None = None
    device: str | None = None
    raised: datetime | None = None
    lapses: datetime | None = None

    def valid_at(self, now: datetime) -> bool:
        """Whether it still runs."""
        return now < self.expires

    def is_raised(self, now: datetime) -> bool:
        """Whether a PIN or a passkey was given just now."""
        return self.raised is not None and now < self.raised

    def has_lapsed(self, now: datetime) -> bool:
        """Whether its card ran out: what it sends is held for the desk, and it opens nothing else."""
        return self.lapses is not None and now >= self.lapses

    def slid(self, now: datetime) -> "Session | None":
        """The session as its use prolongs it, at most once a day; None where nothing changes."""
        until = now + PHONE
        if self.device is None or self.has_lapsed(now) or until - self.expires < _DAY:
            return None
        return replace(self, expires=until)


def until(device: str | None, now: datetime) -> datetime:
    """When a session that begins now ends, unless it is used."""
    return now + (PHONE if device else DESK)
