"""What the desk prints and hands out: cards, tags, diaries, lists, slips, statements, exports."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import BinaryIO, Final

from flask import Response, request

from api.console import diary, lists
from api.console.leaving import write_everything
from api.console.page import at_the_desk, page
from api.console.printing import (
    PDF,
    XLSX,
    ZIP,
    Days,
    called,
    days,
    file,
    households,
    merged,
    one,
    party_of,
    picture_of,
    today,
    words,
)
from api.console.scope import desk, members
from api.described import View
from api.exchange import answer
from api.house import house
from api.rest.scope import segment
from api.signin.cards import ask_card, given
from api.who import actor
from qr.paper.cards import Card, CardWords, card_alone, card_sheets
from qr.paper.tags import Tag, TagWords, tag_sheets
from traceability.access import Role
from traceability.credentials import card as cards
from traceability.errors import NotValid
from traceability.identifiers.own_codes import CODE_BITS, mint
from traceability.identifiers.uris import BatchKey, PartyKey
from traceability.masterdata.party import Party

MOST_CARDS: Final = 400
MOST_TAGS: Final = 900

Print = Callable[[BinaryIO, Iterable[Party], Days], object]


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/papers", show_papers
    yield "GET", "/diary.pdf", diary_page
    yield "GET", "/diary.xlsx", diary_sheet
    yield "GET", "/confirm.pdf", confirm_page
    yield "GET", "/weighing.pdf", weighing_slips
    yield "GET", "/weighing-totals.pdf", weighing_totals
    yield "GET", "/statement.pdf", statement_page
    yield "GET", "/statement.json", statement_data
    yield "GET", "/export.zip", export
    yield "POST", "/cards.pdf", give_cards
    yield "POST", "/tags.pdf", print_tags


@at_the_desk
def show_papers() -> Response:
    """Show what can be printed, handed out and imported."""
    whose = [(segment(it.key.uri), it.shown) for it in members() if not merged(it)]
    here = today()
    ended = here.replace(day=1) - timedelta(days=1)
    return page(
        "papers.html",
        "papers",
        w=words(),
        whose=whose,
        season=(here.replace(month=1, day=1), here),
        month=(ended.replace(day=1), ended),
        day=(here, here),
    )


@at_the_desk
def diary_page() -> Response:
    """Print the farm diary of `?party=` or of all members, from `?from=` to `?to=`, as PDF."""
    return _printed("diary", PDF, diary.print_diary)


@at_the_desk
def diary_sheet() -> Response:
    """Write the farm diary of `?party=` or of all members, from `?from=` to `?to=`, as .xlsx."""
    return _printed("diary", XLSX, diary.write_diary)


@at_the_desk
def confirm_page() -> Response:
    """Print what helpers entered from `?from=` to `?to=` and nobody answered, with boxes to tick."""
    return _printed("confirm", PDF, lists.print_confirm)


@at_the_desk
def weighing_slips() -> Response:
    """Print a slip for each lot that came in from `?from=` to `?to=`; of one household by `?party=`."""
    asked = days()
    giver = one().key.uri if request.args.get("party") else ""
    return file(
        _name("weighing", asked, "pdf"), PDF, lambda out: lists.print_slips(out, asked, giver)
    )


@at_the_desk
def weighing_totals() -> Response:
    """Print what came in from `?from=` to `?to=`, by household and product."""
    asked = days()
    name = f"{words().say('weighing.totals_file')}-{asked.first}-{asked.last}.pdf"
    return file(name, PDF, lambda out: lists.print_totals(out, asked))


@at_the_desk
def statement_page() -> Response:
    """Print how much of what each household handed to whom, from `?from=` to `?to=`."""
    return _printed("statement", PDF, lists.print_statement)


@at_the_desk
def statement_data() -> Response:
    """Show the same of `?party=` as data."""
    return answer(lists.shown_statement(one(), days()))


@at_the_desk
def export() -> Response:
    """Hand out everything of `?party=` in one ZIP file: what it takes along when it leaves."""
    party = one()
    name = f"{words().say('export.file')}-{segment(party.key.uri)}-{today()}.zip"
    return file(name, ZIP, lambda out: write_everything(out, party))


@at_the_desk
def give_cards() -> Response:
    """Give a new card to each household that `party` names, and print them; `alone` for one a page.

    The secrets stand in this answer and nowhere else.
    """
    codes = list(dict.fromkeys(request.form.getlist("party")))
    if not 0 < len(codes) <= MOST_CARDS:
        raise NotValid(f"1 to {MOST_CARDS} households", len(codes), "party")
    whose = [party_of(code) for code in codes]
    for party in whose:
        ask_card(actor(), Role.RECORDER, PartyKey(party.key.uri))
    made = [_card(party) for party in whose]
    alone = len(made) == 1 and bool(request.form.get("alone"))
    drawn = card_alone(*made[0]) if alone else card_sheets(made)
    return file(f"the-{today()}.pdf", PDF, lambda out: out.write(drawn))


@at_the_desk
def print_tags() -> Response:
    """Print `count` blank tags: codes that name nothing until they are bound to a lot."""
    text = request.form.get("count", "18")
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= MOST_TAGS):
        raise NotValid(f"1 to {MOST_TAGS} tags", text, "count")
    t, here = words(), house()
    said = TagWords(t.say("tag.title"), called(desk()), (t.say("tag.whose"), t.say("tag.weight")))
    tags = []
    for _ in range(int(text)):
        code = mint(secrets.randbits(CODE_BITS))
        path = BatchKey.from_code(code, here.domain).path(here.domain)
        tags.append(Tag(code.value, here.settings.base_url + path))
    drawn = tag_sheets(tags, said)
    return file(f"the-lo-{today()}.pdf", PDF, lambda out: out.write(drawn))


def _card(party: Party) -> tuple[Card, CardWords]:
    t, here = words(), house()
    secret, kept = given(Role.RECORDER, PartyKey(party.key.uri), party.label)
    last = here.store.masterdata.last(party.key.uri)
    shows_name = last is not None and "name" in last.consents
    card = Card(
        label=party.shown,
        cooperative=called(party.member_of.uri) if party.member_of else "",
        picture=picture_of(party.key.uri, party.label),
        link=cards.link(here.settings.base_url, kept.id, secret),
        code=kept.id + secret,
        name=party.name if shows_name and party.name != party.label else "",
    )
    said = {name: t.say(f"card.{name}") for name in ("title", "secret", "typed")}
    return card, CardWords(**said, until=t.say("card.until", day=t.date(kept.expires)))


def _printed(name: str, kind: str, write: Print) -> Response:
    """A paper about households and days, as they are asked for."""
    asked, whose = days(), list(households())
    ending = "xlsx" if kind == XLSX else "pdf"
    return file(_name(name, asked, ending), kind, lambda out: write(out, whose, asked))


def _name(paper: str, asked: Days, ending: str) -> str:
    return f"{words().say(f'{paper}.file')}-{asked.first}-{asked.last}.{ending}"
