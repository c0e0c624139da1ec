"""Cards from the command line: printed once with their QR, listed without their secret, revoked."""

import re
from pathlib import Path

import pytest

from api.cli import main
from traceability.store.store import Store

GLN = "8938505970004"
Said = pytest.CaptureFixture[str]
CREATE = ["card", "create", "--party", GLN, "--role", "operator", "--name", "bàn trực"]


@pytest.fixture
def installation(
    mongodb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Store
) -> Store:
    """An installation whose database is emptied before."""
    monkeypatch.setenv("MONGODB_URI", mongodb)
    monkeypatch.setenv("TRACEABILITY_SECRET_KEY", "s" * 32)
    monkeypatch.setenv("TRACEABILITY_DATA_DIR", str(tmp_path))
    with Store.open(mongodb) as own:
        own.client.drop_database(own.name)
        return Store(store.client, own.name)


def test_a_card_is_printed_once_with_its_code(installation: Store, capsys: Said) -> None:
    assert main(CREATE) == 0
    link, *code = capsys.readouterr().out.splitlines()
    found = re.fullmatch(r"http://127\.0\.0\.1:8000/app/#card=(\w{8})\.(\w{26})", link)
    assert found
    assert len(code) > 10
    kept = installation.cards.get(found[1])
    assert kept is not None
    assert kept.opens(found[2])
    assert (kept.name, kept.role, (kept.expires - kept.created).days) == (
        "bàn trực",
        "operator",
        395,
    )


def test_cards_are_listed_without_secrets_and_revoked(installation: Store, capsys: Said) -> None:
    main(CREATE)
    secret = capsys.readouterr().out.splitlines()[0].rpartition(".")[2]
    main(["card", "list"])
    listed = capsys.readouterr().out
    assert secret not in listed
    assert main(["card", "revoke", listed.split()[0]]) == 0
    assert [card.revoked is None for card in installation.cards.of()] == [False]
    main(["card", "list"])
    assert " revoked " in capsys.readouterr().out


@pytest.mark.usefixtures("installation")
def test_a_card_that_is_not_there_cannot_be_revoked(capsys: Said) -> None:
    assert main(["card", "revoke", "0123"]) == 1
    assert capsys.readouterr().err == "Expected a known card, got '0123'.\n"


@pytest.mark.usefixtures("installation")
def test_only_an_operator_may_come_before_its_party_is_recorded(capsys: Said) -> None:
    assert main(["card", "create", "--party", GLN, "--role", "officer"]) == 1
    assert (
        capsys.readouterr().err == f"Expected a known party, got 'https://id.gs1.org/417/{GLN}'.\n"
    )
