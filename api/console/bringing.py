"""The spreadsheet at the desk: its template, a check that records nothing, and the import."""

import re
from collections.abc import Iterator
from typing import Final

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from api.console.page import LANGUAGES, at_the_desk, page
from api.console.printing import XLSX, file, today, words
from api.console.scope import desk
from api.described import View
from api.exchange import answer
from api.house import house
from api.importing.plan import read_plan
from api.importing.record import record_plan
from api.importing.wishes import Desk, Plan, Wrong
from api.languages import Language
from api.who import actor
from schemas.sheets.reading import MOST_BYTES
from schemas.sheets.template import write_template
from traceability.errors import NotValid
from traceability.identifiers.uris import PartyKey

_MOST_SHOWN: Final = 200
_ON_A_DAY: Final = re.compile(r" on \d{4}-\d{2}-\d{2}$")


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/import/template.xlsx", template
    yield "POST", "/import", import_sheet


@at_the_desk
def template() -> Response:
    """Hand out the spreadsheet to fill in, with explanations, lists to pick from and examples."""
    return file("ho-va-nuong.xlsx", XLSX, write_template)


@at_the_desk
def import_sheet() -> Response:
    """Import `file`, a filled-in spreadsheet: all of it, or nothing and every wrong cell; `dry` only checks.

    Who prefers JSON gets the same as data.
    """
    here = house()
    asked = Desk(here.ledger, here.domain, actor(), PartyKey(desk()), today())
    plan = read_plan(_file(), asked)
    dry = bool(request.values.get("dry"))
    made = 0 if dry or plan.wrong else record_plan(plan, asked)
    status = 422 if plan.wrong else 200
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    if best == "application/json":
        return answer(_shown(plan, made, dry=dry), status)
    cells = [(_where(wrong), wrong.column, sentence(wrong, words())) for wrong in plan.wrong]
    return page(
        "imported.html",
        "papers",
        status,
        w=words(),
        cells=cells[:_MOST_SHOWN],
        more=len(cells) > _MOST_SHOWN,
        plan=plan,
        rows=sorted(plan.counts.items()),
        made=made,
        dry=dry,
    )


def sentence(wrong: Wrong, t: Language) -> str:
    """What is wrong with a cell, in the reader's words where the catalogue has them."""
    expected = wrong.expected
    for key in t.sentences:
        head, _, beginning = key.partition(".")
        if head == "expected" and beginning == expected:
            expected = t.say(key)
            break
        if head == "beginning" and expected.startswith(beginning):
            expected = t.say(key) + expected.removeprefix(beginning)
            break
    if t.code == LANGUAGES[0]:
        expected = _ON_A_DAY.sub("", expected)
    name = "imported.sentence" if wrong.got else "imported.sentence_empty"
    return t.say(name, expected=expected, got=wrong.got)


def _where(wrong: Wrong) -> str:
    return words().say("imported.cell", sheet=wrong.sheet, address=wrong.address)


def _file() -> bytes:
    """The bytes of the file that came.

    Raises:
        RequestEntityTooLarge: it is too long (413).
        NotValid: none came.
    """
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise NotValid("a spreadsheet (.xlsx)", "none", "file")
    data = sent.stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise RequestEntityTooLarge(f"Expected at most {MOST_BYTES} bytes, got more.")
    return data


def _shown(plan: Plan, made: int, *, dry: bool) -> dict[str, object]:
    """The outcome as data."""
    counts = [
        {"sheet": sheet, "change": change, "rows": count}
        for (sheet, change), count in sorted(plan.counts.items())
    ]
    wrong = [each._asdict() | {"sentence": each.sentence} for each in plan.wrong]
    return {"recorded": made, "dry": dry, "rows": counts, "wrong": wrong}
