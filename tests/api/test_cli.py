"""The command line, verb by verb, on a real database."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli import main, parser
from tests.cast import new_cast
from tests.house.test_docs import commands
from traceability.identifiers.domain import Domain
from traceability.ledger.ledger import Ledger
from traceability.store.embedded import running
from traceability.store.store import Store

GLN = "8938505970004"
PASSPHRASE = "correct horse battery"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def installation(mongodb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An installation with a database of its own kind, emptied before."""
    monkeypatch.setenv("MONGODB_URI", mongodb)
    monkeypatch.setenv("TRACEABILITY_SECRET_KEY", "s" * 32)
    monkeypatch.setenv("TRACEABILITY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TRACEABILITY_BACKUP_PASSPHRASE", PASSPHRASE)
    with Store.open(mongodb) as store:
        store.client.drop_database(store.name)
        yield store


@pytest.fixture
def told(installation: Store, ledger: Ledger, domain: Domain) -> Store:
    """An installation in which a cast has spoken."""
    installation.migrate("tests", ledger.clock)
    there = Ledger(installation, ledger.keyring, ledger.clock, ledger.random)
    new_cast(there, domain).packed_tea()
    return installation


def test_a_token_is_shown_once_and_alone(installation: Store, capsys: Said) -> None:
    assert main(["token", "create", "--party", GLN, "--role", "operator", "--days", "7"]) == 0
    said = capsys.readouterr()
    assert re.fullmatch(r"trc_[\w-]{43}\n", said.out)
    assert said.err == ""
    (kept,) = installation.people.tokens()
    assert (kept.party, kept.role) == (f"https://id.gs1.org/417/{GLN}", "operator")
    assert (kept.expires - kept.created).days == 7


@pytest.mark.parametrize(
    "party", [GLN, f"/417/{GLN}", f"https://id.gs1.org/417/{GLN}", f"https://a.example/417/{GLN}"]
)
def test_a_party_is_named_as_an_operator_has_it(installation: Store, party: str) -> None:
    assert main(["token", "create", "--party", party, "--role", "operator"]) == 0
    assert [each.party for each in installation.people.tokens()] == [
        f"https://id.gs1.org/417/{GLN}"
    ]


def test_a_party_is_named_by_its_code(told: Store) -> None:
    household = next(last.value.key for last in told.masterdata.each("party"))
    code = household.uri.rpartition("/")[2]
    assert main(["token", "create", "--party", code.lower(), "--role", "recorder"]) == 0
    assert [each.party for each in told.people.tokens()] == [household.uri]


@pytest.mark.usefixtures("installation")
def test_only_an_operator_may_come_before_its_party_is_recorded(capsys: Said) -> None:
    assert main(["token", "create", "--party", GLN, "--role", "officer"]) == 1
    said = capsys.readouterr()
    assert said.err == f"Expected a known party, got 'https://id.gs1.org/417/{GLN}'.\n"
    assert said.out == ""


def test_tokens_are_listed_and_revoked(installation: Store, capsys: Said) -> None:
    main(["token", "create", "--party", GLN, "--role", "operator"])
    capsys.readouterr()
    main(["token", "list"])
    listed = capsys.readouterr().out.split()
    assert listed[1:3] == ["operator", "until"]
    assert main(["token", "revoke", listed[0]]) == 0
    assert [each.revoked is None for each in installation.people.tokens()] == [False]
    main(["token", "list"])
    assert " revoked " in capsys.readouterr().out


@pytest.mark.usefixtures("installation")
def test_a_token_that_is_not_there_cannot_be_revoked(capsys: Said) -> None:
    assert main(["token", "revoke", "0123"]) == 1
    assert capsys.readouterr().err == "Expected a known token, got '0123'.\n"


def test_what_is_made_again_equals_what_stood_before(told: Store, capsys: Said) -> None:
    before = list(told.masterdata.raw())
    assert main(["rebuild"]) == 0
    count = told.records.count()
    assert capsys.readouterr().out == f"Every view was made again from {count} records.\n"
    assert list(told.masterdata.raw()) == before


@pytest.mark.usefixtures("told")
def test_a_log_that_is_whole_is_verified(capsys: Said) -> None:
    main(["rebuild"])  # numbers what waits
    capsys.readouterr()
    assert main(["verify"]) == 0
    assert re.fullmatch(r"Size \d+, root [0-9a-f]{64}: no mismatches\.\n", capsys.readouterr().out)


def test_a_record_that_was_touched_is_named(told: Store, capsys: Said) -> None:
    main(["rebuild"])
    one = next(iter(told.records.since(2, 1)))
    told.database["records"].update_one({"_id": one.id}, {"$set": {"said": b"other"}})
    capsys.readouterr()
    assert main(["verify"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"3  {one.id}  Expected the said_sha256 ")
    assert said.out.endswith(": 1 mismatches.\n")


def test_a_backup_comes_back_whole(told: Store, tmp_path: Path, capsys: Said) -> None:
    keys, file, count = tmp_path / "keyring.json", tmp_path / "backup", told.records.count()
    assert main(["backup", str(file)]) == 0
    before = keys.read_bytes()
    told.client.drop_database(told.name)
    keys.unlink()
    assert main(["restore", str(file)]) == 0
    assert capsys.readouterr().out.endswith(
        "Restored; the log was recomputed from its records and matches.\n"
    )
    assert (told.records.count(), keys.read_bytes()) == (count, before)


def test_a_keyring_that_is_replaced_is_kept_beside(told: Store, tmp_path: Path) -> None:
    main(["backup", str(tmp_path / "backup")])
    told.client.drop_database(told.name)
    main(["restore", str(tmp_path / "backup")])
    assert (tmp_path / "keyring.json.before-restore").exists()


def test_a_backup_goes_only_into_an_empty_database(
    told: Store, tmp_path: Path, capsys: Said
) -> None:
    main(["backup", str(tmp_path / "backup")])
    capsys.readouterr()
    assert main(["restore", str(tmp_path / "backup")]) == 1
    assert capsys.readouterr().err.startswith("Expected an empty database, got 'one with ")
    assert told.records.count()


@pytest.mark.usefixtures("installation")
def test_a_backup_wants_a_passphrase(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Said
) -> None:
    monkeypatch.delenv("TRACEABILITY_BACKUP_PASSPHRASE")
    assert main(["backup", str(tmp_path / "backup")]) == 2
    said = "TRACEABILITY_BACKUP_PASSPHRASE: Expected a passphrase, got none.\n"
    assert capsys.readouterr().err == said


@pytest.mark.usefixtures("installation")
def test_a_backup_that_is_not_there_is_said_so(tmp_path: Path, capsys: Said) -> None:
    assert main(["restore", str(tmp_path / "none")]) == 1
    said = f"Expected '{tmp_path}/none' to be usable, got 'No such file or directory'.\n"
    assert capsys.readouterr().err == said


def test_migrate_says_where_the_database_stands(installation: Store, capsys: Said) -> None:
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == f"At migration {installation.ready()}.\n"


def test_the_id_base_may_change_until_something_is_recorded(
    installation: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["migrate"])
    monkeypatch.setenv("TRACEABILITY_ID_BASE", "tea.example")
    assert main(["migrate"]) == 0
    assert installation.meta.get("id_base") == "tea.example"


@pytest.mark.usefixtures("told")
def test_the_id_base_stays_once_something_is_recorded(
    monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    main(["migrate"])
    monkeypatch.setenv("TRACEABILITY_ID_BASE", "tea.example")
    capsys.readouterr()
    assert main(["migrate"]) == 2
    assert capsys.readouterr().err == (
        "TRACEABILITY_ID_BASE: Expected trace.example, under which codes were minted here, "
        "got tea.example.\n"
    )


def test_a_command_alone_starts_the_embedded_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACEABILITY_DATA_DIR", str(tmp_path))
    assert main(["token", "create", "--party", GLN, "--role", "operator"]) == 0
    with running(tmp_path) as uri, Store.open(uri) as store:
        assert len(list(store.people.tokens())) == 1


def test_a_database_that_does_not_answer_is_said_so(
    monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("MONGODB_URI", "mongodb://127.0.0.1:1/?connectTimeoutMS=100")
    monkeypatch.setenv("TRACEABILITY_SECRET_KEY", "s" * 32)
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err.startswith("Expected a database that answers, got ")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["plough"],
        ["serve", "--port", "0"],
        ["token", "create", "--party", GLN, "--role", "king"],
        ["token", "create", "--party", GLN, "--role", "officer", "--days", "0"],
    ],
)
def test_wrong_words_end_with_2(words: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    assert "usage: traceability" in capsys.readouterr().err


def test_every_verb_has_its_help(capsys: Said) -> None:
    verbs = [words for words in commands(parser()) if not words.rpartition(" ")[2].startswith("-")]
    for words in verbs:
        with pytest.raises(SystemExit) as end:
            main([*words.split(), "--help"])
        assert end.value.code == 0
        assert f"usage: traceability {words}" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["labels", "freeze", "import"])
def test_what_is_not_there_yet_is_not_pretended(verb: str) -> None:
    with pytest.raises(SystemExit) as end:
        main([verb])
    assert end.value.code == 2
