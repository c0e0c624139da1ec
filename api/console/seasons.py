"""The season so far of a household: what it plucked, and what it handed to whom."""

from dataclasses import dataclass
from datetime import datetime

from api.console.scope import names
from api.house import house
from schemas.answers import IN_BASE
from traceability.batches.batch import VIETNAM
from traceability.batches.tally import Tally
from traceability.events.amount import Amount
from traceability.ledger.season import read_year
from traceability.season.statement import NOBODY


@dataclass(frozen=True, slots=True)
class Line:
    """So much of a product: plucked where `buyer` is None, sold at the gate where it is empty."""

    product: str
    buyer: str | None
    amounts: tuple[Amount, ...]
    unweighed: int


def season_of(party: str, now: datetime) -> list[Line]:
    """What was plucked this year by product, then what was handed on by product and buyer."""
    since = datetime(now.astimezone(VIETNAM).year, 1, 1, tzinfo=VIETNAM)
    season = read_year(house().store, party, since, now).season
    rows = season.rows
    uris = [uri for pair in rows for uri in pair] + list(season.plucked)
    called = names([uri for uri in dict.fromkeys(uris) if uri]) | {NOBODY: ""}
    plucked = [_line(called[uri], None, tally) for uri, tally in season.plucked.items()]
    given = [
        _line(called[product], called[buyer], tally) for (product, buyer), tally in rows.items()
    ]
    return plucked + given


def _line(product: str, buyer: str | None, tally: Tally) -> Line:
    known = tally.known.items()
    amounts = tuple(Amount(value, IN_BASE[name]) for name, value in known if value > 0)
    return Line(product, buyer, amounts, tally.unknown)
