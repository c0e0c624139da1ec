"""The keys of the house by name and id, kept in a file that only its owner reads.

The file stands outside the database, so that a copy of the one is no copy of the other.
Secrets never stand in a `repr`. Instants and random bytes are handed in.
"""

import json
import os
import stat
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from traceability.errors import NotFound, NotValid

Name = Literal["session", "receipt", "log", "serial", "webhook"]
Algorithm = Literal["ed25519", "secret32"]
Random = Callable[[int], bytes]
"""So many random bytes, such as `secrets.token_bytes`."""

NAMES: Final[tuple[Name, ...]] = get_args(Name)
SECRET_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12

_SIGNING: Final = frozenset({"receipt", "log"})
_NEVER_RETIRED: Final = frozenset({"serial"})
_VERSION: Final = 1
_SEALED: Final = b"farm-traceability sealed keyring v1\n"
_SCRYPT: Final = {"length": 32, "n": 2**17, "r": 8, "p": 1}
_PASSPHRASE: Final = 12
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Key:
    """One key: 32 secret bytes, the instants it was made and retired, and an id that tells nothing.

    The id is the first 8 hexadecimal digits of SHA-256 over the public key (Ed25519, RFC 8032
    §5.1.5), or over a label and the secret.

    Raises:
        NotValid: the secret is not 32 bytes, or a time has no zone.
    """

    algorithm: Algorithm
    created: datetime
    retired: datetime | None
    secret: bytes = field(repr=False)
    id: str = field(init=False)

    def __post_init__(self) -> None:
        _exactly(SECRET_BYTES, self.secret, "secret")
        for instant in (self.created, self.retired):
            if instant and instant.utcoffset() is None:
                raise NotValid("a time with its zone", instant)
        public = b"farm-traceability key id\n" + self.secret
        if self.algorithm == "ed25519":
            public = self.private_key().public_key().public_bytes_raw()
        object.__setattr__(self, "id", sha256(public).hexdigest()[:8])

    def private_key(self) -> Ed25519PrivateKey:
        """The key to sign with; its `public_key()` verifies.

        Raises:
            NotValid: this key is a shared secret and signs nothing.
        """
        if self.algorithm != "ed25519":
            raise NotValid("an ed25519 key", self.algorithm, "algorithm")
        return Ed25519PrivateKey.from_private_bytes(self.secret)


@dataclass(frozen=True, slots=True)
class Keyring:
    """Every key there ever was, by name, the oldest first; the last of each name is current.

    Raises:
        NotValid: a name without a key, a key of another algorithm, two keys of one id, or a current
            key that is retired.
    """

    keys: Mapping[Name, tuple[Key, ...]]

    def __post_init__(self) -> None:
        for name in NAMES:
            held = self.keys.get(name, ())
            if not held or held[-1].retired:
                raise NotValid(f"a current {name} key", f"{len(held)} keys", name)
            if {key.algorithm for key in held} != {_algorithm(name)}:
                raise NotValid(f"{name} keys of {_algorithm(name)}", "another algorithm", name)
            if len({key.id for key in held}) != len(held):
                raise NotValid(f"{name} keys with an id each", "the same id twice", name)
        object.__setattr__(self, "keys", MappingProxyType(dict(self.keys)))

    @classmethod
    def make(cls, now: datetime, random: Random) -> "Keyring":
        """A new keyring with one key for each name."""
        return cls({name: (_new(name, now, random),) for name in NAMES})

    def current(self, name: Name) -> Key:
        """The key to sign, seal or print with from now on."""
        return self.keys[name][-1]

    def all(self, name: Name) -> tuple[Key, ...]:
        """Every key of that name, the current one first, for verifying what older ones made."""
        return self.keys[name][::-1]

    def by_id(self, name: Name, key_id: str) -> Key:
        """The key of that name and id, retired or not.

        Raises:
            NotFound: there never was one.
        """
        for key in self.keys[name]:
            if key.id == key_id:
                return key
        raise NotFound(f"{name} key", key_id)

    def rotate(self, name: Name, now: datetime, random: Random) -> "Keyring":
        """A keyring with a new current key; the one before stays, retired unless for serials."""
        *older, last = self.keys[name]
        if name not in _NEVER_RETIRED:
            last = replace(last, retired=now)
        return Keyring({**self.keys, name: (*older, last, _new(name, now, random))})

    def to_bytes(self) -> bytes:
        """The keyring document: JSON with every secret in it."""
        keys = {name: [_written(key) for key in held] for name, held in self.keys.items()}
        return json.dumps({"version": _VERSION, "keys": keys}, indent=1).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Keyring":
        """Read a keyring document.

        Raises:
            NotValid: it is not one; the sentence quotes nothing of it.
        """
        try:
            document = json.loads(data)
            known = document["version"] == _VERSION
            keys: dict[Name, tuple[Key, ...]] = {
                name: tuple(_read(name, key) for key in document["keys"][name]) for name in NAMES
            }
        except (ValueError, KeyError, TypeError):
            known = False
        if not known:
            raise NotValid(f"a keyring document of version {_VERSION}", "something else")
        return cls(keys)

    def encrypted(self, passphrase: str, salt: bytes, nonce: bytes) -> bytes:
        """The keyring sealed for a backup: scrypt (RFC 7914, N=2¹⁷ r=8 p=1) and AES-256-GCM.

        Args:
            passphrase: At least 12 characters, in any Unicode form.
            salt: 16 new random bytes.
            nonce: 12 new random bytes.

        Raises:
            NotValid: one of them is too short.
        """
        if len(passphrase) < _PASSPHRASE:
            expected = f"a passphrase of at least {_PASSPHRASE} characters"
            raise NotValid(expected, len(passphrase), "passphrase")
        _exactly(SALT_BYTES, salt, "salt")
        _exactly(NONCE_BYTES, nonce, "nonce")
        head = _SEALED + salt + nonce
        return head + _cipher(passphrase, salt).encrypt(nonce, self.to_bytes(), head)

    @classmethod
    def decrypted(cls, sealed: bytes, passphrase: str) -> "Keyring":
        """Open a sealed keyring.

        Raises:
            NotValid: another passphrase, or not one byte as it was sealed.
        """
        salt_end = len(_SEALED) + SALT_BYTES
        head, body = sealed[: salt_end + NONCE_BYTES], sealed[salt_end + NONCE_BYTES :]
        if not head.startswith(_SEALED) or not body:
            raise NotValid("a sealed keyring", f"{len(sealed)} other bytes")
        cipher = _cipher(passphrase, head[len(_SEALED) : salt_end])
        try:
            return cls.from_bytes(cipher.decrypt(head[salt_end:], body, head))
        except InvalidTag:
            expected = "the passphrase and the bytes of the sealed keyring"
            raise NotValid(expected, "others", "passphrase") from None


def load(path: Path) -> Keyring:
    """Read a keyring file that nobody but its owner can read.

    Raises:
        FileNotFoundError: there is none.
        NotValid: others may read or write it, or it is no keyring document.
    """
    with path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if os.name == "posix" and mode & _OTHERS:
            raise NotValid(f"the keyring file {path} with mode 0600", f"{mode:04o}")
        return Keyring.from_bytes(file.read())


def save(path: Path, keyring: Keyring, random: Random) -> None:
    """Put a keyring in the place of the file's, in one step, with mode 0600."""
    _draft(path, keyring, random).replace(path)


def load_or_make(path: Path, now: datetime, random: Random) -> Keyring:
    """The keyring of that file; where there is none, a new one, the same for all who ask at once.

    Raises:
        NotValid: as `load`.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = _draft(path, Keyring.make(now, random), random)
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return load(path)


def _draft(path: Path, keyring: Keyring, random: Random) -> Path:
    draft = path.with_name(f".{path.name}.{random(8).hex()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(keyring.to_bytes())
        file.flush()
        os.fsync(file.fileno())
    return draft


def _algorithm(name: Name) -> Algorithm:
    return "ed25519" if name in _SIGNING else "secret32"


def _new(name: Name, now: datetime, random: Random) -> Key:
    return Key(_algorithm(name), now.astimezone(UTC), None, random(SECRET_BYTES))


def _written(key: Key) -> dict[str, str | None]:
    return {
        "id": key.id,
        "algorithm": key.algorithm,
        "created": key.created.isoformat(),
        "retired": key.retired.isoformat() if key.retired else None,
        "secret": b64encode(key.secret).decode(),
    }


def _read(name: Name, document: Mapping[str, Any]) -> Key:
    created, retired = document["created"], document["retired"]
    key = Key(
        document["algorithm"],
        datetime.fromisoformat(created),
        datetime.fromisoformat(retired) if retired else None,
        b64decode(document["secret"], validate=True),
    )
    if key.id != document["id"]:
        raise NotValid(f"the {name} key with its id {key.id}", document["id"], name)
    return key


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    phrase = unicodedata.normalize("NFC", passphrase).encode()
    return AESGCM(Scrypt(salt=salt, **_SCRYPT).derive(phrase))


def _exactly(size: int, data: bytes, field_name: str) -> None:
    if len(data) != size:
        raise NotValid(f"{size} bytes", len(data), field_name)
