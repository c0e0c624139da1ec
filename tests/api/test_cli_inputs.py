"""The list of crop-protection products from the command line."""

from pathlib import Path

import pytest

from api.cli import main
from tests.api.test_cli import Said, installation, told
from tests.schemas.test_inputs import GOOD, table
from traceability.ledger.gather import inputs_of
from traceability.masterdata.party import Party
from traceability.store.store import Store

__all__ = ["installation", "told"]


def cooperative(store: Store) -> str:
    every = (last.value for last in store.masterdata.each("party"))
    return next(it.key.uri for it in every if isinstance(it, Party) and it.kind == "cooperative")


def test_a_list_is_loaded_from_a_file(told: Store, tmp_path: Path, capsys: Said) -> None:
    file, party = tmp_path / "list.csv", cooperative(told)
    file.write_bytes(table(GOOD))
    for word in ("loaded", "were loaded before"):
        assert main(["inputs", "load", str(file), "--party", party]) == 0
        assert capsys.readouterr().out == f"1 rows {word} for {party}.\n"
    loaded = inputs_of(told, party)
    assert loaded is not None
    assert (loaded.version, [row.row for row in loaded.value.rows]) == ("1", ["R1"])


def test_a_wrong_cell_is_told_and_nothing_is_loaded(
    told: Store, tmp_path: Path, capsys: Said
) -> None:
    file, party = tmp_path / "list.csv", cooperative(told)
    file.write_bytes(table(GOOD, GOOD | {"row": "R2", "dose_unit": "gáo"}))
    assert main(["inputs", "load", str(file), "--party", party]) == 1
    said = capsys.readouterr().err
    assert "3.dose_unit: Expected one of l, lít, ml, kg, g, gam, got 'gáo'." in said
    assert inputs_of(told, party) is None


@pytest.mark.usefixtures("told")
def test_an_unknown_party_has_no_list(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(table(GOOD))
    assert main(["inputs", "load", str(file), "--party", "8938505970004"]) == 1
    assert "Expected a known party" in capsys.readouterr().err


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_a_template_is_written_and_can_be_loaded(told: Store, tmp_path: Path, name: str) -> None:
    file, party = tmp_path / name, cooperative(told)
    assert main(["inputs", "template", str(file)]) == 0
    assert main(["inputs", "load", str(file), "--party", party]) == 0
    loaded = inputs_of(told, party)
    assert loaded is not None
    assert loaded.value.rows == ()
