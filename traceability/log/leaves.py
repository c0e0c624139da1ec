"""The leaf that a record becomes in the public log: what was said, hidden behind two commitments.

A leaf holds no personal data. It is laid out as

    version (1 byte) ‖ length of id (2 bytes) ‖ id ‖ length of kind (1 byte) ‖ kind
    ‖ SHA-256(salt₁ ‖ public bytes) ‖ SHA-256(salt₂ ‖ private bytes)

with lengths in bytes, big-endian, and text in UTF-8: two different leaves never share their bytes.
"""

from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from traceability.errors import NotValid

VERSION: Final = 1
SALT_BYTES: Final = 16
HASH_BYTES: Final = 32

_ID_LIMIT: Final = 0xFFFF
_KIND_LIMIT: Final = 0xFF
_COMMITTED_BYTES: Final = 10
_CROCKFORD: Final = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One record in the log: its id, its kind and the two salted hashes (32 bytes each).

    Raises:
        NotValid: an id of 1 to 65535 bytes, a kind of 1 to 255 bytes or a hash of 32 is missing.
    """

    record_id: str
    kind: str
    public: bytes
    private: bytes

    def __post_init__(self) -> None:
        _measured(self.record_id, _ID_LIMIT, "record_id")
        _measured(self.kind, _KIND_LIMIT, "kind")
        _exactly(HASH_BYTES, self.public, "public")
        _exactly(HASH_BYTES, self.private, "private")

    def to_bytes(self) -> bytes:
        """The leaf as it stands in the log."""
        record_id, kind = self.record_id.encode(), self.kind.encode()
        return b"".join(
            (
                VERSION.to_bytes(1),
                len(record_id).to_bytes(2),
                record_id,
                len(kind).to_bytes(1),
                kind,
                self.public,
                self.private,
            )
        )


def salted_hash(salt: bytes, content: bytes) -> bytes:
    """SHA-256(salt ‖ content): binds to the content, and tells nothing once the salt is erased.

    Raises:
        NotValid: the salt is not 16 bytes long.
    """
    _exactly(SALT_BYTES, salt, "salt")
    return sha256(salt + content).digest()


def leaf_bytes(
    record_id: str, kind: str, public: bytes, salt1: bytes, private: bytes, salt2: bytes
) -> bytes:
    """The leaf of a record whose public and private bytes are hidden behind a salt each.

    Raises:
        NotValid: a salt is not 16 bytes long, or id or kind is empty or too long.
    """
    leaf = Leaf(record_id, kind, salted_hash(salt1, public), salted_hash(salt2, private))
    return leaf.to_bytes()


def parse_leaf(data: bytes) -> Leaf:
    """Read the bytes of a leaf; `parse_leaf(leaf.to_bytes()) == leaf` and nothing else is read.

    Raises:
        NotValid: another version, or bytes that no leaf has.
    """
    if data[:1] != VERSION.to_bytes(1):
        raise NotValid(f"a leaf of version {VERSION}", data[:1].hex() or "no bytes")
    record_id, after_id = _prefixed(data, 1, 2)
    kind, after_kind = _prefixed(data, after_id, 1)
    public, private = data[after_kind:][:HASH_BYTES], data[after_kind + HASH_BYTES :]
    try:
        return Leaf(record_id.decode(), kind.decode(), public, private)
    except UnicodeDecodeError:
        raise NotValid("a leaf with id and kind in UTF-8", data.hex()) from None


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256(0x00 ‖ leaf), by which the tree knows a leaf (RFC 6962 §2.1)."""
    return sha256(b"\x00" + leaf).digest()


def commitment(hashed: bytes) -> str:
    """The first 80 bits of a leaf hash in 16 signs of Crockford's base32, for `?c=` on a label.

    Raises:
        NotValid: not a hash of 32 bytes.
    """
    _exactly(HASH_BYTES, hashed, "leaf_hash")
    return b32encode(hashed[:_COMMITTED_BYTES]).translate(_CROCKFORD).decode()


def _prefixed(data: bytes, start: int, width: int) -> tuple[bytes, int]:
    begin = start + width
    end = begin + int.from_bytes(data[start:begin])
    return data[begin:end], end


def _measured(text: str, limit: int, field: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise NotValid("text that UTF-8 can hold", ascii(text), field) from None
    if not 0 < size <= limit:
        raise NotValid(f"1 to {limit} bytes of UTF-8", text, field)


def _exactly(size: int, data: bytes, field: str) -> None:
    if len(data) != size:
        raise NotValid(f"{size} bytes", len(data), field)
