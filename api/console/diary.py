"""The farm diary as the desk prints it: the lines of a season in words, for a page and for a spreadsheet."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from api.console.printing import Bound, Days, amounts, called, paper, titled, words
from api.house import house
from api.scan.found import spoken
from qr.paper.tables import Column, Section, print_tables
from schemas.sheets.writing import Sheet, write_sheets
from traceability.batches.tally import Tally
from traceability.events.amount import Portion
from traceability.ledger.season import Year, read_year
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.season.diary import HANDED, HARVEST, SEEN, Line
from traceability.season.statement import NOBODY, Lot, total

Cells = dict[str, str]
"""The words of a line, by the names of the columns of a spreadsheet."""

MOST_LINES: Final = 40_000
"""Lines of one paper; for more, ask for fewer days or for one household."""

_SHARES: Final = {
    "date": 7,
    "where": 9,
    "task": 7,
    "reason": 9,
    "method": 9,
    "input": 13,
    "dose": 8,
    "interval": 5,
    "by": 7,
    "harvest": 10,
    "sold": 10,
    "entered": 11,
}
"""Columns of a page and their shares of its width (rules-and-fields §2.2)."""

_WIDTHS: Final = {
    "column.household": 10,
    "diary.date": 12,
    "column.time": 8,
    "column.plot": 14,
    "column.crop": 12,
    "column.cultivar": 14,
    "diary.task": 14,
    "diary.reason": 18,
    "diary.method": 18,
    "column.input": 24,
    "column.ingredient": 16,
    "column.registration": 16,
    "column.input_lot": 14,
    "diary.dose": 14,
    "diary.interval": 10,
    "column.interval_from": 16,
    "column.rows": 10,
    "diary.by": 16,
    "column.code": 20,
    "column.said": 18,
    "column.amount": 16,
    "column.sold": 16,
    "column.buyer": 22,
    "column.entered": 20,
    "column.confirmed": 20,
    "column.note": 30,
}
"""Columns of a spreadsheet and their widths in characters."""

_BOUGHT: Final = ("bought", "input", "seller", "quantity", "input_lot", "expiry")
_OTHER: Final = ("day", "content", "done", "note")
_BY_HAND: Final = 8


def print_diary(out: BinaryIO, parties: Iterable[Party], days: Days) -> None:
    """The diary as PDF: a part for each household, empty rows for what is entered by hand."""
    about = paper(words().say("diary.title"), wide=True, letters=7)
    left = Bound(MOST_LINES, "lines")
    print_tables(out, about, (part for party in parties for part in _sections(party, days, left)))


def write_diary(out: BinaryIO, parties: Iterable[Party], days: Days) -> None:
    """The diary as a spreadsheet: one row a line, each field in a column of its own."""
    t = words()
    columns = tuple((t.say(name), wide) for name, wide in _WIDTHS.items())
    left = Bound(MOST_LINES, "lines")
    rows = (
        tuple(cells[name] for name in _WIDTHS)
        for party in parties
        for cells in left.few(_cells_of(read(party, days), party))
    )
    write_sheets(
        out,
        [
            Sheet(t.say("sheet.diary"), columns, rows),
            Sheet(t.say("sheet.purchases"), _by_hand(_BOUGHT)),
            Sheet(t.say("sheet.other"), _by_hand(_OTHER)),
        ],
    )


def read(party: Party, days: Days) -> Year:
    """A household's season of these days."""
    return read_year(house().store, party.key.uri, days.since, days.until)


def _by_hand(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    width = 22
    return tuple((words().say(f"column.{name}"), width) for name in names)


def _sections(party: Party, days: Days, left: Bound) -> Iterator[Section]:
    t, year = words(), read(party, days)
    facts = [t.say("paper.of", cooperative=called(party.member_of.uri))] if party.member_of else []
    facts += [t.say("paper.from_to", first=t.date(days.first), last=t.date(days.last))]
    plucked = amounts(total(year.season.plucked.values()))
    sums = t.say("diary.sums", plucked=plucked, sold=amounts(year.season.whole))
    yield Section(
        heading=f"{t.say('diary.title')} – {titled(party)}",
        facts=tuple(facts),
        columns=tuple(Column(t.say(f"diary.{name}"), share) for name, share in _SHARES.items()),
        rows=(_row(cells) for cells in left.few(_cells_of(year, party))),
        empty=2,
        closing=(sums if year.lines else t.say("paper.none"),),
    )
    yield _empty("diary.purchases", _BOUGHT)
    yield _empty("diary.other", _OTHER, signed=True)


def _empty(title: str, names: Iterable[str], *, signed: bool = False) -> Section:
    t = words()
    signers = (t.say("diary.signed_household"), t.say("diary.signed_officer")) if signed else ()
    return Section(
        heading=t.say(title),
        columns=tuple(Column(heading, wide) for heading, wide in _by_hand(names)),
        empty=_BY_HAND if not signed else _BY_HAND // 2,
        signers=signers,
        joined=True,
    )


def _row(cells: Cells) -> tuple[str, ...]:
    """A line on a page, where several fields share a column."""
    t = words()
    marked = [
        t.say(f"diary.{name}", text=cells[f"column.{column}"]) if cells[f"column.{column}"] else ""
        for name, column in (
            ("ingredient", "ingredient"),
            ("registration", "registration"),
            ("lot", "input_lot"),
        )
    ]
    shown = {
        "where": _joined(", ", cells["column.plot"], cells["column.crop"], _rows(cells)),
        "input": _joined("; ", cells["column.input"], *marked),
        "harvest": _joined(" · ", cells["column.code"], _weight(cells)),
        "sold": _joined(" · ", cells["column.sold"], cells["column.buyer"]),
        "entered": _joined("; ", cells["column.entered"], cells["column.confirmed"]),
    }
    return tuple(shown.get(name) or cells.get(f"diary.{name}", "") for name in _SHARES)


def _rows(cells: Cells) -> str:
    text = cells["column.rows"]
    return words().say("diary.rows", text=text) if text else ""


def _weight(cells: Cells) -> str:
    said, amount = cells["column.said"], cells["column.amount"]
    return words().say("diary.said", said=said, amount=amount) if said else amount


def _cells_of(year: Year, party: Party) -> Iterator[Cells]:
    for line in year.lines:
        yield _cells(line, year, party)


def _cells(line: Line, year: Year, party: Party) -> Cells:
    t, said = words(), line.said
    store = house().store.masterdata
    last = store.last(store.kept(line.place)) if line.place else None
    place = last.value if last and isinstance(last.value, Place) else None
    private = year.private.get(line.told.record, {})
    text: Callable[..., str] = lambda *names: _first(said, *names)  # noqa: E731 - short, and used below
    cells = {
        "column.household": party.shown,
        "diary.date": t.date(line.time),
        "column.time": t.time(line.time),
        "column.plot": place.shown if place else "",
        "column.crop": (place.crop if place else "") or text("crop"),
        "column.cultivar": (place.cultivar if place else "") or text("cultivar"),
        "diary.task": t.say(f"task.{line.task}"),
        "diary.reason": _first(private, "note") if line.task == SEEN else text("reason"),
        "diary.method": text("method", "plucking"),
        "column.input": text("inputName", "input"),
        "column.ingredient": text("activeIngredient"),
        "column.registration": text("registration"),
        "column.input_lot": text("inputLot"),
        "diary.dose": text("dose"),
        "diary.interval": text("preHarvestIntervalDays"),
        "column.interval_from": _interval_from(text("intervalFrom")),
        "column.rows": text("rows"),
        "diary.by": _first(private, "person", "protection"),
        "column.entered": _entered(line),
        "column.confirmed": _confirmed(line, year.parties),
        "column.note": _first(private, "note"),
    }
    return cells | _goods(line)


def _interval_from(text: str) -> str:
    """Where an interval was read, in words; what else was typed stays as it is."""
    t = words()
    return t.say(f"interval.{text}") if t.knows(f"interval.{text}") else text


def _goods(line: Line) -> Cells:
    """Codes and weights of what was plucked, made or went out."""
    house_of = house().domain
    codes = ", ".join(spoken(portion.uri, house_of) for portion in line.goods)
    said = ", ".join(_said(portion) for portion in line.goods if _said(portion))
    weight = amounts(_tally(line.goods)) if line.goods else ""
    out = line.task == HANDED
    cells = {"column.code": codes, "column.said": said}
    if out:
        buyer = called(line.buyer) or words().say("diary.gate")
        return cells | {"column.amount": "", "column.sold": weight, "column.buyer": buyer}
    sold = amounts(total(lot.net for lot in line.sold)) if line.sold else ""
    buyers = ", ".join(dict.fromkeys(map(_buyer, line.sold)))
    harvested = weight if line.task == HARVEST or line.goods else ""
    return cells | {"column.amount": harvested, "column.sold": sold, "column.buyer": buyers}


def _buyer(lot: Lot) -> str:
    gate = words().say("diary.gate")
    return gate if lot.buyer == NOBODY else called(lot.buyer) or words().say("paper.unknown")


def _said(portion: Portion) -> str:
    return (portion.amount.said or "") if portion.amount else ""


def _tally(goods: Iterable[Portion]) -> Tally:
    tally = Tally()
    for portion in goods:
        tally = tally.plus(portion.amount)
    return tally


def _entered(line: Line) -> str:
    t, told = words(), line.told
    known = told.role if t.knows(f"entered.{told.role}") else "other"
    return t.say(f"entered.{known}", party=called(told.party))


def _confirmed(line: Line, parties: frozenset[str]) -> str:
    """What the household itself said of a record that another entered for it."""
    t, told = words(), line.told
    if told.party in parties:
        return ""
    if not parties.isdisjoint(told.disputed):
        return t.say("entered.disputed")
    confirmed = not parties.isdisjoint(told.confirmed)
    return t.say("entered.confirmed" if confirmed else "entered.unconfirmed")


def _first(held: Mapping[str, Any], *names: str) -> str:
    found = (held.get(name) for name in names)
    return next((str(each) for each in found if each not in (None, "")), "")


def _joined(between: str, *texts: str) -> str:
    return between.join(text for text in texts if text)
