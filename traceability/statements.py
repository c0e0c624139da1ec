"""What people say about records: confirmed, disputed, published, withdrawn, consent, delegation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from traceability.errors import NotValid
from traceability.events.bounds import check_instant

KINDS: Final = (
    "confirm",
    "dispute",
    "publish",
    "withdraw",
    "consent",
    "delegate",
    "activate-labels",
    "adopt",
    "reject",
    "merge",
)
"""`adopt` and `reject` are the desk's answers to a held record (DESIGN §1.5); `merge` says that one key
is another's duplicate, and a later one that names none takes it back (decision 18)."""

WITHDRAW_REASONS: Final = frozenset(
    {"recall", "expired", "unpublished", "out_of_season", "seller_suspended", "merged", "error"}
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: `about` names a batch, an event, a party or a run of labels by URI.

    `id` is the client's `urn:uuid:…`; `time` is when it was said, with its offset; `said_by` is the
    party that says it; `facts` are public and hold keys, codes and dates, never a person's name.
    A consent that shows nothing takes back the one before it; so does a delegation until now.
    """

    id: str
    kind: str
    about: str
    time: datetime
    said_by: str
    facts: Mapping[str, Any]

    def __post_init__(self) -> None:
        """Refuse a kind nobody knows and a time without its offset or beyond all years."""
        if self.kind not in KINDS:
            raise NotValid("one of " + ", ".join(KINDS), self.kind, "kind")
        check_instant(self.time, "time")
        reason = self.facts.get("reason")
        if self.kind == "withdraw" and reason not in WITHDRAW_REASONS:
            raise NotValid("one of " + ", ".join(sorted(WITHDRAW_REASONS)), reason, "reason")
        shows = self.facts.get("shows")
        if self.kind == "consent" and not isinstance(shows, list | tuple):
            raise NotValid("what is shown, such as name, or an empty list", shows, "shows")

    def public(self) -> Mapping[str, Any]:
        """The public part, in the order its bytes are written."""
        return {
            "kind": self.kind,
            "id": self.id,
            "about": self.about,
            "time": self.time.isoformat(timespec="milliseconds"),
            "saidBy": self.said_by,
            "facts": dict(self.facts),
        }


def read(body: Mapping[str, Any]) -> Statement:
    """Read a statement back from its public part."""
    return Statement(
        id=body["id"],
        kind=body["kind"],
        about=body["about"],
        time=datetime.fromisoformat(body["time"]),
        said_by=body["saidBy"],
        facts=body["facts"],
    )
