"""The house's own domain: the host in whose name codes are given to what has no GS1 number."""

import re
from dataclasses import dataclass

from traceability.errors import NotValid

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,100}}$){_LABEL}(?:\.{_LABEL})+")
_GS1_HOST = "id.gs1.org"


@dataclass(frozen=True, slots=True, order=True)
class Domain:
    """A host name that stands in stored keys; the host printed on labels is another setting."""

    id_base: str

    def __post_init__(self) -> None:
        """Raise NotValid unless `id_base` is a lower-case host name that is not GS1's."""
        if not _HOST.fullmatch(self.id_base) or self.id_base == _GS1_HOST:
            raise NotValid("a lower-case host name of our own", self.id_base, "id_base")

    @property
    def root(self) -> str:
        """What every own-domain URI begins with; a code and perhaps an address follow."""
        return f"https://{self.id_base}/t/"

    def code_path(self, uri: str) -> str | None:
        """Give the percent-encoded path of an own URI (either scheme, any port, any case).

        Query and fragment are no part of a key and are left out. None for anybody else's URI.
        """
        scheme, _, rest = uri.partition("://")
        host, slash, path = rest.partition("/")
        if scheme.lower() not in ("http", "https") or host.lower().split(":")[0] != self.id_base:
            return None
        return slash + re.split(r"[?#]", path, maxsplit=1)[0]
