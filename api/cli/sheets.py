"""`import`: a spreadsheet of households and plots into the ledger, all of it or nothing."""

import os
from argparse import Namespace
from pathlib import Path

from api.cli.opening import ledger, now
from api.cli.tokens import party_key
from api.cli.voice import complain, say
from api.importing.plan import read_plan
from api.importing.record import record_plan
from api.importing.wishes import Desk, Plan
from api.settings import Settings
from schemas.sheets.reading import MOST_BYTES
from traceability.access import Actor, Role
from traceability.batches.batch import VIETNAM
from traceability.errors import NotFound, NotValid
from traceability.identifiers.uris import PartyKey
from traceability.ledger.ledger import Ledger
from traceability.masterdata.party import Party

_BY = "command line"


def import_(asked: Namespace) -> int:
    """Import a file, or with `--dry-run` say what it would make; exits 1 where a cell is wrong.

    Raises:
        NotValid: it is no spreadsheet, or no cooperative is named and there are several.
        NotFound: no such party is recorded.
    """
    with Path(asked.file).open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    settings = Settings.read(os.environ)
    with ledger(settings) as opened:
        cooperative = _cooperative(opened, asked, settings)
        actor = Actor(Role.OPERATOR, cooperative.uri, _BY)
        today = now().astimezone(VIETNAM).date()
        desk = Desk(opened, settings.domain, actor, cooperative, today)
        plan = read_plan(data, desk)
        if plan.wrong:
            return _wrong(plan)
        made = 0 if asked.dry_run else record_plan(plan, desk)
    for (sheet, change), count in sorted(plan.counts.items()):
        say(f"{sheet:<16}{change:<10}{count:>6}")
    say("Nothing was recorded: a dry run." if asked.dry_run else f"{made} records.")
    return 0


def _wrong(plan: Plan) -> int:
    """Each wrong cell in a line on standard error."""
    for wrong in plan.wrong:
        where = " ".join(part for part in (wrong.sheet, wrong.address, wrong.column) if part)
        complain(f"{where}: {wrong.sentence}")
    complain(f"Nothing was recorded: {len(plan.wrong)} wrong cells.")
    return 1


def _cooperative(opened: Ledger, asked: Namespace, settings: Settings) -> PartyKey:
    """The cooperative that is named, else the only one there is."""
    if asked.party:
        key = party_key(asked.party, settings.domain)
        if opened.store.masterdata.last(key.uri) is None:
            raise NotFound("party", key.uri)
        return key
    every = [last.value for last in opened.store.masterdata.each("party")]
    found = [it.key for it in every if isinstance(it, Party) and it.kind == "cooperative"]
    if len(found) != 1:
        raise NotValid("--party with the key of a cooperative", f"none, and {len(found)} are there")
    return found[0]
