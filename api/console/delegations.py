"""Delegations in the few words of a paper form: what a household lets a helper do, and until when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from traceability.access import FIELD, GOODS, Delegation

_MAKING: Final = frozenset(f"event:{name}" for name in ("process", "pack", "repack"))
_CORRECTING: Final = frozenset({"event:correct"})
SCOPES: Final[dict[str, frozenset[str]]] = {
    "field": FIELD - _MAKING,
    "making": _MAKING,
    "goods": GOODS - _CORRECTING,
    "correct": _CORRECTING,
}
"""The acts that a household lets a helper do, in the few words of a paper form."""


@dataclass(frozen=True, slots=True)
class Given:
    """A delegation as it is shown: the helper's name, whether it runs, and its scope in plain words."""

    delegation: Delegation
    name: str
    runs: bool
    scopes: tuple[str, ...]

    @classmethod
    def of(cls, delegation: Delegation, name: str, now: datetime) -> "Given":
        """Put a delegation's scope into words; a kind of which only a part was given counts."""
        scopes = tuple(word for word, acts in SCOPES.items() if acts & delegation.scope)
        runs = delegation.starts <= now < delegation.ends
        return cls(delegation, name, runs, scopes)
