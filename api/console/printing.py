"""What every paper of the desk needs: whose, of which days, its words, and the file it comes in."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, Final, TypeVar, cast
from zlib import crc32

from flask import Response, request
from werkzeug.wsgi import wrap_file

from api.console.page import LANGUAGES
from api.console.scope import desk, members
from api.house import house
from api.languages import Language, code_of_reader, speak_in
from api.who import actor
from qr.paper.pictures import Picture, numbered
from qr.paper.tables import Paper
from schemas.fields import load_key
from traceability.access import sees
from traceability.batches.batch import VIETNAM
from traceability.batches.tally import Tally
from traceability.errors import NotFound, NotValid, NotYours
from traceability.events.amount import Amount
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.party import Party

T = TypeVar("T")

PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP: Final = "application/zip"

MOST_DAYS: Final = 1100
"""Three seasons and a little; what is older is printed in a paper of its own."""

_IN_MEMORY: Final = 2 * 1024 * 1024
_BASES: Final = {"mass": "KGM", "volume": "LTR", "count": "H87", "area": "MTK"}


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that are asked for, both included, by the clock of Vietnam."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        """The instant the first one begins."""
        return datetime.combine(self.first, time(), VIETNAM)

    @property
    def until(self) -> datetime:
        """The instant after the last one."""
        return datetime.combine(self.last + timedelta(days=1), time(), VIETNAM)


@dataclass(slots=True)
class Bound:
    """How many of something may still stand on a paper."""

    left: int
    name: str

    def few(self, some: Iterable[T]) -> Iterator[T]:
        """The same, until there are too many.

        Raises:
            NotValid: more than what was left.
        """
        for each in some:
            if self.left == 0:
                raise NotValid(f"a paper of fewer {self.name}", "more; ask for fewer days", "to")
            self.left -= 1
            yield each


def words() -> Language:
    """The sentences of papers in the reader's language."""
    return speak_in("paper", code_of_reader(LANGUAGES))


def today() -> date:
    """The day it is in Vietnam."""
    return house().ledger.clock().astimezone(VIETNAM).date()


def days() -> Days:
    """The days that `?from=` and `?to=` ask for; this calendar year where they do not.

    Raises:
        NotValid: no days, or too many of them.
    """
    here = today()
    first = _day("from") or date(here.year, 1, 1)
    last = _day("to") or max(first, here)
    if not 0 <= (last - first).days < MOST_DAYS:
        raise NotValid(f"1 to {MOST_DAYS} days", f"{first} to {last}", "to")
    return Days(first, last)


def one() -> Party:
    """The party that `?party=` names by its code or URI.

    Raises:
        NotFound: no such party, or none was named.
        NotYours: it is not the reader's to see.
    """
    return party_of(request.args.get("party", ""))


def party_of(text: str) -> Party:
    """A party of the reader's by its code or URI; raises as `one` does."""
    if not text:
        raise NotFound("party", text)
    own = "/" not in text and ":" not in text
    uri = load_key(PartyKey, f"/t/{text}" if own else text, house().domain).uri
    last = house().store.masterdata.last(uri)
    if last is None or not isinstance(last.value, Party):
        raise NotFound("party", uri)
    if not sees(actor(), house().store.masterdata.subject(uri)):
        raise NotYours(f"the party itself or its cooperative for {uri}", str(actor()))
    return last.value


def households() -> Iterator[Party]:
    """The one that `?party=` names, else every member of this desk's cooperative, by label."""
    if request.args.get("party"):
        yield one()
        return
    yield from (party for party in members() if not merged(party))


def picture_of(uri: str, label: str) -> Picture:
    """The picture by which a household finds what is its own: by the number in its label, else its key."""
    digits = re.findall(r"\d+", label)
    return numbered(int(digits[-1][-6:]) if digits else crc32(uri.encode()))


def foot() -> str:
    """The line at the foot of every page: printed when, and by whose desk."""
    t = words()
    return t.say("paper.printed", day=t.date(today()), cooperative=called(desk()))


def paper(title: str, **more: Any) -> Paper:  # noqa: ANN401  # Paper's own
    """A paper with this desk's foot and pages counted in the reader's words."""
    return Paper(title, foot(), words().say("paper.page", page="{page}"), **more)


def merged(party: Party) -> bool:
    """Whether a household's key leads to another's, with which it is printed."""
    last = house().store.masterdata.last(party.key.uri)
    return last is not None and last.merged_into is not None


def called(uri: str | None) -> str:
    """What a party is called on a paper that stays between it and its cooperative."""
    last = house().store.masterdata.last(uri) if uri else None
    return last.value.shown if last and isinstance(last.value, Party) else ""


def titled(party: Party) -> str:
    """A household's label, with its name where that says more."""
    t = words()
    if not party.personal:
        return party.name
    if party.name.startswith(party.label):
        return party.name
    return t.say("paper.household_named", label=party.label, name=party.name)


def amounts(tally: Tally) -> str:
    """A sum in words: each measure in its unit, and how often nobody weighed."""
    t = words()
    parts = [
        t.amount(Amount(number, _BASES[name])) for name, number in tally.known.items() if number
    ]
    parts += [t.say("paper.unweighed", count=tally.unknown)] if tally.unknown else []
    return ", ".join(parts) or t.amount(Amount(tally.of("mass"), "KGM"))


def file(name: str, kind: str, write: Callable[[BinaryIO], object]) -> Response:
    """A file that is written aside, small ones in memory and large ones on disk, and handed out.

    No cache keeps it: it is somebody's paper.
    """
    with ExitStack() as opened:
        aside = opened.enter_context(SpooledTemporaryFile(max_size=_IN_MEMORY))
        write(cast("BinaryIO", aside))
        size = aside.tell()
        aside.seek(0)
        if size <= _IN_MEMORY:
            answer = Response(aside.read(), mimetype=kind)
        else:
            pages = wrap_file(request.environ, cast("IO[bytes]", aside))
            answer = Response(pages, mimetype=kind, direct_passthrough=True)
            answer.call_on_close(opened.pop_all().close)
    answer.content_length = size
    how = "inline" if kind == PDF else "attachment"
    answer.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _day(name: str) -> date | None:
    text = request.args.get(name, "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotValid("a day like 2026-03-20", text, name) from None
    earliest, latest = 2000, 2100
    if not earliest <= day.year < latest:
        raise NotValid("a day between 2000 and 2100", text, name)
    return day
