"""Every rule, asked of one batch's dossier."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import chain as chained
from typing import Final

from traceability.findings import certificates, chain, field, mass, publication, sprays, telling
from traceability.findings.finding import Finding
from traceability.journey.dossier import Dossier

_ASKED: Final[tuple[Callable[[Dossier], Iterable[Finding]], ...]] = (
    mass.balances,
    mass.remainders,
    mass.returns,
    mass.ratios,
    field.yields,
    sprays.intervals,
    sprays.permitted,
    sprays.limits,
    sprays.doses,
    chain.one_step_back,
    chain.claimed_twice,
    chain.circles,
    chain.order,
    chain.planted,
    chain.recalled_sources,
    certificates.hidden,
    publication.lacking,
    publication.alone,
    publication.held,
    telling.twins,
)


def judge(dossier: Dossier, now: datetime) -> list[Finding]:
    """What does not add up about a batch, the gravest first, each once."""
    asked = (ask(dossier) for ask in _ASKED)
    found = chained(chained.from_iterable(asked), telling.times(dossier, now))
    return [finding for _, finding in sorted({_key(each): each for each in found}.items())]


def _key(finding: Finding) -> tuple[int, str, str, tuple[tuple[str, str], ...]]:
    numbers = tuple(sorted(finding.numbers.items()))
    return -finding.effect, finding.rule, finding.about, numbers
