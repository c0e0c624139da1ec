"""What the desk prints and hands out: cards, tags, diaries, lists, slips, statements, exports."""

from collections.abc import Iterator

from flask import Response

from api.console import diary
from api.console.page import at_the_desk
from api.console.printing import PDF, XLSX, days, file, households, words
from api.described import View


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/diary.pdf", diary_page
    yield "GET", "/diary.xlsx", diary_sheet


@at_the_desk
def diary_page() -> Response:
    """Print the farm diary of `?party=` or of all members, from `?from=` to `?to=`, as PDF."""
    asked, whose = days(), list(households())
    name = f"{words().say('diary.file')}-{asked.first}-{asked.last}.pdf"
    return file(name, PDF, lambda out: diary.print_diary(out, whose, asked))


@at_the_desk
def diary_sheet() -> Response:
    """Write the farm diary of `?party=` or of all members, from `?from=` to `?to=`, as .xlsx."""
    asked, whose = days(), list(households())
    name = f"{words().say('diary.file')}-{asked.first}-{asked.last}.xlsx"
    return file(name, XLSX, lambda out: diary.write_diary(out, whose, asked))
