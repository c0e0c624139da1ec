"""A printed card: whose it is, until when it is good, and what a phone proves with it offline."""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from traceability.access import Role
from traceability.credentials.secret import Random, as_meant, drawn, hashed

LIFE: Final = timedelta(days=395)
"""How long a card is good: a year, and a month to hand out the next."""

ID_LENGTH: Final = 8
SECRET_LENGTH: Final = 26
"""130 random bits."""

VISIT: Final = timedelta(minutes=30)
"""How long a household's card that was scanned lets a helper say that she was there."""

WITH_PIN: Final = frozenset(set(Role) - {Role.RECORDER})
"""Roles whose card alone is not enough: they speak for others than themselves."""

_PROOF: Final = b"farm card proof\n"
_SKEW: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is kept: never its secret.

    `id` is printed beside the secret and names the card everywhere; `hash` is the secret's SHA-256;
    `verifier` is what a phone makes of the secret to prove a visit; `party` and `role` are what it
    speaks for; `by` is the id of the token, session or command that made it; `name` is what the
    desk calls it, where a party has several.
    """

    id: str
    hash: bytes
    verifier: bytes
    party: str
    role: Role
    created: datetime
    expires: datetime
    by: str
    name: str = ""
    revoked: datetime | None = None

    def valid_at(self, at: datetime) -> bool:
        """Whether it was given, not taken back and not run out at that instant."""
        ended = self.revoked is not None and self.revoked <= at
        return not ended and self.created - _SKEW <= at < self.expires

    def opens(self, secret: str) -> bool:
        """Whether this is its secret; the time it takes tells nothing."""
        return hmac.compare_digest(self.hash, hashed(secret))

    def proves(self, record_id: str, at: str, proof: str) -> bool:
        """Whether a proof of a visit was made with this card, for that record and instant.

        The proof is base64url(HMAC-SHA256(verifier, record id + LF + instant as it was written)).
        """
        made = hmac.digest(self.verifier, f"{record_id}\n{at}".encode(), sha256)
        due = urlsafe_b64encode(made).rstrip(b"=")
        return hmac.compare_digest(due, proof.rstrip("=").encode("utf-8", "replace"))


def new(
    party: str, role: Role, by: str, now: datetime, random: Random, *, name: str = ""
) -> tuple[str, Card]:
    """A new card and its secret, which is printed once and kept nowhere."""
    secret = drawn(SECRET_LENGTH, random)
    card = Card(
        id=drawn(ID_LENGTH, random),
        hash=hashed(secret),
        verifier=verifier(secret),
        party=party,
        role=role,
        created=now,
        expires=now + LIFE,
        by=by,
        name=name,
    )
    return secret, card


def verifier(secret: str) -> bytes:
    """What proves a visit: SHA-256("farm card proof" LF, then the secret as it is printed)."""
    return sha256(_PROOF + secret.encode()).digest()


def link(base_url: str, card_id: str, secret: str) -> str:
    """What a card's QR says. The secret stands in the fragment, which no browser sends."""
    return f"{base_url}/app/#card={card_id}.{secret}"


def typed(text: str) -> tuple[str, str]:
    """Id and secret of a card as somebody typed or pasted them: the code, or the whole link.

    >>> typed("http://127.0.0.1:8000/app/#card=ABCD2345.ABCDEFGHJKMNPQRSTVWXYZ2345")
    ('ABCD2345', 'ABCDEFGHJKMNPQRSTVWXYZ2345')
    """
    code = as_meant(text.rpartition("card=")[2].strip())
    return code[:ID_LENGTH], code[ID_LENGTH:]


def is_visit(at: datetime, entered: datetime) -> bool:
    """Whether a record was entered while the visit lasted that began at `at`."""
    return -_SKEW <= entered - at <= VISIT
