"""Every import contract is kept by the house, and is seen to fail in a copy of it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT

LINTER = Path(sys.executable).with_name("lint-imports")
# One line that must not be written, for each contract: where it would stand, and what it would say.
SINS = {
    "house": ("traceability/errors.py", "import api"),
    "qr": ("qr/__init__.py", "import traceability.errors"),
    "rooms": ("traceability/errors.py", "import traceability.store"),
    "mongodb": ("api/__init__.py", "import pymongo"),
    "flask": ("schemas/__init__.py", "import flask"),
    "schemas": ("schemas/__init__.py", "import traceability.store"),
    "domain": ("traceability/errors.py", "import marshmallow"),
    "cycles": ("traceability/errors.py", "import traceability.log"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=_only_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "traceability" / "log" / "__init__.py").write_text("import traceability.errors\n")
    return tmp_path


def linted(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    said = [str(LINTER), "--no-logo", "--no-cache", *words]
    return subprocess.run(said, cwd=house, capture_output=True, text=True, check=False, timeout=60)


def test_the_house_keeps_every_contract(copy: Path) -> None:
    said = linted(copy)
    assert (said.returncode, said.stdout) == (0, said.stdout)
    assert f"Contracts: {len(SINS)} kept, 0 broken." in said.stdout


@pytest.mark.parametrize("contract", SINS)
def test_a_line_that_must_not_be_written_breaks_its_contract(copy: Path, contract: str) -> None:
    place, line = SINS[contract]
    with (copy / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    said = linted(copy, "--contract", contract)
    assert (said.returncode, "0 kept, 1 broken" in said.stdout) == (1, True), (
        said.stdout + said.stderr
    )


def test_a_room_without_a_floor_breaks_the_contract(copy: Path) -> None:
    (copy / "traceability" / "cellar.py").write_text('"""A room nobody planned."""\n')
    said = linted(copy, "--contract", "rooms")
    assert "cellar" in said.stdout + said.stderr
    assert said.returncode == 1


def test_every_contract_has_its_line() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert {contract["id"] for contract in said["contracts"]} == set(SINS)


def _only_python(folder: str, names: list[str]) -> list[str]:
    return [n for n in names if not (n.endswith(".py") or (Path(folder) / n).is_dir())]
