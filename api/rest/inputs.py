"""The list of crop-protection products over the wire: shown, loaded from a table, a table to fill in."""

from io import BytesIO
from typing import Final

from flask import Response, request
from werkzeug.exceptions import UnsupportedMediaType

from api import receipts
from api.described import Description, View, describe
from api.exchange import answer, bounded
from api.house import house
from api.rest.masterdata import READERS
from api.rest.scope import ONE_PARTY, one_party
from api.who import actor, may, roles_for
from schemas import answers
from schemas.inputs import MOST_BYTES, Line, read_csv, read_list, read_xlsx
from schemas.inputs_shown import INPUTS, shown_list, template_csv, template_sheet
from schemas.sheets.writing import write_sheets
from traceability.identifiers.uris import PartyKey
from traceability.ledger.gather import inputs_of
from traceability.ledger.inputs import load
from traceability.masterdata.inputs import InputList, key_of_list

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def views() -> list[tuple[str, str, View]]:
    """Method, path and view of each."""
    return [
        ("GET", "/inputs", show_inputs),
        ("POST", "/inputs", load_inputs),
        ("GET", "/inputs/template.csv", inputs_template_csv),
        ("GET", "/inputs/template.xlsx", inputs_template_xlsx),
    ]


@may(*READERS)
@describe(Description(answer=INPUTS, query=ONE_PARTY))
def show_inputs() -> Response:
    """Show the list of crop-protection products that a party goes by; without rows while none is loaded."""
    loaded = inputs_of(house().store, one_party() or actor().party)
    if loaded is None:
        return answer({"rows": []}, etag="none")
    return answer(shown_list(loaded), etag=f"{loaded.value.key.uri}#{loaded.version}")


@may(*roles_for("revise:inputs"))
@describe(Description(answer=answers.receipt, status=201, takes=CSV, query=ONE_PARTY))
def load_inputs() -> Response:
    """Load a list as the party's next version, all rows or none; CSV or XLSX with the template's columns.

    Errors are named by row and column: `3.dose_unit`. The same file again gets the first receipt.
    """
    party = PartyKey(one_party() or actor().party)
    said = bounded(MOST_BYTES)
    rows = read_list(_lines(said))
    value = InputList(key_of_list(party, house().domain), party, rows)
    taken = load(house().ledger, actor(), value, said)
    last = house().store.masterdata.last(value.key.uri)
    number = last.number if last else 1
    shown = receipts.shown(taken.receipt, revision=f"{value.key.uri}#{number}")
    return answer(shown, 201 if taken.fresh else 200)


@may(*READERS)
@describe(Description(gives=CSV))
def inputs_template_csv() -> Response:
    """Give the table to fill in, as CSV."""
    return _file(template_csv(), CSV, "csv")


@may(*READERS)
@describe(Description(gives=XLSX))
def inputs_template_xlsx() -> Response:
    """Give the table to fill in, as a spreadsheet."""
    out = BytesIO()
    write_sheets(out, [template_sheet()])
    return _file(out.getvalue(), XLSX, "xlsx")


def _lines(said: bytes) -> list[Line]:
    """The table's rows.

    Raises:
        UnsupportedMediaType: it is neither CSV nor XLSX.
        NotValid: it cannot be read.
    """
    if request.mimetype not in {CSV, XLSX}:
        raise UnsupportedMediaType(f"Expected {CSV} or XLSX, got {request.mimetype or 'nothing'}.")
    return list(read_csv(said) if request.mimetype == CSV else read_xlsx(said))


def _file(data: bytes, kind: str, ending: str) -> Response:
    response = Response(data, mimetype=kind)
    response.headers["Content-Disposition"] = f"attachment; filename=inputs.{ending}"
    return response
