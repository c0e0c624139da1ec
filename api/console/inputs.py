"""The cooperative's list of crop-protection products at the desk: what is loaded, and the next version."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Final

from flask import Response, request

from api.console.forms import NOTHING_WRONG, Wrong, answered
from api.console.page import at_the_desk, language, page
from api.console.printing import XLSX, file
from api.console.scope import desk
from api.described import View
from api.house import house
from api.who import actor
from schemas.inputs import COLUMNS, MOST_BYTES, read_csv, read_list, read_xlsx
from schemas.inputs_shown import template_sheet, written
from schemas.sheets.writing import write_sheets
from traceability.errors import NotValid
from traceability.identifiers.uris import PartyKey
from traceability.ledger.gather import inputs_of
from traceability.ledger.inputs import load
from traceability.masterdata.inputs import InputList, InputRow, key_of_list

MOST_SHOWN: Final = 200
"""Rows, or wrong cells, on one page; the rest is in the file."""

_HERE: Final = "/console/inputs"


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/inputs", show_products_list
    yield "POST", "/inputs", load_products_list
    yield "GET", "/inputs/template.xlsx", products_list_template


@at_the_desk
def show_products_list() -> Response:
    """Show the list that is loaded, and the form to load the next version."""
    return _page(NOTHING_WRONG)


@at_the_desk
def load_products_list() -> Response:
    """Load `file`, CSV or XLSX, as the next version: all rows, or none and every wrong cell."""
    return answered("inputs", _load, _page, "inputs")


@at_the_desk
def products_list_template() -> Response:
    """Hand out the table to fill in."""
    return file("thuoc-bvtv.xlsx", XLSX, lambda out: write_sheets(out, [template_sheet()]))


def _load() -> str:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise NotValid("a table (.csv, .xlsx)", "none", "file")
    said = sent.stream.read(MOST_BYTES + 1)
    is_book = PurePath(sent.filename).suffix.lower() == ".xlsx"
    rows = read_list(read_xlsx(said) if is_book else read_csv(said))
    party = PartyKey(desk())
    value = InputList(key_of_list(party, house().domain), party, rows)
    load(house().ledger, actor(), value, said)
    return _HERE


def _page(wrong: Wrong) -> Response:
    loaded = inputs_of(house().store, desk())
    rows = loaded.value.rows if loaded else ()
    return page(
        "inputs.html",
        "products",
        wrong.status,
        loaded=loaded,
        rows=[_cells(row) for row in rows[:MOST_SHOWN]],
        more=max(0, len(rows) - MOST_SHOWN),
        cells=_wrong(wrong.errors)[:MOST_SHOWN],
    )


def _cells(row: InputRow) -> dict[str, str]:
    """A row's cells, its dose as one."""
    cells = written(row)
    if row.dose:
        least, most = cells["dose_least"], cells["dose_most"]
        numbers = least if least == most else f"{least}–{most}"
        cells["dose"] = f"{numbers} {cells['dose_unit']}/{cells['dose_per']}"
    return cells


def _wrong(errors: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """Where, in the words of the table, and what is wrong there."""
    t = language()
    found = []
    for path, sentences in errors.items():
        number, _, column = path.partition(".")
        where = t.say("console.inputs.row", number=number) if number.isdecimal() else ""
        heading = COLUMNS.get(column, "")
        found += [(" · ".join(filter(None, (where, heading))), text) for text in sentences]
    return found
