"""The list of crop-protection products as it is shown: as a table, as a template, to programs."""

import csv
from io import StringIO
from typing import Any, Final

from schemas import fields as f
from schemas.answers import anything, count, moment, word
from schemas.inputs import COLUMNS
from schemas.sheets.writing import Sheet
from traceability.journey.dossier import Loaded
from traceability.masterdata.inputs import InputRow

_SIGNS: Final = {"LTR": "l", "MLT": "ml", "KGM": "kg", "GRM": "g", "HAR": "ha"}


def written(row: InputRow) -> dict[str, str]:
    """A row as its cells: what `read_list` reads again as the same."""
    dose = row.dose
    cells = {
        "row": row.row,
        "name": row.name,
        "maker": row.maker,
        "active_ingredients": "; ".join(f"{it.name}: {it.content}" for it in row.ingredients),
        "registration": row.registration,
        "crops": "; ".join(row.crops),
        "pests": "; ".join(row.pests),
        "interval_days": "" if row.interval_days is None else str(row.interval_days),
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else "",
        "source": row.source,
    }
    if dose:
        cells |= {"dose_least": f"{dose.least:f}", "dose_most": f"{dose.most:f}"}
        cells |= {"dose_unit": _SIGNS.get(dose.unit, dose.unit)}
        cells |= {"dose_per": _SIGNS.get(dose.per, dose.per)}
    return {name: cells.get(name, "") for name in COLUMNS}


def template_csv() -> bytes:
    """A table without rows, as a program for spreadsheets opens it."""
    out = StringIO()
    csv.writer(out, delimiter=";").writerow(COLUMNS.values())
    return out.getvalue().encode("utf-8-sig")


def template_sheet() -> Sheet:
    """The same as a sheet."""
    return Sheet("Thuốc BVTV", tuple((heading, 22) for heading in COLUMNS.values()))


class InputsAnswer(f.Form):
    """The list of crop-protection products that a party goes by."""

    version = count("Its version; left out while none is loaded")
    party = word("Party that loaded it")
    loaded = moment("When")
    rows = f.listed("Its rows, each by its columns", anything("A row"), dump_only=True)


INPUTS: Final = InputsAnswer()


def shown_list(loaded: Loaded) -> dict[str, Any]:
    """The whole list as programs read it."""
    facts = {"version": loaded.version, "party": loaded.value.party.uri, "loaded": loaded.at}
    whole: dict[str, Any] = INPUTS.dump(facts)
    return whole | {"rows": [_shown(row) for row in loaded.value.rows]}


def _shown(row: InputRow) -> dict[str, Any]:
    """A row as programs read it: empty cells left out, lists as lists, amounts as text."""
    cells: dict[str, Any] = {name: cell for name, cell in written(row).items() if cell}
    cells |= {"crops": list(row.crops), "pests": list(row.pests)}
    cells["active_ingredients"] = [f"{it.name} {it.content}" for it in row.ingredients]
    if row.interval_days is not None:
        cells["interval_days"] = row.interval_days
    if row.dose:
        cells |= {"dose_unit": row.dose.unit, "dose_per": row.dose.per}
    return cells
