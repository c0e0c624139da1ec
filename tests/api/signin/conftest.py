"""A phone's key, as a browser makes one."""

from base64 import urlsafe_b64encode
from functools import cached_property
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(data).decode().rstrip("=")


class PhoneKey:
    """A key pair on P-256."""

    @cached_property
    def private(self) -> Any:
        """The half that stays."""
        return generate_private_key(SECP256R1())

    @property
    def jwk(self) -> dict[str, str]:
        """The half that is shown."""
        numbers = self.private.public_key().public_numbers()
        x, y = (b64(each.to_bytes(32)) for each in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    def sign(self, data: bytes) -> str:
        """A signature as WebCrypto makes it."""
        r, s = decode_dss_signature(self.private.sign(data, ECDSA(SHA256())))
        return b64(r.to_bytes(32) + s.to_bytes(32))

    @property
    def device(self) -> dict[str, Any]:
        """What a sign-in says of the phone."""
        return {"name": "Điện thoại nhà 017", "key": self.jwk}


@pytest.fixture
def phone_key() -> PhoneKey:
    """A new phone's key."""
    return PhoneKey()
