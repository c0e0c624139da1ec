"""A passkey: a WebAuthn credential that its owner added while she was signed in with a card."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from traceability.access import Role

CHALLENGE: Final = timedelta(minutes=5)
"""How long an authenticator may take to answer."""


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as it is kept.

    `id` is the credential's id in base64url, `key` its public key (COSE, RFC 9052 §7), `count` its
    sign counter as last seen; `party`, `role` and `card` are those of the session that added it. It
    outlives the card's last day, and ends when the card is taken back.
    """

    id: str
    key: bytes
    count: int
    party: str
    role: Role
    card: str
    name: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Challenge:
    """What an authenticator was asked to sign, once; `card` where a passkey is to be added to it."""

    id: str
    ends: datetime
    card: str | None = None
