"""The words of the command line: verbs, their flags, and how a refusal ends."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Sequence

from api.cli import cards, demonstration, inputs, records, safekeeping, sheets, tokens
from api.cli.serve import serve, work
from api.cli.voice import complain
from api.settings import WrongSetting
from traceability.access import Role
from traceability.errors import Refusal

_NOT, _WRONG_WORDS, _STOPPED = 1, 2, 130
_PORTS = 65_535
_WORKERS = 64
_DAYS = 3660


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words ask for.

    Returns:
        0 done, 1 what was asked does not hold, 2 wrong words or a wrong setting.
    """
    asked = parser().parse_args(words)
    try:
        done: int = asked.does(asked)
    except WrongSetting as wrong:
        complain(str(wrong))
        return _WRONG_WORDS
    except Refusal as no:
        complain(str(no))
        return _NOT
    except OSError as error:
        complain(f"Expected '{error.filename}' to be usable, got '{error.strerror}'.")
        return _NOT
    except KeyboardInterrupt:
        return _STOPPED
    return done


def parser() -> ArgumentParser:
    """The parser of all verbs."""
    made = ArgumentParser("traceability", description="Traceability of farm produce.")
    verbs = made.add_subparsers(metavar="VERB", required=True)

    def verb(name: str, does: Callable[..., int], said: str) -> ArgumentParser:
        words: ArgumentParser = verbs.add_parser(name, help=said, description=said)
        words.set_defaults(does=does)
        return words

    _serve(verb("serve", serve, "run the production server and the background work"))
    verb("work", work, "run the background work alone, until it is stopped")
    verb("demo", demonstration.demo, "load the demonstration data, once")
    verb("migrate", records.migrate, "make indexes and run numbered migrations; serve does it too")
    verb("rebuild", records.rebuild, "make every view again from the log")
    verb("verify", records.verify, "recompute the public log and say what does not match")
    for name, does, said in (
        ("backup", safekeeping.backup, "write everything into a file, the keys under a passphrase"),
        ("restore", safekeeping.restore, "read a backup into an empty database and verify it"),
    ):
        verb(name, does, said).add_argument("file", metavar="FILE")
    _import(verb("import", sheets.import_, "import a spreadsheet, all of it or nothing"))
    token = verbs.add_parser("token", help="API tokens", description="API tokens")
    _token(token)
    card = verbs.add_parser("card", help="sign-in cards", description="sign-in cards")
    _card(card)
    listed = "the list of crop-protection products"
    _inputs(verbs.add_parser("inputs", help=listed, description=listed))
    return made


def _serve(words: ArgumentParser) -> None:
    words.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    words.add_argument(
        "--port", default=8000, type=_number(1, _PORTS), help="the port, 8000 unless told"
    )
    words.add_argument(
        "--workers", type=_number(1, _WORKERS), help="processes, else TRACEABILITY_WORKERS"
    )
    words.add_argument(
        "--first-run-demo",
        action="store_true",
        help="load the demonstration into an empty database",
    )
    words.add_argument(
        "--embedded-anyway",
        action="store_true",
        help="let others reach a server with the embedded MongoDB, which is past its end of life",
    )


def _import(words: ArgumentParser) -> None:
    words.add_argument("file", metavar="FILE.xlsx")
    words.add_argument("--party", metavar="KEY", help="the cooperative, where there are several")
    words.add_argument(
        "--dry-run", action="store_true", help="say what it would make, and record nothing"
    )


def _token(words: ArgumentParser) -> None:
    verbs = words.add_subparsers(metavar="VERB", required=True)
    create = verbs.add_parser("create", help="make a token and print it, once")
    create.add_argument("--party", required=True, metavar="KEY", help="GLN, code, path or URI")
    roles = ", ".join(Role)
    create.add_argument("--role", required=True, type=_role, metavar="ROLE", help=f"one of {roles}")
    create.add_argument(
        "--days", default=365, type=_number(1, _DAYS), help="how long it is valid, 365 unless told"
    )
    create.set_defaults(does=tokens.create)
    verbs.add_parser("list", help="list all tokens").set_defaults(does=tokens.show)
    revoke = verbs.add_parser("revoke", help="end a token now")
    revoke.add_argument("id", metavar="ID", help="as token list shows it")
    revoke.set_defaults(does=tokens.revoke)


def _inputs(words: ArgumentParser) -> None:
    verbs = words.add_subparsers(metavar="VERB", required=True)
    load = verbs.add_parser("load", help="load a list from CSV or XLSX, all rows or none")
    load.add_argument("file", metavar="FILE")
    load.add_argument("--party", required=True, metavar="KEY", help="GLN, code, path or URI")
    load.set_defaults(does=inputs.load_list)
    template = verbs.add_parser("template", help="write a file to fill in, .csv or .xlsx")
    template.add_argument("file", metavar="FILE")
    template.set_defaults(does=inputs.template)


def _card(words: ArgumentParser) -> None:
    verbs = words.add_subparsers(metavar="VERB", required=True)
    create = verbs.add_parser("create", help="make a card; print its link and QR code, once")
    create.add_argument("--party", required=True, metavar="KEY", help="GLN, code, path or URI")
    roles = ", ".join(Role)
    create.add_argument("--role", required=True, type=_role, metavar="ROLE", help=f"one of {roles}")
    create.add_argument("--name", default="", help="what you call it, where a party has several")
    create.set_defaults(does=cards.create)
    verbs.add_parser("list", help="list all cards").set_defaults(does=cards.show)
    revoke = verbs.add_parser("revoke", help="end a card and its sessions now")
    revoke.add_argument("id", metavar="ID", help="as card list shows it")
    revoke.set_defaults(does=cards.revoke)


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise ArgumentTypeError(f"Expected a number from {least} to {most}, got {text!r}.")
        return int(text)

    return read


def _role(text: str) -> Role:
    if text not in set(Role):
        raise ArgumentTypeError(f"Expected one of {', '.join(Role)}, got {text!r}.")
    return Role(text)
