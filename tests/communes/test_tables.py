"""Rules for the tables: whence they are, and that the script makes them so."""

import os
import runpy
from importlib.resources import files
from pathlib import Path

import pytest

from traceability.communes.tables import rows

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_communes.py"


def test_a_table_names_its_source_and_licence() -> None:
    for name in ("communes.tsv", "succession.tsv"):
        text = files("traceability.communes").joinpath(name).read_text("utf-8")
        assert "# Source: vietnamadminunits 1.0.4" in text
        assert "# Licence of the source: MIT" in text


def test_the_rows_come_without_comments_and_head() -> None:
    assert next(rows("communes")) == [
        "01",
        "Thành phố",
        "Hà Nội",
        "",
        "2025-07-01",
        "21.0001",
        "105.6980",
    ]
    assert {len(row) for row in rows("communes")} == {7}
    assert {len(row) for row in rows("succession")} == {7}


def test_the_tables_are_what_the_script_makes() -> None:
    package = os.environ.get("VIETNAMADMINUNITS")
    if not package:
        pytest.skip("VIETNAMADMINUNITS does not name the folder of vietnamadminunits 1.0.4")
    made = runpy.run_path(str(SCRIPT))["tables"](Path(package))
    for name, text in made.items():
        assert files("traceability.communes").joinpath(name).read_text("utf-8") == text
