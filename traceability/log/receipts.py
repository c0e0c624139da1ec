"""The signed receipt for what was received: the same for the same record, however often sent."""

import re
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from traceability.errors import NotValid

_HEADER: Final = "farm-traceability receipt v1"
_SIGNATURE_BYTES: Final = 64
_LINE: Final = (re.compile(r"[^\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]+"), "one word")
_SHA256: Final = (re.compile(r"[0-9a-f]{64}"), "64 lower-case hexadecimal digits")
_KEY_ID: Final = (re.compile(r"[0-9a-f]{8}"), "8 lower-case hexadecimal digits")


@dataclass(frozen=True, slots=True)
class Reception:
    """What the server says it received, and when.

    `said_sha256` is the SHA-256 in hex of the bytes as they came, `form` the version of the form
    they were written in, `received` an instant kept in UTC to the millisecond, `status` one word
    such as "accepted" or "held".

    Raises:
        NotValid: a text that is empty or would not stay one word, or a time without its zone.
    """

    record_id: str
    said_sha256: str
    form: str
    received: datetime
    status: str

    def __post_init__(self) -> None:
        _read(_LINE, self.record_id, "record_id")
        _read(_SHA256, self.said_sha256, "said_sha256")
        _read(_LINE, self.form, "form")
        _read(_LINE, self.status, "status")
        if self.received.utcoffset() is None:
            raise NotValid("a time with its zone", self.received, "received")
        instant = self.received.astimezone(UTC)
        whole = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
        object.__setattr__(self, "received", whole)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A reception with the signature over it (Ed25519, 64 bytes in base64) and its key's id.

    Raises:
        NotValid: a key id or a signature of another shape; whether it holds, `verify` says.
    """

    reception: Reception
    key_id: str
    signature: str

    def __post_init__(self) -> None:
        _read(_KEY_ID, self.key_id, "key_id")
        try:
            size = len(b64decode(self.signature, validate=True))
        except (Error, ValueError):
            size = 0
        if size != _SIGNATURE_BYTES:
            raise NotValid("a signature of 64 bytes in base64", self.signature, "signature")


def receipt_text(reception: Reception, key_id: str) -> str:
    r"""The text that is signed: seven lines, each ended by "\n", none of which can hold another."""
    received = reception.received.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    lines = (
        _HEADER,
        reception.record_id,
        reception.said_sha256,
        reception.form,
        received,
        reception.status,
        key_id,
    )
    return "".join(f"{line}\n" for line in lines)


def sign(private_key: Ed25519PrivateKey, key_id: str, reception: Reception) -> Receipt:
    """Sign a reception; the same one gives the same receipt (RFC 8032 §5.1.6 has no randomness)."""
    signature = private_key.sign(receipt_text(reception, key_id).encode())
    return Receipt(reception, key_id, b64encode(signature).decode())


def verify(public_key: Ed25519PublicKey, receipt: Receipt) -> bool:
    """Whether that key signed exactly this receipt."""
    text = receipt_text(receipt.reception, receipt.key_id)
    try:
        public_key.verify(b64decode(receipt.signature), text.encode())
    except InvalidSignature:
        return False
    return True


def _read(shape: tuple[re.Pattern[str], str], text: str, field: str) -> None:
    pattern, expected = shape
    if not pattern.fullmatch(text):
        raise NotValid(expected, text, field)
