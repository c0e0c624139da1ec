"""The one sentence a page begins with: a table of how the batch stands and who vouches for its story."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from traceability.findings.finding import Effect, Finding
from traceability.journey.dossier import Dossier

Tone = Literal["good", "care", "stop"]
ANY: Final = "any"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`name` is of its sentences in the catalogues; `tone` of its colour and sign."""

    name: str
    tone: Tone


TABLE: Final[tuple[tuple[str, str, Verdict], ...]] = (
    ("recalled", ANY, Verdict("recalled", "stop")),
    ("held", ANY, Verdict("held", "stop")),
    ("review", ANY, Verdict("review", "care")),
    ("expired", ANY, Verdict("expired", "care")),
    ("withdrawn", ANY, Verdict("withdrawn", "care")),
    ("unpublished", ANY, Verdict("unpublished", "care")),
    ("published", "disputed", Verdict("disputed", "care")),
    ("published", "attested", Verdict("attested", "good")),
    ("published", "confirmed", Verdict("confirmed", "good")),
    ("published", "declared", Verdict("declared", "good")),
)
"""State, evidence, and what is said of it; the first row that fits."""


def verdict(state: str, vouched: str) -> Verdict:
    """What is said of a batch in that state, with that evidence."""
    return next(said for one, other, said in TABLE if one == state and other in {ANY, vouched})


def state_of(dossier: Dossier, findings: Iterable[Finding], now: datetime) -> str:
    """A state of the batch, or ``review`` where a blocking finding came after publication."""
    state = dossier.batch.state(now)
    blocked = any(finding.effect >= Effect.BLOCKS for finding in findings)
    return "review" if state == "published" and blocked else state
