"""The demonstration from the command line: loaded once, with its pictures, and shown first."""

from pathlib import Path

import pytest

from api.cli import main
from api.cli.demonstration import LIFECYCLE, first_batch, is_due, loaded
from api.settings import Settings
from tests.cast import Cast
from traceability.demo.stage import Scale
from traceability.events.occasion import namespaces
from traceability.identifiers.domain import Domain
from traceability.ledger.ledger import Ledger
from traceability.ledger.verify import verify

Said = pytest.CaptureFixture[str]


def test_a_small_one_is_loaded_with_its_pictures(ledger: Ledger, capsys: Said) -> None:
    assert is_due(ledger)
    summary = loaded(ledger, Settings(), Scale(households=4, plots=8, flushes=1))
    assert not is_due(ledger)
    assert list(ledger.store.files.each())
    assert first_batch(ledger, Settings()) == summary.first
    said = capsys.readouterr().err.splitlines()
    assert (said[0], said[-1][:9]) == ("Loading the demonstration ...", "Loaded in")


def test_one_that_was_interrupted_is_due_again(ledger: Ledger, cast: Cast) -> None:
    cast.harvest()
    assert not is_due(ledger)
    ledger.store.meta.put("demonstration", "")
    assert is_due(ledger)


def test_without_a_published_batch_none_is_shown(ledger: Ledger, cast: Cast) -> None:
    cast.packed_tea()
    assert first_batch(ledger, Settings()) is None


def test_one_that_is_there_is_not_loaded_again(
    ledger: Ledger, mongodb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("MONGODB_URI", mongodb)
    monkeypatch.setenv("TRACEABILITY_SECRET_KEY", "s" * 32)
    monkeypatch.setenv("TRACEABILITY_DATA_DIR", str(tmp_path))
    main(["migrate"])
    ledger.store.client["traceability"]["meta"].replace_one(
        {"_id": "demonstration"}, {"value": "/t/1"}, upsert=True
    )
    capsys.readouterr()
    assert main(["demo"]) == 0
    assert capsys.readouterr().out == "The demonstration is loaded already.\n"
    ledger.store.client.drop_database("traceability")


def test_a_partners_life_cycle_is_captured_where_it_lies(
    ledger: Ledger, capsys: Said, domain: Domain
) -> None:
    if not LIFECYCLE.is_file():
        pytest.skip(f"{LIFECYCLE} is not there")
    loaded(ledger, Settings(), Scale(households=4, plots=8, flushes=1))
    assert "life cycle" in capsys.readouterr().err
    tea = ledger.store.batches.get("https://id.gs1.org/01/09506000100036/10/TN2503")
    assert tea is not None
    assert tea.is_recalled
    while ledger.store.log.number():
        pass
    assert list(verify(ledger.store, namespaces(domain))) == []
