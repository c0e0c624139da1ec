"""A phone's key: ECDSA P-256, made on the phone and never leaving it, and what it signed."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from traceability.errors import NotValid

NUMBER_BITS: Final = 20
"""Bits of a device's number, the first part of lot codes made offline."""

_HALF: Final = 32
_COORDINATE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_SIGNATURE: Final = re.compile(r"[A-Za-z0-9_-]{86}(==)?")


@dataclass(frozen=True, slots=True)
class Device:
    """A phone that signed in here. `id` is made of its key, so that the same key is the same phone.

    `number` is its own, of 20 bits; `x` and `y` are its public key as a JWK writes them (RFC 7518
    §6.2.1); `name` is what the phone calls itself; `party` is whose card first signed in with it.
    """

    id: str
    number: int
    name: str
    x: str
    y: str
    party: str
    created: datetime

    def signed(self, data: bytes, signature: str) -> bool:
        """Whether its key signed these bytes: ECDSA with SHA-256, r ‖ s (IEEE P1363), base64url."""
        if not _SIGNATURE.fullmatch(signature):
            return False
        both = _bytes(signature.rstrip("="))
        r, s = int.from_bytes(both[:_HALF]), int.from_bytes(both[_HALF:])
        key = _numbers(self.x, self.y).public_key()
        try:
            key.verify(encode_dss_signature(r, s), data, ECDSA(SHA256()))
        except InvalidSignature:
            return False
        return True


def coordinates(jwk: Mapping[str, object]) -> tuple[str, str]:
    """The public key that a JWK holds, as its x and y.

    Raises:
        NotValid: it is no public key on P-256.
    """
    x, y = jwk.get("x"), jwk.get("y")
    fits = (jwk.get("kty"), jwk.get("crv")) == ("EC", "P-256") and "d" not in jwk
    if not (fits and isinstance(x, str) and isinstance(y, str)):
        raise NotValid("a public key on P-256 as a JWK", "another", "device.key")
    if not (_COORDINATE.fullmatch(x) and _COORDINATE.fullmatch(y)):
        raise NotValid("coordinates of 32 bytes in base64url", "others", "device.key")
    try:
        _numbers(x, y).public_key()
    except ValueError:
        raise NotValid("a point on P-256", "another", "device.key") from None
    return x, y


def id_of(x: str, y: str) -> str:
    """A device's id: 32 digits of its key's thumbprint (RFC 7638 §3)."""
    canonical = f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'
    return sha256(canonical.encode()).hexdigest()[:32]


def _numbers(x: str, y: str) -> EllipticCurvePublicNumbers:
    first, second = int.from_bytes(_bytes(x)), int.from_bytes(_bytes(y))
    return EllipticCurvePublicNumbers(first, second, SECP256R1())


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
