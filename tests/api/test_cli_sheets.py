"""`traceability import`: a spreadsheet into an installation, all of it or nothing."""

from pathlib import Path

import pytest

from api.cli import main
from schemas.sheets.columns import HOUSEHOLDS
from tests.api.importing.filled import ALL, LUONG, book
from tests.api.test_cli import Said, installation, told
from traceability.store.store import Store

__all__ = ["installation", "told"]


@pytest.fixture
def cooperative(told: Store) -> str:  # the fixture
    """The key of one of two cooperatives."""
    every = [last.value for last in told.masterdata.each("party")]
    return next(it.key.uri for it in every if getattr(it, "name", "").startswith("Hợp tác xã chè"))


def file(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "households.xlsx"
    path.write_bytes(data)
    return str(path)


def test_a_spreadsheet_is_imported_once(cooperative: str, tmp_path: Path, capsys: Said) -> None:
    words = ["import", file(tmp_path, book(ALL)), "--party", cooperative]
    assert main([*words, "--dry-run"]) == 0
    assert "Nothing was recorded: a dry run." in capsys.readouterr().out
    assert main(words) == 0
    assert capsys.readouterr().out.endswith("4 records.\n")
    assert main(words) == 0
    assert capsys.readouterr().out.endswith("0 records.\n")


def test_each_wrong_cell_is_a_line_and_nothing_is_recorded(
    cooperative: str,
    told: Store,
    tmp_path: Path,
    capsys: Said,  # the fixture
) -> None:
    before = told.records.count()
    wrong = book({HOUSEHOLDS: [LUONG | {"Xã": "Không Có"}]})
    assert main(["import", file(tmp_path, wrong), "--party", cooperative]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-2:] == [
        "Hộ E2 Xã: Expected a commune of Thái Nguyên, got Không Có.",
        "Nothing was recorded: 1 wrong cells.",
    ]
    assert told.records.count() == before


def test_where_there_are_several_cooperatives_one_is_to_be_named(
    told: Store,
    tmp_path: Path,
    capsys: Said,  # the fixture
) -> None:
    assert told.records.count()
    assert main(["import", file(tmp_path, book(ALL))]) == 1
    assert "Expected --party with the key of a cooperative" in capsys.readouterr().err


def test_what_is_no_spreadsheet_is_refused(cooperative: str, tmp_path: Path, capsys: Said) -> None:
    assert main(["import", file(tmp_path, b"hello"), "--party", cooperative]) == 1
    assert "Expected a spreadsheet (.xlsx)" in capsys.readouterr().err
