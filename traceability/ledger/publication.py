"""May a batch be published: a recorded act that a blocking finding stands against."""

from datetime import datetime

from traceability.errors import Conflict
from traceability.findings.finding import Effect, Finding
from traceability.findings.judge import judge
from traceability.ledger.gather import gather
from traceability.store.store import Store


def findings_of(store: Store, uri: str, now: datetime) -> list[Finding]:
    """What does not add up about a batch, the gravest first.

    Raises:
        NotFound: nothing was ever recorded about it.
    """
    return judge(gather(store, uri), now)


def ask_publication(store: Store, uri: str, now: datetime) -> None:
    """May this batch be published now?

    Raises:
        NotFound: nothing was ever recorded about it.
        Conflict: blocking findings stand against it; the sentence names their rules.
    """
    against = [each for each in findings_of(store, uri, now) if each.effect >= Effect.BLOCKS]
    if against:
        rules = ", ".join(dict.fromkeys(each.rule for each in against))
        raise Conflict("a batch without blocking findings", rules)
