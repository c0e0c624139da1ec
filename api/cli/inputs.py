"""The list of crop-protection products from the command line: loaded from a file, a file to fill in."""

import os
from argparse import Namespace
from pathlib import Path

from api.cli.opening import ledger
from api.cli.tokens import party_key
from api.cli.voice import complain, say
from api.settings import Settings
from schemas.inputs import MOST_BYTES, read_csv, read_list, read_xlsx
from schemas.inputs_shown import template_csv, template_sheet
from schemas.problem import BadShape
from schemas.sheets.writing import write_sheets
from traceability.access import Actor, Role
from traceability.errors import NotFound
from traceability.ledger.inputs import load
from traceability.masterdata.inputs import InputList, key_of_list

_BY = "command line"
_SHEET = ".xlsx"


def load_list(asked: Namespace) -> int:
    """Load a list for a party, all rows or none; each wrong cell is a line on standard error.

    Raises:
        NotFound: no such party is recorded.
    """
    settings = Settings.read(os.environ)
    party = party_key(asked.party, settings.domain)
    path = Path(asked.file)
    with path.open("rb") as file:
        said = file.read(MOST_BYTES + 1)
    try:
        rows = read_list(read_xlsx(said) if path.suffix.lower() == _SHEET else read_csv(said))
    except BadShape as no:
        for where, sentences in no.errors.items():
            complain(f"{where}: {sentences[0]}")
        complain("Nothing was loaded.")
        return 1
    with ledger(settings) as opened:
        if opened.store.masterdata.last(party.uri) is None:
            raise NotFound("party", party.uri)
        value = InputList(key_of_list(party, settings.domain), party, rows)
        taken = load(opened, Actor(Role.OPERATOR, party.uri, _BY), value, said)
    say(f"{len(rows)} rows {'loaded' if taken.fresh else 'were loaded before'} for {party.uri}.")
    return 0


def template(asked: Namespace) -> int:
    """Write a file to fill in, as CSV or, by its ending, as a spreadsheet."""
    path = Path(asked.file)
    if path.suffix.lower() == _SHEET:
        with path.open("wb") as out:
            write_sheets(out, [template_sheet()])
    else:
        path.write_bytes(template_csv())
    say(
        f"{path} has a column for each thing a row says; docs/how-to/crop-protection-list.md tells them."
    )
    return 0
