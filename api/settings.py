"""What the installation is told by its environment: one frozen value, read at the door."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from traceability.errors import NotValid, Refusal
from traceability.identifiers.domain import Domain

LANGUAGES: Final = ("vi", "en")
"""The languages whose catalogues are complete, the default first."""

_SHORTEST_SECRET: Final = 32
_MOST_WORKERS: Final = 64


class WrongSetting(Refusal):
    """A setting that stops the start; the sentence names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an installation can be told (INTERFACE, Settings).

    `mongodb_uri` None means the embedded MongoDB under `data_dir`. `base_url` is what printed codes
    begin with; `domain` is what own codes are minted under. `secret_key` None means that the
    keyring's session key signs cookies. `trusted_proxies` are networks whose forwarding headers are
    believed. `metrics_dir` is a folder in which the workers of one server share what they count.
    `one_time_codes` says how codes to sign in are sent: off, or to the console while developing.
    """

    data_dir: Path = Path("var")
    base_url: str = "http://127.0.0.1:8000"
    domain: Domain = Domain("trace.example")
    mongodb_uri: str | None = None
    secret_key: str | None = None
    languages: tuple[str, ...] = LANGUAGES
    resolver_strict: bool = False
    mongod: Path | None = None
    workers: int = 2
    trusted_proxies: tuple[str, ...] = ()
    tls_cert: Path | None = None
    tls_key: Path | None = None
    metrics_dir: Path | None = None
    one_time_codes: str = "off"

    @property
    def embedded(self) -> bool:
        """Whether this installation starts its own private mongod."""
        return self.mongodb_uri is None

    @property
    def secure(self) -> bool:
        """Whether visitors come by https: cookies are then marked Secure."""
        return self.base_url.startswith("https://")

    @property
    def loopback(self) -> bool:
        """Whether nobody beyond this machine comes in by the base address."""
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings; what is unset or empty keeps its default.

        Raises:
            WrongSetting: naming the setting, what was expected and what came.
        """
        told: dict[str, Any] = {}
        for name, (field, parse) in NAMES.items():
            text = environment.get(name, "")
            if text:
                told[field] = _parsed(name, text, parse)
        return cls(**told).checked()

    def checked(self) -> "Settings":
        """The settings, when they fit together.

        Raises:
            WrongSetting: one needs another that is missing.
        """
        if not self.embedded and self.secret_key is None:
            raise WrongSetting(
                "TRACEABILITY_SECRET_KEY: Expected a secret, since MONGODB_URI is set."
            )
        if (self.tls_cert is None) != (self.tls_key is None):
            raise WrongSetting(
                "TRACEABILITY_TLS_CERT and TRACEABILITY_TLS_KEY: Expected both or none."
            )
        if self.one_time_codes != "off" and not self.loopback:
            raise WrongSetting(
                "TRACEABILITY_ONE_TIME_CODES: Expected off, since others can reach "
                f"{self.base_url}: its codes stand on the console for whoever reads it."
            )
        return self


def _parsed(name: str, text: str, parse: Callable[[str], Any]) -> Any:  # noqa: ANN401  # any setting
    try:
        return parse(text)
    except NotValid as wrong:
        raise WrongSetting(f"{name}: {wrong}") from None


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise NotValid("an address such as https://trace.example.vn", text)
    return text.rstrip("/")


def _uri(text: str) -> str:
    if not re.match(r"mongodb(\+srv)?://", text):
        raise NotValid("an address that begins with mongodb://", text.partition("@")[2] or text)
    return text


def _secret(text: str) -> str:
    if len(text) < _SHORTEST_SECRET:
        raise NotValid(f"a secret of at least {_SHORTEST_SECRET} characters", f"{len(text)}")
    return text


def _languages(text: str) -> tuple[str, ...]:
    named = tuple(part.strip() for part in text.split(",") if part.strip())
    if not named or set(named) - set(LANGUAGES):
        raise NotValid("some of " + ", ".join(LANGUAGES), text)
    return named


def _yes_or_no(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise NotValid("yes or no", text)
    return text == "yes"


def _codes(text: str) -> str:
    if text not in {"off", "console"}:
        raise NotValid("off or console", text)
    return text


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_WORKERS:
        raise NotValid(f"a number from 1 to {_MOST_WORKERS}", text)
    return int(text)


def _networks(text: str) -> tuple[str, ...]:
    networks = tuple(part.strip() for part in text.split(",") if part.strip())
    for network in networks:
        try:
            ip_network(network)
        except ValueError:
            raise NotValid("networks such as 10.0.0.0/8, 127.0.0.1", network) from None
    return networks


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise NotValid("the path of a file", text)
    return path


NAMES: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "MONGODB_URI": ("mongodb_uri", _uri),
    "TRACEABILITY_DATA_DIR": ("data_dir", Path),
    "TRACEABILITY_BASE_URL": ("base_url", _url),
    "TRACEABILITY_ID_BASE": ("domain", Domain),
    "TRACEABILITY_SECRET_KEY": ("secret_key", _secret),
    "TRACEABILITY_LANGUAGES": ("languages", _languages),
    "TRACEABILITY_RESOLVER_STRICT": ("resolver_strict", _yes_or_no),
    "TRACEABILITY_MONGOD": ("mongod", _file),
    "TRACEABILITY_WORKERS": ("workers", _workers),
    "TRACEABILITY_TRUSTED_PROXIES": ("trusted_proxies", _networks),
    "TRACEABILITY_TLS_CERT": ("tls_cert", _file),
    "TRACEABILITY_TLS_KEY": ("tls_key", _file),
    "TRACEABILITY_METRICS_DIR": ("metrics_dir", Path),
    "TRACEABILITY_ONE_TIME_CODES": ("one_time_codes", _codes),
}
"""The environment's name of each setting, its field, and how its text is read."""
